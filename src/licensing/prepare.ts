import type { GraphApi, GraphGroup } from '../graph/api';
import type { Store } from '../store/contract';
import type { Change, ChangeFailure, EditKind, Forecast, Person, Schedule } from './change';
import type { Catalog } from './catalog';
import { isPlanned, isRunning } from './change-states';
import { isPlainAssign, productsOf, touchesAny } from './edit';
import { checkEdit, gone } from './eligibility';
import { allPlanFacts } from './learned';
import { withNeeds } from './needs';
import type { Product } from './product';
import type { PlanFacts } from './rules/plan-facts';
import { withHeldSeats } from './seats';
import type { NamedProduct } from './shapes';
import { surveyGroup } from './summary';
import { meaningOf, productsOfWant, type Meant, type Want } from './want';

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
    readonly store: Pick<Store, 'changes' | 'facts'>;
    readonly now: () => Date;
  },
  asked: Asking,
  want: Want,
): Promise<{ readonly draft: Change } | { readonly failure: ChangeFailure }> {
  const facts = allPlanFacts(await deps.store.facts.of(asked.tenantId));
  const {
    group,
    products,
    forecast: forecastOf,
  } = await surveyGroup(deps, { groupId: asked.groupId, skuIds: productsOfWant(want) }, facts);
  const nameOf = (skuId: string): string =>
    products.find((product) => product.skuId === skuId)?.name ?? deps.catalog.names.product(skuId, '');
  const meant = meaningOf(want, group, products, nameOf, facts);
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
  const choices = choicesFor(meant, counted, group, products, facts);
  const forecast = {
    ...(await withHeldSeats(deps, { tenantId: asked.tenantId, product }, counted)),
    ...(choices ? { choices } : {}),
  };
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

/** What can be done about plans that would lack what they need; undefined: nothing, or nothing is missing. */
function choicesFor(
  { kind, edit, origin }: Meant,
  { unmet = [] }: Forecast,
  group: GraphGroup,
  products: readonly Product[],
  facts: PlanFacts,
): Forecast['choices'] {
  const gives = kind === 'swap' || isPlainAssign({ kind, origin });
  if (!gives || origin.needs !== undefined || unmet.length === 0) return undefined;
  const [add, off] = (['add', 'off'] as const).map((each) => withNeeds(edit, each, group, products, facts));
  return {
    ...(add && 'edit' in add
      ? {
          add: add.edit.add
            .filter(({ skuId }) => !edit.add.some((given) => given.skuId === skuId))
            .map(named),
        }
      : {}),
    ...(off && 'edit' in off ? { off: unmet.map(({ plan }) => plan) } : {}),
  };
}

function named({ skuId, name }: NamedProduct): NamedProduct {
  return { skuId, name };
}

/**
 * A change of one of these products on the group that has not ended, as the reason not to begin another.
 * @param draftId the draft that is about to begin: another press of its button may have begun it at the same moment
 */
export async function runningFor(
  deps: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
  groupId: string,
  skuIds: readonly string[],
  draftId?: string,
): Promise<ChangeFailure | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId, 50);
  return runningAmong(
    changes.filter(({ id }) => id !== draftId),
    skuIds,
  );
}

/** The same where the changes of the group are at hand. */
export function runningAmong(
  changes: readonly Change[],
  skuIds: readonly string[],
): ChangeFailure | undefined {
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
  return plannedAmong(await deps.store.changes.ofGroup(tenantId, groupId, 50), skuId);
}

/** The same where the changes of the group are at hand. */
export function plannedAmong(changes: readonly Change[], skuId: string): ChangeFailure | undefined {
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
