import { grantDue } from '../approvals/grants';
import type { ApprovalDeps } from '../approvals/services';
import { tickRequest } from '../approvals/tick';
import { deliverCard, type DeliverDeps } from '../conversation/deliver';
import { forecastMembers } from '../licensing/forecast-members';
import { applyChange } from '../licensing/apply';
import type { LicensingDeps } from '../licensing/services';
import { runWaitList } from '../licensing/wait-list';
import { watchChanges } from '../licensing/watch';
import type { NameKeeper } from '../names/keeper';
import type { QueueName } from './queue';

/** One line a queue: what a wake-up leads to. */
export function createHandlers(
  {
    licensing,
    approvals,
    names,
  }: {
    readonly licensing: LicensingDeps;
    readonly approvals: ApprovalDeps;
    readonly names: Pick<NameKeeper, 'refresh'>;
  },
  deliver: DeliverDeps,
): Record<QueueName, (ids: readonly string[]) => Promise<void>> {
  const each =
    (step: (id: string) => Promise<void>) =>
    async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) await step(id);
    };
  return {
    apply: each((id) => applyChange(licensing, id)),
    watch: (ids) => watchChanges(licensing, ids),
    request: each((id) => tickRequest(approvals, id)),
    grant: each((id) => grantDue(licensing, id)),
    seats: each((id) => runWaitList(licensing, id)),
    forecast: each((id) => forecastMembers(licensing, id)),
    deliver: each((id) => deliverCard(deliver, id)),
    upkeep: () => names.refresh(),
  };
}
