import type { Change, Person } from '../licensing/change';
import { isOpen, type ChangeState } from '../licensing/change-states';
import { hasQuorum, idsOf, missingVoices } from './quorum';
import type { Approver, Decision, Request } from './request';

/** What makes somebody's decision count; asked of Entra at the moment of the press. */
export interface Authority {
  /** In words: "License Administrator", "owner of the group". */
  readonly role: string;
  /** For a deputy: whose decision it is. */
  readonly onBehalfOf: Person | null;
}

/** What can happen to a request that waits. */
export type RequestEvent =
  | {
      readonly kind: 'approve' | 'reject';
      readonly by: Person;
      readonly authority: Authority | null;
      readonly reason: string;
      /** If this is the last approval, the change waits until the seats that it needs are free. */
      readonly waits?: boolean;
    }
  | {
      readonly kind: 'ask';
      readonly by: Person;
      readonly authority: Authority | null;
      readonly text: string;
    }
  | { readonly kind: 'answer'; readonly by: Person; readonly text: string }
  | {
      readonly kind: 'reassign';
      readonly by: Person;
      readonly authority: Authority | null;
      readonly to: Person;
      /** Whether the policy lets the new person decide. */
      readonly toMayDecide: boolean;
    }
  | { readonly kind: 'withdraw'; readonly by: Person }
  | { readonly kind: 'expire' }
  /** Approvers of these decisions may not decide any more, as Entra says when the change is about to be written. */
  | { readonly kind: 'lose'; readonly decisions: readonly Decision[] };

/** Why an event has no effect. */
export type Refused =
  | 'closed'
  | 'own'
  | 'not-approver'
  | 'four-eyes'
  | 'already-decided'
  | 'reason-missing'
  | 'text-missing'
  | 'not-asker'
  | 'nothing-asked'
  | 'not-allowed'
  | 'too-few';

export type Outcome =
  | { readonly kind: 'refused'; readonly why: Refused }
  | {
      readonly kind: 'move';
      readonly to: ChangeState;
      readonly request: Request;
      /** A stage has just begun: its approvers must be found before this is stored. */
      readonly beginsStage: boolean;
    };

type Asked = Pick<Change, 'state' | 'asker'> & { readonly request: Request };

/**
 * What an event makes of a request: a plain function, so that every order of presses can be tried.
 * @param at ISO time
 */
export function decide(change: Asked, event: RequestEvent, at: string): Outcome {
  if (event.kind === 'lose') return lose(change, event.decisions);
  if (!isOpen(change.state)) return refused('closed');
  switch (event.kind) {
    case 'approve':
    case 'reject':
      return vote(change, event, at);
    case 'ask':
      return askBack(change, event, at);
    case 'answer':
      return answer(change, event, at);
    case 'reassign':
      return reassign(change, event);
    case 'withdraw':
      return event.by.id === change.asker.id ? move('withdrawn', change.request) : refused('not-asker');
    case 'expire':
      return move('expired', change.request);
  }
}

function vote(
  { state, asker, request }: Asked,
  event: Extract<RequestEvent, { kind: 'approve' | 'reject' }>,
  at: string,
): Outcome {
  const { by, authority, reason } = event;
  const refusal = mayNot({ asker, request }, by, authority);
  if (refusal) return refused(refusal);
  if (event.kind === 'reject' && request.reasonOnReject && !reason.trim()) return refused('reason-missing');
  const decision: Decision = {
    stage: request.stage,
    by,
    onBehalfOf: authority?.onBehalfOf ?? null,
    verdict: event.kind,
    role: authority?.role ?? '',
    reason,
    at,
  };
  const next: Request = { ...request, decisions: [...request.decisions, decision] };
  if (event.kind === 'reject') return move('rejected', next);
  // A question of another approver stays open.
  if (!hasQuorum(next)) return move(state, next);
  if (next.stage + 1 >= next.stages.length) return move('queued', next);
  return { kind: 'move', to: 'waiting', request: { ...next, stage: next.stage + 1 }, beginsStage: true };
}

/** Why somebody may not decide on the present stage now; undefined: they may. */
export function mayNot(
  { asker, request }: Pick<Asked, 'asker' | 'request'>,
  by: Person,
  authority: Authority | null,
): Refused | undefined {
  if (by.id === asker.id || authority?.onBehalfOf?.id === asker.id) return 'own';
  if (!authority) return 'not-approver';
  const mine = idsOf(by, authority.onBehalfOf);
  const voted = request.decisions.filter((each) =>
    idsOf(each.by, each.onBehalfOf).some((id) => mine.includes(id)),
  );
  if (voted.some((each) => each.stage === request.stage)) return 'already-decided';
  return request.fourEyes === 'stages' && voted.length > 0 ? 'four-eyes' : undefined;
}

function askBack(
  { asker, request }: Asked,
  event: Extract<RequestEvent, { kind: 'ask' }>,
  at: string,
): Outcome {
  const refusal = mayNot({ asker, request }, event.by, event.authority);
  if (refusal) return refused(refusal);
  if (!event.text.trim()) return refused('text-missing');
  const question = { by: event.by, text: event.text, at, answer: null, answeredAt: null };
  return move('asked-back', { ...request, questions: [...request.questions, question] });
}

function answer(
  { state, asker, request }: Asked,
  event: Extract<RequestEvent, { kind: 'answer' }>,
  at: string,
): Outcome {
  if (event.by.id !== asker.id) return refused('not-asker');
  if (state !== 'asked-back') return refused('nothing-asked');
  if (!event.text.trim()) return refused('text-missing');
  const questions = request.questions.map((each) =>
    each.answer === null ? { ...each, answer: event.text, answeredAt: at } : each,
  );
  return move('waiting', { ...request, questions });
}

function reassign(
  { state, asker, request }: Asked,
  event: Extract<RequestEvent, { kind: 'reassign' }>,
): Outcome {
  const { by, to } = event;
  const refusal = mayNot({ asker, request }, by, event.authority);
  if (refusal) return refused(refusal);
  if (to.id === asker.id || !event.toMayDecide) return refused('not-allowed');
  const mine = idsOf(by, event.authority?.onBehalfOf ?? null);
  const heir: Approver = { id: to.id, name: to.name, through: 'reassigned', deputyOf: null };
  const handed = withApprovers(request, (approvers) => [
    ...approvers.filter(
      (each) =>
        !mine.includes(each.id) &&
        each.id !== to.id &&
        // A deputy was asked only because of the person who hands over.
        (each.deputyOf === null || !mine.includes(each.deputyOf.id)),
    ),
    heir,
  ]);
  // Where two voices would become one, the quorum might not be reached any more.
  return missingVoices(handed) > missingVoices(request) ? refused('too-few') : move(state, handed);
}

/** Back to the stage of the first decision that does not count any more; what was decided after it is asked anew. */
function lose({ state, request }: Asked, lost: readonly Decision[]): Outcome {
  if (state !== 'queued' || lost.length === 0) return refused('closed');
  const stage = Math.min(...lost.map((each) => each.stage));
  const decisions = request.decisions.filter((each) => each.stage <= stage && !lost.includes(each));
  return { kind: 'move', to: 'waiting', request: { ...request, stage, decisions }, beginsStage: true };
}

/** The request with other approvers in its present stage. */
export function withApprovers(
  request: Request,
  change: (approvers: readonly Approver[]) => readonly Approver[],
): Request {
  return {
    ...request,
    stages: request.stages.map((stage, index) =>
      index === request.stage ? { ...stage, approvers: change(stage.approvers) } : stage,
    ),
  };
}

function move(to: ChangeState, request: Request): Outcome {
  return { kind: 'move', to, request, beginsStage: false };
}

function refused(why: Refused): Outcome {
  return { kind: 'refused', why };
}
