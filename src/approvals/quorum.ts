import type { Person } from '../licensing/shapes';
import { recipients } from './approvers';
import type { Approver, Request, Stage } from './request';

/** Whether enough approvers of the present stage have said yes. */
export function hasQuorum(request: Request): boolean {
  const stage = currentStage(request);
  const voices = voicesFor(request);
  if (stage.quorum !== 'everyone') return voices.size >= stage.quorum;
  const asked = everyoneAsked(stage);
  // Where only others could be asked instead, one of them is enough.
  return asked.length > 0 ? asked.every((each) => voices.has(each.id)) : voices.size > 0;
}

/** How many have approved the present stage, and how many must as far as it can be said. */
export function quorumOf(request: Request): { readonly approved: number; readonly needed: number } {
  const stage = currentStage(request);
  const approved = voicesFor(request).size;
  const needed = stage.quorum === 'everyone' ? everyoneAsked(stage).length : stage.quorum;
  return { approved, needed: Math.max(1, needed, approved) };
}

/** Those for whom the present stage was approved: a deputy's word is that of the one who is away. */
function voicesFor(request: Request): ReadonlySet<string> {
  const yes = request.decisions.filter((each) => each.stage === request.stage && each.verdict === 'approve');
  return new Set(yes.map((each) => (each.onBehalfOf ?? each.by).id));
}

/** Who counts where everyone must approve: not those who speak for others, or were asked when nobody decided. */
function everyoneAsked(stage: Stage): readonly Approver[] {
  return stage.approvers.filter((each) => each.through !== 'deputy' && each.through !== 'escalated');
}

export function currentStage(request: Request): Stage {
  const stage = request.stages[request.stage];
  if (!stage) throw new RangeError(`A request has no stage ${request.stage}.`);
  return stage;
}

/** Everybody whose voice a decision takes: who makes it, and for whom. */
export function idsOf(by: Person, onBehalfOf: Person | null): readonly string[] {
  return onBehalfOf ? [by.id, onBehalfOf.id] : [by.id];
}

/**
 * How many more people would have to be asked so that the present stage could be decided at all: its quorum, less those
 * whose card could arrive and who may still speak. Who is away is spoken for by their deputy. `everyone` means whoever
 * was asked, so there one person is enough.
 */
export function missingVoices(request: Request): number {
  const { approvers, quorum } = currentStage(request);
  const spoke = (stage: (index: number) => boolean): ReadonlySet<string> =>
    new Set(
      request.decisions
        .filter((each) => stage(each.stage))
        .flatMap(({ by, onBehalfOf }) => idsOf(by, onBehalfOf)),
    );
  const present = spoke((index) => index === request.stage);
  const before = request.fourEyes === 'stages' ? spoke((index) => index < request.stage) : new Set<string>();
  const able = recipients(approvers).filter(
    ({ id, deputyOf }) =>
      !present.has(id) &&
      !before.has(id) &&
      !(deputyOf && (present.has(deputyOf.id) || before.has(deputyOf.id))) &&
      !request.unreached.includes(id),
  );
  const decided = request.decisions.filter((each) => each.stage === request.stage).length;
  return Math.max(0, (quorum === 'everyone' ? 1 : quorum) - decided - able.length);
}
