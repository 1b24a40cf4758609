import type { Change } from '../licensing/change';
import type { ChangeMove } from '../store/contract';
import { personalAddress } from '../store/address';
import { findApprovers, recipients, searchApprovers, type Subject } from './approvers';
import { withApprovers } from './machine';
import { currentStage, missingVoices } from './quorum';
import type { Approver, Request } from './request';
import type { ApprovalDeps } from './services';
import { beginTimes } from './timing';

export function subjectOf(change: Pick<Change, 'tenantId' | 'group' | 'asker'>): Subject {
  return { tenantId: change.tenantId, groupId: change.group.id, asker: change.asker };
}

/**
 * The request with the approvers of its present stage found anew. When the rules mean fewer people than must approve, or
 * too few of them can be reached, those of the fallback are asked, too: silence never approves.
 */
export async function beginStage(deps: ApprovalDeps, request: Request, subject: Subject): Promise<Request> {
  const stage = currentStage(request);
  const approvers = await findApprovers(deps, stage.rules, subject);
  const found = withApprovers(request, () => approvers);
  const asked = missingVoices(found) > 0 ? await addFallback(deps, found, subject) : found;
  return beginTimes(asked, deps.now());
}

/**
 * The request open to those whom the rules mean by now, too: roles come and go while it waits. When too few are left to
 * decide, the people of the fallback are asked. Whoever was asked before stays asked, and is refused if they may not decide.
 * @returns the same request when there is nobody new
 */
export async function lookAgain(deps: ApprovalDeps, request: Request, subject: Subject): Promise<Request> {
  const { rules, approvers: known } = currentStage(request);
  if (known.length === 0) return beginStage(deps, request, subject);
  const { approvers, complete } = await searchApprovers(deps, rules, subject);
  const more = approvers.filter(({ id }) => !known.some((each) => each.id === id));
  const found = more.length > 0 ? withApprovers(request, (before) => [...before, ...more]) : request;
  // Whoever was asked and is not meant any more cannot be counted on; who was handed the decision is in no rule.
  const heirs = known.filter(({ through }) => through === 'reassigned');
  const others = approvers.filter(({ id }) => !heirs.some((each) => each.id === id));
  if (!complete || missingVoices(withApprovers(found, () => [...heirs, ...others])) === 0) return found;
  const opened = await addFallback(deps, found, subject);
  return currentStage(opened).approvers.length > currentStage(found).approvers.length ? opened : found;
}

/** The request with the people of the fallback as approvers, too. */
export async function addFallback(deps: ApprovalDeps, request: Request, subject: Subject): Promise<Request> {
  return addRules(deps, request, subject, deps.policy.fallback);
}

/** The request with its present stage open to the people of further rules. */
export async function addRules(
  deps: ApprovalDeps,
  request: Request,
  subject: Subject,
  rules: Request['stages'][number]['rules'],
): Promise<Request> {
  const more = await findApprovers(deps, rules, subject, 'escalated');
  const known = new Set(currentStage(request).rules.map((rule) => JSON.stringify(rule)));
  const added = rules.filter((rule) => !known.has(JSON.stringify(rule)));
  const opened: Request = {
    ...request,
    stages: request.stages.map((stage, index) =>
      index === request.stage ? { ...stage, rules: [...stage.rules, ...added] } : stage,
    ),
  };
  return withApprovers(opened, (approvers) => [
    ...approvers,
    ...more.filter((each) => !approvers.some((known) => known.id === each.id)),
  ]);
}

type Cards = NonNullable<ChangeMove['cards']>;

/** The cards that ask the approvers of the present stage, besides those that stand already. */
export function approvalCards(request: Request): Cards {
  return recipients(currentStage(request).approvers).map((approver: Approver) => ({
    view: 'approval' as const,
    conversationId: personalAddress(approver.id),
    activityId: null,
    viewerId: approver.id,
  }));
}
