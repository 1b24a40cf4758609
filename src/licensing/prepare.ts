import type { GraphApi } from '../graph/api';
import { isGuid } from '../graph/guid';
import type { Store } from '../store/contract';
import type { Change, ChangeFailure, Person } from './change';
import { toCatalog } from './catalog';
import { isRunning } from './change-states';
import { checkTarget } from './eligibility';
import { makeForecast } from './forecast';

/**
 * Looks at a product and a group and, when nothing stands in the way, stores a draft with its forecast.
 * The ids come from a card or from typed text and are believed only after Graph knows them.
 */
export async function prepareAssign(
  deps: {
    readonly graph: Pick<GraphApi, 'group' | 'memberCounts' | 'organization' | 'subscribedSkus'>;
    readonly store: Pick<Store, 'changes'>;
    readonly now: () => Date;
  },
  asked: {
    readonly tenantId: string;
    readonly asker: Person;
    readonly conversationId: string;
    readonly locale: string;
    readonly skuId: string;
    readonly groupId: string;
    /** The group may have the product already: a grant for a time is to last longer. */
    readonly extending?: boolean;
  },
): Promise<{ readonly draft: Change } | { readonly failure: ChangeFailure }> {
  const { graph } = deps;
  const [found, skus, organization] = await Promise.all([
    isGuid(asked.groupId) ? graph.group(asked.groupId) : undefined,
    graph.subscribedSkus(),
    graph.organization(),
  ]);
  const target = checkTarget(
    found,
    toCatalog(skus).find((each) => each.skuId === asked.skuId),
    asked.extending,
  );
  if (target.failure) return { failure: target.failure };
  const { group, product } = target;

  const running = await runningFor(deps, asked.tenantId, group.id, product.skuId);
  if (running) return { failure: running };
  const counts = await graph.memberCounts(group.id, product.skuId);
  const now = deps.now();
  const forecast = makeForecast({
    group,
    product,
    counts,
    tenantUsageLocation: organization.usageLocation,
    now,
  });
  const draft = await deps.store.changes.create(
    {
      tenantId: asked.tenantId,
      kind: 'assign',
      group: { id: group.id, name: group.displayName },
      product: { skuId: product.skuId, name: product.name },
      disabledPlans: [],
      asker: asked.asker,
      conversationId: asked.conversationId,
      locale: asked.locale,
      forecast,
    },
    now,
    { at: now.toISOString(), kind: 'asked', actor: asked.asker.id, data: { forecast } },
  );
  return { draft };
}

/** A change for the same product and group that has not ended, as the reason not to begin another. */
export async function runningFor(
  deps: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
  groupId: string,
  skuId: string,
): Promise<ChangeFailure | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId, 50);
  const same = changes.find((change) => change.product.skuId === skuId && isRunning(change.state));
  return same
    ? {
        code: 'change.running',
        sentence:
          same.kind === 'remove'
            ? `Change ${same.number} is taking this license away from this group now. Try again when it is done.`
            : `Change ${same.number} by ${same.asker.name} is assigning this license to this group already.`,
      }
    : undefined;
}
