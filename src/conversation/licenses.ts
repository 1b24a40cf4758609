import { findProduct } from '../licensing/find-product';
import { groupStatus } from '../licensing/groups';
import type { Product } from '../licensing/product';
import { seatClaims } from '../licensing/seats';
import { seatsMayBeFree } from '../licensing/wait-list';
import { idOf, pageOf } from './card-data';
import { chooseProduct, noProduct } from './choose';
import { slice } from './page';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from './turn';
import { licensesView } from './views/licenses';
import { productView } from './views/product';

const groupsPerPage = 8;

/** `licenses`, or `licenses <license>` for one of them. */
export async function licenses(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  const products = await desk.catalog.products();
  if (!input.rest) return list(desk, turn, products, 0);
  const match = findProduct(input.rest, products);
  if (match.kind === 'one') return showProduct(desk, turn, match.product, 0);
  const verb = 'licenses.product';
  return match.kind === 'several'
    ? chooseProduct(turn, match.products, (product) => ({ verb, data: { skuId: product.skuId } }))
    : noProduct(turn, input.rest, match.near, (product) => ({ verb, data: { skuId: product.skuId } }));
}

/** Another page of the list. */
export async function licensesPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return list(desk, turn, await desk.catalog.products(), pageOf(input.data));
}

async function list(desk: Desk, turn: Turn, products: readonly Product[], page: number): Promise<Reply> {
  const claimsOf = await claimsFor(desk, turn, products);
  return { card: licensesView(turn.words, { products, claimsOf, page }) };
}

/** What is promised of the seats. Where some are free and somebody waits, the wait-list is looked at. */
async function claimsFor(desk: Desk, turn: Turn, products: readonly Product[]) {
  const claimsOf = await seatClaims(desk, turn.tenantId);
  const free = products.some(({ skuId, available }) => {
    const { held, waiting } = claimsOf(skuId);
    return waiting !== undefined && available > (held?.seats ?? 0);
  });
  if (free) await seatsMayBeFree(desk.licensing, turn.tenantId);
  return claimsOf;
}

/** One product with the groups that carry it. */
export async function licensesProduct(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const skuId = idOf(input.data, 'skuId');
  const product = (await desk.catalog.products()).find((each) => each.skuId === skuId);
  if (!product) return licensesPage(desk, turn, input);
  const plansPage = input.data['plans'] === undefined ? undefined : pageOf(input.data, 'plans');
  return showProduct(desk, turn, product, pageOf(input.data), plansPage);
}

async function showProduct(
  desk: Desk,
  turn: Turn,
  product: Product,
  page: number,
  plansPage?: number,
): Promise<Reply> {
  const [first, withErrors, claimsOf] = await Promise.all([
    desk.graph.groupsWithProduct(product.skuId),
    desk.graph.groupIdsWithErrors(),
    claimsFor(desk, turn, [product]),
  ]);
  const groups = [...first.items];
  for (let next = first.next; next;) {
    const more = await desk.graph.groupsWithProduct(product.skuId, next);
    groups.push(...more.items);
    next = more.next;
  }
  const shown = slice(groups, page, groupsPerPage);
  return {
    card: productView(turn.words, {
      product,
      claims: claimsOf(product.skuId),
      groups: shown.items.map((group) => ({
        id: group.id,
        name: group.displayName,
        mail: group.mail,
        status: groupStatus(group, withErrors),
      })),
      page: shown.page,
      pages: shown.pages,
      totalGroups: groups.length,
      mayAssign: turn.access.mayAssign,
      ...(plansPage === undefined ? {} : { plansPage }),
    }),
  };
}
