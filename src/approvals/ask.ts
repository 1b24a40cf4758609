import type { Access, Outsider } from '../access/access';
import type { Change, ChangeFailure, Person, Schedule } from '../licensing/change';
import { isOpen, isPlanned, isRunning } from '../licensing/change-states';
import { productsOf, touchesAny } from '../licensing/edit';
import { prepareChange } from '../licensing/prepare';
import { policyOf } from './batch-policy';
import type { Policy, RequestPolicy } from './policy';
import { longestJustification, type Request } from './request';
import type { ApprovalDeps } from './services';
import { approvalCards, beginStage, subjectOf } from './stages';
import type { Performed, RequestChange } from './perform';
import { after, nextTime } from './timing';

/** What a person wants, as a form sent it; ids are believed only after Graph knows them. */
export interface Wanted extends Pick<Request, 'askerMayAssign'> {
  readonly tenantId: string;
  readonly asker: Person;
  readonly conversationId: string;
  readonly locale: string;
  readonly skuId: string;
  readonly groupId: string;
  readonly justification: string;
  /** ISO time; null: without an end. */
  readonly neededUntil: string | null;
  /** When it is to begin once it is approved; null: at once. */
  readonly schedule?: Schedule | null;
  /** A grant for a time is to last longer: the group has the license already. */
  readonly extending?: boolean;
}

export type Prepared =
  { readonly draft: RequestChange } | { readonly open: Change } | { readonly failure: ChangeFailure };

/**
 * Stores a draft of a request with what the policy asks of it. An open request for the same product and group is
 * shown instead of beginning another.
 */
export async function prepareRequest(deps: ApprovalDeps, wanted: Wanted): Promise<Prepared> {
  const open = await openFor(deps, wanted.tenantId, wanted.groupId, wanted.skuId);
  if (open) return { open };
  const { skuId, extending } = wanted;
  const prepared = await prepareChange(deps, wanted, {
    kind: 'assign',
    skuId,
    ...(extending === undefined ? {} : { extending }),
  });
  if ('failure' in prepared) return prepared;
  const moved = await attachRequest(deps, prepared.draft, wanted);
  return moved ? { draft: moved } : { failure: tooLate };
}

/** What is asked with a draft. */
type Attached = Pick<Wanted, 'justification' | 'neededUntil' | 'askerMayAssign'>;

/** Puts what the policy asks of it on a draft; undefined when somebody else has moved the draft. */
export async function attachRequest(
  deps: ApprovalDeps,
  draft: Change,
  wanted: Attached,
): Promise<RequestChange | undefined> {
  const policy = policyOf(deps.policy, draft);
  const moved = await deps.store.changes.move({
    id: draft.id,
    revision: draft.revision,
    at: deps.now(),
    patch: { request: newRequest(policy, wanted, draft, deps.now()) },
    redraw: false,
  });
  return moved as RequestChange | undefined;
}

const tooLate: ChangeFailure = {
  code: 'request.late',
  sentence: 'This request was changed at the same moment. Please try again.',
};

function newRequest(policy: RequestPolicy, wanted: Attached, draft: Change, now: Date): Request {
  return {
    justification: wanted.justification.slice(0, longestJustification),
    neededUntil: wanted.neededUntil,
    ...(wanted.askerMayAssign ? { askerMayAssign: true } : {}),
    stages: policy.stages.map(({ name, approvers, quorum, escalate }) => ({
      name,
      rules: approvers,
      quorum,
      escalate,
      approvers: [],
    })),
    stage: 0,
    decisions: [],
    questions: [],
    followers: [],
    fourEyes: policy.fourEyes,
    reasonOnReject: policy.reasonOnReject,
    askedForecast: draft.forecast,
    askedAt: now.toISOString(),
    expiresAt: after(now, policy.expireAfterMs),
    remindEveryMs: policy.remindEveryMs,
    remindAt: null,
    escalateAt: null,
    currentSince: 1,
    unreached: [],
  };
}

/**
 * The asker sent the request: the approvers of its first stage are found and get their cards.
 * @param card message id of the card that was pressed, and whether everybody in the conversation sees it
 */
export async function submitRequest(
  deps: ApprovalDeps,
  draft: RequestChange,
  card: { readonly activityId: string | null; readonly shared: boolean },
): Promise<Performed | { readonly effect: 'open'; readonly change: Change }> {
  if (draft.state !== 'draft') return { effect: 'late', change: draft };
  const lease = `request:${draft.tenantId}:${draft.group.id || draft.id}:${draft.product.skuId}`;
  const now = deps.now();
  if (!(await deps.store.leases.take(lease, draft.id, now, leaseMs)))
    return { effect: 'late', change: draft };
  try {
    const open = await openBeside(deps, draft);
    if (open) return { effect: 'open', change: open };
    const expireAfterMs = Date.parse(draft.request.expiresAt) - Date.parse(draft.request.askedAt);
    const asked: Request = {
      ...draft.request,
      currentSince: draft.revision + 1,
      askedAt: now.toISOString(),
      expiresAt: after(now, expireAfterMs),
    };
    const request = await beginStage(deps, asked, subjectOf(draft));
    const next = nextTime(request);
    const own = { conversationId: draft.conversationId, activityId: card.activityId };
    const moved = await deps.store.changes.move({
      id: draft.id,
      revision: draft.revision,
      to: 'waiting',
      at: now,
      patch: { request, nextAt: next },
      evidence: {
        at: now.toISOString(),
        kind: 'requested',
        actor: draft.asker.id,
        data: {
          name: draft.asker.name,
          justification: request.justification,
          neededUntil: request.neededUntil,
          approvers:
            request.stages[0]?.approvers.map(({ id, name, through }) => ({ id, name, through })) ?? [],
        },
      },
      cards: [
        { ...own, view: card.shared ? 'shared' : 'progress', viewerId: card.shared ? '' : draft.asker.id },
        ...deps.policy.channels
          .filter((id) => id !== draft.conversationId)
          .map((conversationId) => ({ view: 'shared' as const, conversationId, activityId: null })),
        ...approvalCards(request),
      ],
    });
    if (!moved) return { effect: 'late', change: (await deps.store.changes.get(draft.id)) ?? draft };
    await deps.wake('request', moved.id, new Date(next));
    await deps.wakeCards(moved.id);
    return { effect: 'done', change: moved };
  } finally {
    await deps.store.leases.release(lease, draft.id);
  }
}

const leaseMs = 30_000;

/** What has not ended and stands in the way of asking for a change: the same grant, or anything about its products. */
async function openBeside(deps: Pick<ApprovalDeps, 'store'>, draft: Change): Promise<Change | undefined> {
  const { tenantId, group, product, edit, kind } = draft;
  // Giving the same to a group twice does no harm, and each group of a batch may have a request of its own.
  if (draft.batch) return undefined;
  if (kind === 'assign') return openFor(deps, tenantId, group.id, product.skuId);
  const changes = await deps.store.changes.ofGroup(tenantId, group.id, 50);
  return changes.find(
    (change) =>
      change.id !== draft.id &&
      touchesAny(change, productsOf(edit)) &&
      (isOpen(change.state) || isRunning(change.state)),
  );
}

/** A request or change for the same product and group that has not ended. */
export async function openFor(
  deps: Pick<ApprovalDeps, 'store'>,
  tenantId: string,
  groupId: string,
  skuId: string,
): Promise<Change | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId.toLowerCase(), 50);
  return changes.find(
    (change) =>
      change.kind === 'assign' &&
      change.product.skuId === skuId &&
      (isOpen(change.state) || isPlanned(change.state) || isRunning(change.state)),
  );
}

/** Whether the policy lets a person ask for each of some groups. Who may assign may always ask. */
export async function mayAsk(
  deps: Pick<ApprovalDeps, 'graph' | 'policy'>,
  person: Person,
  access: Access,
  groupIds: readonly string[],
): Promise<boolean> {
  if (access.mayAssign) return true;
  if (access.outsider) return mayOutsiderAsk(deps.policy, access.outsider);
  for (const rule of deps.policy.ask) {
    if (rule.kind === 'everyone') return true;
    if (rule.kind === 'group' && (await deps.graph.isMemberOf(person.id, [rule.groupId])).size > 0)
      return true;
    // Without a group yet, somebody who may own one is let in; it is asked again once they have chosen.
    if (rule.kind === 'owners' && (await ownsAll(deps, person, groupIds))) return true;
  }
  return false;
}

/** Groups whose owners are read at the same time. */
const atOnce = 5;

async function ownsAll(
  { graph }: Pick<ApprovalDeps, 'graph'>,
  { id }: Person,
  groupIds: readonly string[],
): Promise<boolean> {
  for (let first = 0; first < groupIds.length; first += atOnce) {
    const some = groupIds.slice(first, first + atOnce);
    const owners = await Promise.all(some.map((groupId) => graph.groupOwners(groupId)));
    if (!owners.every((each) => each.some((owner) => owner.id === id))) return false;
  }
  return true;
}

/** Whether the policy lets somebody from outside ask; nothing that holds for the organization does it. */
export function mayOutsiderAsk({ ask }: Pick<Policy, 'ask'>, outsider: Outsider): boolean {
  return ask.some((rule) => {
    switch (outsider.kind) {
      case 'guest':
        return rule.kind === 'guests';
      case 'anonymous':
        return rule.kind === 'anonymous';
      case 'federated':
        return rule.kind === 'tenant' && rule.tenantId === outsider.tenantId;
    }
  });
}

/** Somebody else wants to be told how a request ends. Following twice has no second effect. */
export async function followRequest(
  deps: ApprovalDeps,
  change: RequestChange,
  person: Person,
  conversationId: string,
): Promise<Change> {
  const { request } = change;
  if (person.id === change.asker.id || request.followers.some((each) => each.person.id === person.id))
    return change;
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: { request: { ...request, followers: [...request.followers, { person, conversationId }] } },
    evidence: { at: at.toISOString(), kind: 'followed', actor: person.id, data: {} },
    cards: [{ view: 'progress', conversationId, activityId: null, viewerId: person.id }],
  });
  if (moved) await deps.wakeCards(moved.id);
  return moved ?? (await deps.store.changes.get(change.id)) ?? change;
}
