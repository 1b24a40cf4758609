import type { Words } from '../../i18n/words';
import type { GroupStatus } from '../../licensing/groups';
import type { Product } from '../../licensing/product';
import type { SeatClaims } from '../../licensing/seats';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { details } from './parts/details';
import { groupStatusWords } from './parts/group-status';
import { claimLines } from './parts/held-words';
import { nameOf, optionalText } from './parts/names';
import { paging } from './parts/paging';
import { productState, seats } from './parts/seats';

export interface ProductInput {
  readonly product: Product;
  /** What is promised of its seats. */
  readonly claims?: SeatClaims;
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
  /** Page of the plans behind *Details*, from 0, when somebody looks through them. */
  readonly plansPage?: number;
}

/** With names as long as they may be, a page of plans takes 8 of the 25 KB of a card. */
const plansPerPage = 15;

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
      claims: claimLines(w, input.claims ?? {}),
      state: productState(w, product),
      groupsTitle: w('product.groups'),
      groupsCount:
        input.totalGroups > 0 ? w('product.groupCount', { count: input.totalGroups }) : w('product.noGroups'),
      groups: input.groups.map((group) => groupRow(w, group)),
      paging: paging(w, input),
      details: details(w, [[w('product.id'), product.skuId]]),
      plans: plans(w, input),
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

/** What the product consists of, with ids: behind *Details*, page by page. */
function plans(w: Words, { product, plansPage }: ProductInput) {
  const shown = slice(product.plans, plansPage ?? 0, plansPerPage);
  const { hasPrevious, hasNext, previous, next } = paging(w, shown);
  return {
    open: plansPage !== undefined,
    title: product.plans.length > 0 ? w('product.plans', { count: product.plans.length }) : '',
    rows: shown.items.map((plan) => {
      const name = nameOf(w, plan.name, 60);
      return { label: plan.perPerson ? name : w('product.planCompany', { name }), value: plan.id };
    }),
    many: shown.pages > 1,
    hasPrevious,
    hasNext,
    previous,
    next,
    previousTitle: w('product.planPrevious'),
    nextTitle: w('product.planNext'),
  };
}
