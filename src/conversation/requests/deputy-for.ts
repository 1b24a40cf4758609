import { currentStage } from '../../approvals/quorum';
import type { RequestChange } from '../../approvals/perform';

/** For whom somebody is asked as a deputy in the present stage, by name; null: for themselves. */
export function deputyFor(change: RequestChange, personId: string): string | null {
  const asked = currentStage(change.request).approvers.find(({ id }) => id === personId);
  return asked?.deputyOf?.name ?? null;
}
