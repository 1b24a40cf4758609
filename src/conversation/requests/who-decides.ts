import { findApprovers, recipients, throwIfDenied } from '../../approvals/approvers';
import { currentStage } from '../../approvals/quorum';
import { isDenied } from '../../graph/errors';
import type { RequestChange } from '../../approvals/perform';
import type { ApproverRule } from '../../approvals/policy';
import { subjectOf } from '../../approvals/stages';
import type { Change } from '../../licensing/change';
import type { Desk } from '../turn';

/** Names of those who will be asked first. */
export interface Deciders {
  readonly approvers: string[];
  readonly unknownApprovers: boolean;
}

/** For somebody who is about to send a request. */
export function whoDecides(desk: Desk, draft: RequestChange): Promise<Deciders> {
  return whomRulesMean(desk, draft, () => currentStage(draft.request).rules);
}

/**
 * The same for a change about which nobody has been asked yet.
 * @throws GraphError graph.denied when nobody can be found for want of a permission
 */
export async function whomRulesMean(
  desk: Desk,
  change: Change,
  rules: () => readonly ApproverRule[],
): Promise<Deciders> {
  try {
    const found = recipients(await findApprovers(desk.approvals, rules(), subjectOf(change)));
    if (found.length === 0) await throwIfDenied(desk.approvals, rules(), subjectOf(change));
    return { approvers: found.map(({ name }) => name), unknownApprovers: false };
  } catch (error) {
    if (isDenied(error)) throw error;
    return { approvers: [], unknownApprovers: true };
  }
}
