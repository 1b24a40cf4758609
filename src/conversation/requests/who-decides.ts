import { findApprovers, recipients } from '../../approvals/approvers';
import { currentStage } from '../../approvals/machine';
import type { RequestChange } from '../../approvals/perform';
import { subjectOf } from '../../approvals/stages';
import type { Desk } from '../turn';

/** Names of those who will be asked first, for somebody who is about to send a request. */
export async function whoDecides(
  desk: Desk,
  draft: RequestChange,
): Promise<{ readonly approvers: string[]; readonly unknownApprovers: boolean }> {
  try {
    const { rules } = currentStage(draft.request);
    const found = recipients(await findApprovers(desk.approvals, rules, subjectOf(draft)));
    return { approvers: found.map(({ name }) => name), unknownApprovers: false };
  } catch {
    return { approvers: [], unknownApprovers: true };
  }
}
