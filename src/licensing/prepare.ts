import type { GraphApi } from '../graph/api';
import type { Store } from '../store/contract';
import type { Change, ChangeFailure, EditKind, Person, Schedule } from './change';
import type { Catalog } from './catalog';
import { isPlanned, isRunning } from './change-states';
import { productsOf, touchesAny } from './edit';
import { checkEdit, gone } from './eligibility';
import { withHeldSeats } from './seats';
import { surveyGroup } from './summary';
import { meaningOf, productsOfWant, type Want } from './want';

/** Who asks, and where. */
export interface Asking {
  readonly tenantId: string;
  readonly asker: Person;
  readonly conversationId: string;
  readonly locale: string;
  readonly groupId: string;
  /** When it is to begin; null: at once. */
  readonly schedule?: Schedule | null;
}

/**
 * Looks at a group and at what somebody wants done to its licenses and, when nothing stands in the way, stores a draft
 * with its forecast. The ids come from a card or from typed text and are believed only after Graph knows them.
 */
export async function prepareChange(
  deps: {
    readonly graph: Pick<GraphApi, 'survey' | 'holders' | 'members'>;
    readonly catalog: Pick<Catalog, 'names'>;
    readonly store: Pick<Store, 'changes'>;
    readonly now: () => Date;
  },
  asked: Asking,
  want: Want,
): Promise<{ readonly draft: Change } | { readonly failure: ChangeFailure }> {
  const {
    group,
    products,
    forecast: forecastOf,
  } = await surveyGroup(deps, {
    groupId: asked.groupId,
    skuIds: productsOfWant(want),
  });
  const nameOf = (skuId: string): string =>
    products.find((product) => product.skuId === skuId)?.name ?? deps.catalog.names.product(skuId, '');
  const meant = meaningOf(want, group, products, nameOf);
  if ('failure' in meant) return meant;
  const { kind, product, edit, origin } = meant;
  // A grant that is to last longer finds its license on the group.
  const extending = want.kind === 'assign' && want.extending;
  const target = extending ? undefined : checkEdit(meant, group, products);
  if (target && 'failure' in target) return target;
  const running = group && (await runningFor(deps, asked.tenantId, group.id, productsOf(edit)));
  if (running) return { failure: running };
  const planned =
    group && kind === 'assign' && (await plannedFor(deps, asked.tenantId, group.id, product.skuId));
  if (planned) return { failure: planned };
  const counted = await forecastOf(product.skuId, edit);
  if (!counted || !group) return { failure: gone };
  const forecast = await withHeldSeats(deps, { tenantId: asked.tenantId, product }, counted);
  const now = deps.now();
  const draft = await deps.store.changes.create(
    {
      tenantId: asked.tenantId,
      kind,
      group: { id: group.id, name: group.displayName },
      product,
      edit,
      origin,
      asker: asked.asker,
      conversationId: asked.conversationId,
      locale: asked.locale,
      forecast,
      schedule: asked.schedule ?? null,
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
  return same && same.kind !== 'repair'
    ? {
        code: 'change.running',
        sentence: runningWords[same.kind](same),
      }
    : undefined;
}

/** A change that will give the same product to the group later, as the reason not to plan it twice. */
async function plannedFor(
  deps: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
  groupId: string,
  skuId: string,
): Promise<ChangeFailure | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId, 50);
  const same = changes.find(
    ({ kind, state, product }) => kind === 'assign' && isPlanned(state) && product.skuId === skuId,
  );
  return (
    same && {
      code: 'change.planned',
      sentence: `Change ${same.number} by ${same.asker.name} will assign this license to this group. Type: status ${same.number}, to see when, and to change or cancel it.`,
    }
  );
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
} as const satisfies Record<EditKind, (change: Change) => string>;
