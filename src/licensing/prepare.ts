import type { GraphApi } from '../graph/api';
import type { Store } from '../store/contract';
import type { Change, ChangeFailure, Person } from './change';
import type { Catalog } from './catalog';
import { isRunning } from './change-states';
import { touchesAny } from './edit';
import { checkTarget, gone } from './eligibility';
import { surveyGroup } from './summary';

/**
 * Looks at a product and a group and, when nothing stands in the way, stores a draft with its forecast.
 * The ids come from a card or from typed text and are believed only after Graph knows them.
 */
export async function prepareAssign(
  deps: {
    readonly graph: Pick<GraphApi, 'survey' | 'holders'>;
    readonly catalog: Pick<Catalog, 'names'>;
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
  const surveyed = await surveyGroup(deps, { groupId: asked.groupId, skuIds: [asked.skuId] });
  const target = checkTarget(
    surveyed.group,
    surveyed.products.find((each) => each.skuId === asked.skuId),
    asked.extending,
  );
  if (target.failure) return { failure: target.failure };
  const { group, product } = target;

  const running = await runningFor(deps, asked.tenantId, group.id, [product.skuId]);
  if (running) return { failure: running };
  const edit = { add: [{ skuId: product.skuId, name: product.name, disabledPlans: [] }], remove: [] };
  const forecast = await surveyed.forecast(product.skuId, edit);
  if (!forecast) return { failure: gone };
  const now = deps.now();
  const draft = await deps.store.changes.create(
    {
      tenantId: asked.tenantId,
      kind: 'assign',
      group: { id: group.id, name: group.displayName },
      product: { skuId: product.skuId, name: product.name },
      edit,
      origin: {},
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

/** A change of one of these products on the group that has not ended, as the reason not to begin another. */
export async function runningFor(
  deps: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
  groupId: string,
  skuIds: readonly string[],
): Promise<ChangeFailure | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId, 50);
  const same = changes.find((change) => isRunning(change.state) && touchesAny(change, skuIds));
  return same
    ? {
        code: 'change.running',
        sentence: runningWords[same.kind](same),
      }
    : undefined;
}

const runningWords = {
  assign: ({ number, asker }) =>
    `Change ${number} by ${asker.name} is assigning this license to this group already.`,
  remove: ({ number }) =>
    `Change ${number} is taking this license away from this group now. Try again when it is done.`,
  swap: ({ number, asker }) =>
    `Change ${number} by ${asker.name} is swapping this license of this group now. Try again when it is done.`,
  plans: ({ number, asker }) =>
    `Change ${number} by ${asker.name} is changing the apps of this license now. Try again when it is done.`,
} as const satisfies Record<Change['kind'], (change: Change) => string>;
