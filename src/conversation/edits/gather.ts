import type { GraphGroup } from '../../graph/api';
import { notAssignable } from '../../licensing/eligibility';
import { findProduct } from '../../licensing/find-product';
import { licensesOf } from '../../licensing/group-licenses';
import { toChoice } from '../../licensing/groups';
import type { Product } from '../../licensing/product';
import { chooseProduct } from '../choose';
import type { Desk, Reply, Turn } from '../turn';
import { mostChoices } from '../views/choose';
import { noticeView } from '../views/notice';
import { withGroup } from '../with-group';
import { withProduct } from '../with-product';
import { editForm } from './form';
import { pressWith, type Known } from './known';
import { showPlans } from './plans';
import { review } from './review';

/**
 * Goes on with what is known of a change until it can be reviewed: the group, which of its licenses, and of a swap the
 * one to give instead. What is missing is asked, what is ambiguous is offered to choose.
 */
export async function gather(desk: Desk, turn: Turn, known: Known): Promise<Reply> {
  if (known.groupId) {
    const group = await desk.graph.group(known.groupId);
    const notice = turn.words('edit.groupGone');
    return group ? onGroup(desk, turn, known, group) : editForm(turn, { ...known, groupId: '' }, { notice });
  }
  if (known.group) {
    const press = ({ id }: { readonly id: string }) => pressWith(known, { groupId: id });
    return withGroup(desk, turn, known.group, press, (group) =>
      onGroup(desk, turn, { ...known, groupId: group.id }, group),
    );
  }
  return known.license || known.skuId ? whichGroup(desk, turn, known) : editForm(turn, known, {});
}

/** Only a license was named: one of the groups that have it. */
async function whichGroup(desk: Desk, turn: Turn, known: Known): Promise<Reply> {
  const w = turn.words;
  const products = await desk.catalog.products();
  const bySku = products.find(({ skuId }) => skuId === known.skuId);
  const match = bySku
    ? ({ kind: 'one', product: bySku, exact: true } as const)
    : findProduct(known.license, products);
  // What nobody owns is known only where a group has it.
  if (match.kind === 'none') return editForm(turn, known, {});
  const press = ({ skuId }: Product) => pressWith(known, { skuId, license: '' });
  return withProduct(turn, match, known.license, press, async (product) => {
    const groups = await desk.graph.groupsWithProduct(product.skuId);
    const next = { ...known, skuId: product.skuId, license: '' };
    if (groups.items.length === 0) {
      const notice = w('edit.noGroupHas', { license: product.name });
      return editForm(turn, { ...known, skuId: '', license: '' }, { notice });
    }
    const choices = groups.items.map((group) => toChoice(group, undefined, w.locale));
    return editForm(turn, next, { groups: choices, license: product.name });
  });
}

async function onGroup(desk: Desk, turn: Turn, known: Known, group: GraphGroup): Promise<Reply> {
  const products = await desk.catalog.products();
  const own = licensesOf(group, products, desk.catalog.names);
  const [only] = own;
  if (!only) return noLicenses(turn, group);
  const go = (product: Product): Promise<Reply> =>
    onLicense(desk, turn, { ...known, skuId: product.skuId, license: '' }, group, own, products);
  const press = ({ skuId }: Product) => pressWith(known, { skuId, license: '' });
  if (known.skuId) {
    const chosen = own.find(({ skuId }) => skuId === known.skuId);
    const name = products.find(({ skuId }) => skuId === known.skuId)?.name ?? known.skuId;
    return chosen ? go(chosen) : notOnGroup(turn, known, group, own, name);
  }
  if (known.license) {
    const match = findProduct(known.license, own);
    if (match.kind === 'one') return go(match.product);
    if (match.kind === 'several') return chooseProduct(turn, match.products, press);
    return notOnGroup(turn, known, group, own, known.license);
  }
  if (own.length === 1) return go(only);
  if (known.kind === 'swap' || own.length > mostChoices)
    return editForm(turn, known, { group, own, products });
  return chooseProduct(turn, own, press, turn.words('edit.whichOf', { group: group.displayName }));
}

/** The license is known: a swap needs the other one. */
async function onLicense(
  desk: Desk,
  turn: Turn,
  known: Known,
  group: GraphGroup,
  own: readonly Product[],
  products: readonly Product[],
): Promise<Reply> {
  if (known.kind === 'plans') return showPlans(desk, turn, group, known.skuId);
  if (known.kind === 'remove' || known.toSkuId) return review(desk, turn, known);
  if (!known.to) return editForm(turn, known, { group, own, products });
  const assignable = products.filter((product) => product.assignable);
  const fits = findProduct(known.to, assignable);
  const match = fits.kind === 'none' ? findProduct(known.to, products) : fits;
  const press = ({ skuId }: Product) => pressWith(known, { toSkuId: skuId, to: '' });
  return withProduct(turn, match, known.to, press, async (product) =>
    product.assignable
      ? review(desk, turn, { ...known, toSkuId: product.skuId, to: '' })
      : editForm(turn, known, { group, own, products, notice: notAssignable(product).sentence }),
  );
}

function noLicenses(turn: Turn, group: GraphGroup): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('edit.noLicensesTitle'),
      lines: [w('edit.noLicenses', { group: group.displayName })],
      actions: [{ title: w('action.groupStatus'), verb: 'status.group', data: { groupId: group.id } }],
    }),
  };
}

function notOnGroup(
  turn: Turn,
  known: Known,
  group: GraphGroup,
  own: readonly Product[],
  typed: string,
): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('edit.notOnGroupTitle'),
      lines: [w('edit.notOnGroup', { group: group.displayName, typed }), w('edit.itHas')],
      actions: own.slice(0, mostChoices).map((product) => ({
        title: product.name,
        ...pressWith(known, { groupId: group.id, skuId: product.skuId, license: '' }),
      })),
    }),
  };
}
