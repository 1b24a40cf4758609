import type { GroupChoice } from '../licensing/group-choice';
import type { Product } from '../licensing/product';
import type { Reply, Turn } from './turn';
import { chooseView } from './views/choose';
import { noticeView } from './views/notice';

/** What pressing a choice sends. */
export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A name fitted several products: which one? @param text what else there is to say, with names */
export function chooseProduct(
  turn: Turn,
  products: readonly Product[],
  press: (product: Product) => Press,
  text = '',
): Reply {
  const w = turn.words;
  const choices = products.slice(0, 6).map((product) => ({
    title: product.name,
    detail:
      product.state === 'deleted'
        ? w('edit.notOwned')
        : w('choose.productDetail', { count: product.available, part: product.partNumber }),
    ...press(product),
  }));
  return { card: chooseView(w, { title: w('choose.whichLicense'), text, choices }) };
}

/** A name fitted several groups: which one? */
export function chooseGroup(
  turn: Turn,
  groups: readonly GroupChoice[],
  press: (group: GroupChoice) => Press,
): Reply {
  const w = turn.words;
  const choices = groups
    .slice(0, 6)
    .map((group) => ({ title: group.name, detail: group.detail, ...press(group) }));
  return { card: chooseView(w, { title: w('choose.whichGroup'), text: '', choices }) };
}

/** No product fits; near names are offered. */
export function noProduct(
  turn: Turn,
  typed: string,
  near: readonly Product[],
  press: (product: Product) => Press,
): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('choose.noLicenseTitle'),
      lines: [w('choose.noLicense', { typed }), ...(near.length > 0 ? [w('choose.didYouMean')] : [])],
      actions: near.map((product) => ({ title: product.name, ...press(product) })),
    }),
  };
}

/** No group fits; near names are offered. */
export function noGroup(
  turn: Turn,
  typed: string,
  near: readonly GroupChoice[],
  press: (group: GroupChoice) => Press,
): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('choose.noGroupTitle'),
      lines: [w('choose.noGroup', { typed }), ...(near.length > 0 ? [w('choose.didYouMean')] : [])],
      actions: near.map((group) => ({ title: group.name, ...press(group) })),
    }),
  };
}
