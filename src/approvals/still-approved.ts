import type { Change } from '../licensing/change';
import { standingOf } from './authority';
import { perform, type RequestChange } from './perform';
import type { Decision } from './request';
import type { ApprovalDeps } from './services';

/**
 * Asks Entra once more, right before the change is written, whether everybody who approved may still decide. If not,
 * the request waits again at the stage whose decision no longer counts, and its approvers are asked anew.
 * @returns false: nothing must be written
 */
export async function stillApproved(deps: ApprovalDeps, change: Change): Promise<boolean> {
  if (!change.request) return false;
  const { request } = change;
  const lost: Decision[] = [];
  for (const decision of request.decisions) {
    // As the stage stood when they decided: without that decision, and with its approvers.
    const before = { ...change, request: { ...request, stage: decision.stage, decisions: [] } };
    const { authority } = await standingOf(deps, before, decision.by);
    // Their own right, and not that of somebody for whom they are the deputy, carries what they decided themselves.
    const sameRight = authority?.onBehalfOf?.id === decision.onBehalfOf?.id;
    if (!authority || !sameRight) lost.push(decision);
  }
  if (lost.length === 0) return true;
  await perform(deps, change as RequestChange, { kind: 'lose', decisions: lost });
  return false;
}
