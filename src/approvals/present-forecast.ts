import type { Change, Forecast } from '../licensing/change';
import { makeForecast } from '../licensing/forecast';
import type { ApprovalDeps } from './services';

/** What approving would do at this moment; undefined when Graph cannot say: then the one of before still stands. */
export async function presentForecast(
  { graph, catalog, now, log }: Pick<ApprovalDeps, 'graph' | 'catalog' | 'now' | 'log'>,
  change: Pick<Change, 'number' | 'group' | 'product'>,
): Promise<Forecast | undefined> {
  try {
    const [group, products, organization, counts] = await Promise.all([
      graph.group(change.group.id),
      catalog.products(),
      graph.organization(),
      graph.memberCounts(change.group.id, change.product.skuId),
    ]);
    const product = products.find(({ skuId }) => skuId === change.product.skuId);
    if (!group || !product) return undefined;
    return makeForecast({
      group,
      product,
      counts,
      tenantUsageLocation: organization.usageLocation,
      now: now(),
    });
  } catch (error) {
    log.warn({ change: change.number, error: String(error) }, 'no forecast for an approver');
    return undefined;
  }
}
