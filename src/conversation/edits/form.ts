import type { GraphGroup } from '../../graph/api';
import type { GroupChoice } from '../../licensing/group-choice';
import type { Product } from '../../licensing/product';
import type { Reply, Turn } from '../turn';
import { editFormView } from '../views/edits/edit-form';
import { knownData, type Known } from './known';

/** The form with what is known filled in: first the group, then the license, of a swap also the other one. */
export async function editForm(
  turn: Turn,
  known: Known,
  more: {
    readonly group?: GraphGroup;
    /** The group's licenses. */
    readonly own?: readonly Product[];
    /** What the tenant owns. */
    readonly products?: readonly Product[];
    /** Name of a license that is known before the group. */
    readonly license?: string;
    /** Groups to choose from. */
    readonly groups?: readonly GroupChoice[];
    readonly query?: string;
    readonly notice?: string;
  },
): Promise<Reply> {
  const { group, own = [], products = [] } = more;
  const has = (skuId: string): boolean => own.some((product) => product.skuId === skuId);
  return {
    card: editFormView(turn.words, {
      kind: known.kind,
      typeahead: turn.typeahead,
      data: knownData({ ...known, group: '' }),
      ...(group ? { group: group.displayName } : {}),
      own,
      selectedSkuId: known.skuId,
      others:
        known.kind === 'swap' ? products.filter(({ skuId, assignable }) => assignable && !has(skuId)) : [],
      selectedToSkuId: known.toSkuId,
      ...(more.license ? { license: more.license } : {}),
      ...(more.groups ? { groups: more.groups } : {}),
      ...(more.query === undefined ? {} : { query: more.query }),
      ...(more.notice ? { notice: more.notice } : {}),
    }),
  };
}
