import type { Change, Forecast } from '../licensing/change';
import { productsOf } from '../licensing/edit';
import { surveyGroup } from '../licensing/summary';
import type { ApprovalDeps } from './services';

/** What approving would do at this moment; undefined when Graph cannot say: then the one of before still stands. */
export async function presentForecast(
  deps: Pick<ApprovalDeps, 'graph' | 'catalog' | 'now' | 'log'>,
  change: Pick<Change, 'number' | 'group' | 'product' | 'edit'>,
): Promise<Forecast | undefined> {
  try {
    const skuIds = productsOf(change.edit);
    const surveyed = await surveyGroup(deps, { groupId: change.group.id, skuIds });
    return await surveyed.forecast(change.product.skuId, change.edit);
  } catch (error) {
    deps.log.warn({ change: change.number, error: String(error) }, 'no forecast for an approver');
    return undefined;
  }
}
