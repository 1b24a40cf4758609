import type { ProductMatch } from '../licensing/find-product';
import type { Product } from '../licensing/product';
import { chooseProduct, noProduct, type Press } from './choose';
import type { Reply, Turn } from './turn';

/** Goes on with the product that a text meant, or asks which one. @param press of the buttons that go on with one */
export async function withProduct(
  turn: Turn,
  match: ProductMatch,
  typed: string,
  press: (product: Product) => Press,
  go: (product: Product) => Promise<Reply>,
): Promise<Reply> {
  switch (match.kind) {
    case 'one':
      return go(match.product);
    case 'several':
      return chooseProduct(turn, match.products, press);
    case 'none':
      return noProduct(turn, typed, match.near, press);
  }
}
