import { findApprovers, recipients, throwIfDenied } from '../../approvals/approvers';
import { currentStage } from '../../approvals/machine';
import { isDenied } from '../../graph/errors';
import type { RequestChange } from '../../approvals/perform';
import { subjectOf } from '../../approvals/stages';
import type { Desk } from '../turn';

/**
 * Names of those who will be asked first, for somebody who is about to send a request.
 * @throws GraphError graph.denied when nobody can be found for want of a permission
 */
export async function whoDecides(
  desk: Desk,
  draft: RequestChange,
): Promise<{ readonly approvers: string[]; readonly unknownApprovers: boolean }> {
  try {
    const { rules } = currentStage(draft.request);
    const found = recipients(await findApprovers(desk.approvals, rules, subjectOf(draft)));
    if (found.length === 0) await throwIfDenied(desk.approvals, rules, subjectOf(draft));
    return { approvers: found.map(({ name }) => name), unknownApprovers: false };
  } catch (error) {
    if (isDenied(error)) throw error;
    return { approvers: [], unknownApprovers: true };
  }
}
