import type { GraphGroup } from '../../graph/api';
import { afterEdit } from '../../licensing/edit';
import { checkTarget, gone } from '../../licensing/eligibility';
import type { Product } from '../../licensing/product';
import { knownPlanFacts } from '../../licensing/rules/known-plan-facts';
import { alsoOff, namedUnmet, newlyUnmet } from '../../licensing/unmet';
import { meaningOf, type Want } from '../../licensing/want';
import { idOf, pageOf, type CardData } from '../card-data';
import { slice } from '../page';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { needsView } from '../views/edits/needs';
import { plansFormView } from '../views/edits/plans-form';
import { decodePlans, encodePlans, fingerprint } from './choice-code';
import { obstacle, reviewWant } from './review';

/** Input ids begin like this and end with the id of a plan. */
const inputPrefix = 'plan-';
const plansPerPage = 20;

/** What stands on a page of switches: a license of a group, and the choice so far. */
interface Switching {
  readonly group: GraphGroup;
  readonly product: Product;
  /** Plans that were off when the first page was drawn. */
  readonly shown: readonly string[];
  /** Plans that are to be off. */
  readonly off: readonly string[];
}

/** The apps and services of a license of a group, each with a switch. */
export async function showPlans(
  desk: Desk,
  turn: Turn,
  group: GraphGroup,
  skuId: string,
  more: { readonly off?: readonly string[]; readonly notice?: string } = {},
): Promise<Reply> {
  const product = (await desk.catalog.products()).find((each) => each.skuId === skuId);
  const target = checkTarget(group, product, true);
  if (target.failure) return obstacle(turn, group.id, wanting(skuId), target.failure);
  const now = group.assignedLicenses.find((license) => license.skuId === skuId)?.disabledPlans ?? [];
  return page(turn, { group, product: target.product, shown: now, off: more.off ?? now }, 0, more.notice);
}

/** Another page, with what was switched on this one kept. */
export function plansPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onSwitching(desk, turn, input, async (state) => page(turn, state, pageOf(input.data)));
}

/** All switches on, on every page. */
export function plansAllOn(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onSwitching(desk, turn, input, async (state) =>
    page(turn, { ...state, off: [] }, pageOf(input.data)),
  );
}

/** Continue: what would lack a plan that it needs is asked first, then "Before you switch" is shown. */
export function plansReview(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onSwitching(desk, turn, input, async ({ group, product, shown, off }) => {
    const products = await desk.catalog.products();
    const choice = { shown, wanted: off };
    const want: Want = { kind: 'plans', skuId: product.skuId, choice };
    const meant = meaningOf(want, group, products, () => product.name);
    if ('failure' in meant) return obstacle(turn, group.id, want, meant.failure);
    const before = group.assignedLicenses;
    const unmet = newlyUnmet(before, afterEdit(before, meant.edit), products, knownPlanFacts);
    const [license] = meant.edit.add;
    if (unmet.length > 0 && license && input.data['anyway'] !== true) {
      const too = alsoOff(before, license, products, knownPlanFacts);
      const data = (codes: readonly string[]) => dataOf({ group, product, shown, off: codes });
      return {
        card: needsView(turn.words, {
          unmet: namedUnmet(unmet, products),
          license: product.name,
          too: too.length > 0 ? data([...off, ...too]) : null,
          back: { ...data(off), page: 0 },
          anyway: { ...data(off), anyway: true },
        }),
      };
    }
    return reviewWant(desk, turn, group.id, want);
  });
}

function page(turn: Turn, state: Switching, number: number, notice = ''): Reply {
  const switchable = state.product.plans.filter(({ perPerson }) => perPerson);
  const shown = slice(switchable, number, plansPerPage);
  return {
    card: plansFormView(turn.words, {
      group: state.group.displayName,
      license: state.product.name,
      plans: shown.items.map((plan) => ({
        ...plan,
        input: `${inputPrefix}${plan.id}`,
        on: !state.off.includes(plan.id),
      })),
      total: switchable.length,
      on: switchable.filter(({ id }) => !state.off.includes(id)).length,
      page: shown.page,
      pages: shown.pages,
      data: dataOf(state),
      notice,
    }),
  };
}

/** What every button of the form carries. */
function dataOf({ group, product, shown, off }: Switching): Readonly<Record<string, string>> {
  const { plans } = product;
  return {
    groupId: group.id,
    skuId: product.skuId,
    list: fingerprint(plans),
    shown: encodePlans(plans, shown),
    off: encodePlans(plans, off),
  };
}

/** Reads what a button of the form sent; the group and the license are read anew. */
async function onSwitching(
  desk: Desk,
  turn: Turn,
  { data }: ActionInput,
  act: (state: Switching) => Promise<Reply>,
): Promise<Reply> {
  const [groupId, skuId] = [idOf(data, 'groupId'), idOf(data, 'skuId')];
  const [group, products] = await Promise.all([
    groupId ? desk.graph.group(groupId) : undefined,
    desk.catalog.products(),
  ]);
  const product = products.find((each) => each.skuId === skuId);
  if (!group || !product) return obstacle(turn, groupId, wanting(skuId), gone);
  // Microsoft adds plans to licenses; a choice made from another list cannot be read.
  if (data['list'] !== fingerprint(product.plans)) {
    return showPlans(desk, turn, group, skuId, { notice: turn.words('plans.changedList') });
  }
  const shown = decodePlans(product.plans, data['shown']);
  const off = switchedBy(data, product, decodePlans(product.plans, data['off']));
  return act({ group, product, shown, off });
}

/** The choice so far with what the switches of this page say. */
function switchedBy(data: CardData, { plans }: Product, off: readonly string[]): readonly string[] {
  return plans
    .filter(({ id, perPerson }) => {
      const value = data[`${inputPrefix}${id}`];
      return perPerson && (value === 'true' || value === 'false') ? value === 'false' : off.includes(id);
    })
    .map(({ id }) => id);
}

function wanting(skuId: string): Want {
  return { kind: 'plans', skuId, choice: { shown: [], wanted: [] } };
}
