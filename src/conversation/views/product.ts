import type { Words } from '../../i18n/words';
import type { GroupStatus } from '../../licensing/groups';
import type { Product } from '../../licensing/product';
import type { CardView } from '../card-view';
import { groupStatusWords } from './parts/group-status';
import { nameOf, optionalText } from './parts/names';
import { paging } from './parts/paging';
import { productState, seats } from './parts/seats';

export interface ProductInput {
  readonly product: Product;
  /** One page of the groups that carry the product. */
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly mail: string;
    readonly status: GroupStatus;
  }[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly totalGroups: number;
  readonly mayAssign: boolean;
}

/** One product: its seats, and its groups with the admin center's status; a row opens the group. */
export function productView(w: Words, input: ProductInput): CardView {
  const { product } = input;
  const name = nameOf(w, product.name);
  const taken = seats(w, product);
  return {
    name: 'product',
    data: {
      heading: w('product.heading'),
      name,
      part: w('product.partNumber', { part: nameOf(w, product.partNumber, 60) }),
      seats: taken,
      state: productState(w, product),
      groupsTitle: w('product.groups'),
      groupsCount:
        input.totalGroups > 0 ? w('product.groupCount', { count: input.totalGroups }) : w('product.noGroups'),
      groups: input.groups.map((group) => groupRow(w, group)),
      paging: paging(w, input),
      skuId: product.skuId,
      mayAssign: input.mayAssign && product.assignable,
      assignTitle: w('action.assignToGroup'),
      allTitle: w('action.allLicenses'),
    },
    summary: w('seats.summary', { name, seats: taken.line }),
  };
}

function groupRow(w: Words, group: ProductInput['groups'][number]) {
  const name = nameOf(w, group.name);
  return {
    id: group.id,
    name,
    openTitle: w('action.open', { name }),
    mail: optionalText(group.mail, 100),
    status: groupStatusWords(w, group.status),
  };
}
