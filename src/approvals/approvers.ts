import type { GraphUser } from '../graph/api';
import { isDenied } from '../graph/errors';
import type { Person } from '../licensing/change';
import type { ApproverRule } from './policy';
import type { Approver } from './request';
import type { ApprovalDeps } from './services';

/** Cards that only some people may act on name at most this many of them (Teams' limit on `refresh.userIds`). */
export const mostApprovers = 60;

/** For whom and by whom approvers are looked for. */
export interface Subject {
  readonly tenantId: string;
  readonly groupId: string;
  readonly asker: Person;
}

/**
 * The people whom rules mean now, each once, the asker never. With everybody who is away comes their deputy. Best
 * effort: a rule that Graph does not answer adds nobody, because the others can still decide.
 */
export async function findApprovers(
  deps: SearchDeps,
  rules: readonly ApproverRule[],
  subject: Subject,
  through?: 'escalated',
): Promise<readonly Approver[]> {
  return (await searchApprovers(deps, rules, subject, through)).approvers;
}

type SearchDeps = Pick<ApprovalDeps, 'graph' | 'store' | 'now' | 'log'>;

/** The same, and whether Graph answered for every rule, so that nobody found means that there is nobody. */
export async function searchApprovers(
  deps: SearchDeps,
  rules: readonly ApproverRule[],
  subject: Subject,
  through?: 'escalated',
): Promise<{ readonly approvers: readonly Approver[]; readonly complete: boolean }> {
  const answers = await Promise.allSettled(rules.map((rule) => peopleOf(deps, rule, subject)));
  const found = new Map<string, Approver>();
  for (const [index, answer] of answers.entries()) {
    const rule = rules[index];
    if (answer.status === 'rejected' || !rule) {
      deps.log.warn(
        { rule: rule?.kind, error: String((answer as PromiseRejectedResult).reason) },
        'approvers not found',
      );
      continue;
    }
    for (const user of answer.value) {
      if (user.id === subject.asker.id || found.has(user.id) || !canAct(user)) continue;
      found.set(user.id, {
        id: user.id,
        name: user.displayName,
        through: through ?? rule.kind,
        deputyOf: null,
      });
    }
  }
  const approvers = [...found.values()].slice(0, mostApprovers);
  return {
    approvers: await withDeputies(deps, approvers, subject),
    complete: answers.every(({ status }) => status === 'fulfilled'),
  };
}

/**
 * Whether nobody is found only because Graph does not let us look.
 * @throws GraphError graph.denied, whose sentence names the permission
 */
export async function throwIfDenied(
  deps: Pick<ApprovalDeps, 'graph'>,
  rules: readonly ApproverRule[],
  subject: Subject,
): Promise<void> {
  for (const answer of await Promise.allSettled(rules.map((rule) => peopleOf(deps, rule, subject)))) {
    if (answer.status === 'rejected' && isDenied(answer.reason)) throw answer.reason;
  }
}

async function withDeputies(
  deps: Pick<ApprovalDeps, 'store' | 'now'>,
  approvers: readonly Approver[],
  { tenantId, asker }: Subject,
): Promise<readonly Approver[]> {
  const deputies = await deps.store.deputies.of(
    tenantId,
    approvers.map(({ id }) => id),
    deps.now(),
  );
  const known = new Set([asker.id, ...approvers.map(({ id }) => id)]);
  const added: Approver[] = [];
  for (const { person, deputy } of deputies.values()) {
    if (known.has(deputy.id)) continue;
    known.add(deputy.id);
    added.push({ ...deputy, through: 'deputy', deputyOf: person });
  }
  return [...approvers, ...added];
}

async function peopleOf(
  { graph }: Pick<ApprovalDeps, 'graph'>,
  rule: ApproverRule,
  subject: Subject,
): Promise<readonly GraphUser[]> {
  switch (rule.kind) {
    case 'role':
      return graph.roleHolders(rule.templateId, mostApprovers);
    case 'group':
      return graph.groupMembers(rule.groupId, mostApprovers);
    case 'people': {
      const found = await Promise.all(rule.people.map((each) => graph.person(each)));
      return found.flatMap((each) => each ?? []);
    }
    case 'owners':
      return graph.groupOwners(subject.groupId);
    case 'manager': {
      const manager = await graph.manager(subject.asker.id);
      return manager ? [manager] : [];
    }
  }
}

function canAct(user: GraphUser): boolean {
  return user.accountEnabled && user.userType.toLowerCase() !== 'guest';
}

/** To whom a card is sent: somebody who is away is spoken for by their deputy. */
export function recipients(approvers: readonly Approver[]): readonly Approver[] {
  const away = new Set(approvers.flatMap((each) => (each.deputyOf ? [each.deputyOf.id] : [])));
  return approvers.filter((each) => !away.has(each.id));
}
