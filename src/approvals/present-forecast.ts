import type { Change, Forecast } from '../licensing/change';
import { productsOf } from '../licensing/edit';
import { allPlanFacts } from '../licensing/learned';
import { withHeldSeats } from '../licensing/seats';
import { surveyGroup } from '../licensing/summary';
import type { ApprovalDeps } from './services';

/** What approving would do at this moment; undefined when Graph cannot say: then the one of before still stands. */
export async function presentForecast(
  deps: Pick<ApprovalDeps, 'graph' | 'catalog' | 'store' | 'now' | 'log'>,
  change: Pick<Change, 'id' | 'tenantId' | 'number' | 'group' | 'product' | 'edit' | 'batch'>,
): Promise<Forecast | undefined> {
  if (change.batch) return undefined;
  try {
    const skuIds = productsOf(change.edit);
    const facts = allPlanFacts(await deps.store.facts.of(change.tenantId));
    const surveyed = await surveyGroup(deps, { groupId: change.group.id, skuIds }, facts);
    const forecast = await surveyed.forecast(change.product.skuId, change.edit);
    return forecast && (await withHeldSeats(deps, change, forecast));
  } catch (error) {
    deps.log.warn({ change: change.number, error: String(error) }, 'no forecast for an approver');
    return undefined;
  }
}
