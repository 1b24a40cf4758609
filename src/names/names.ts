import { planTable } from './plan-table';
import { productTable } from './product-table';
import { readablePartNumber } from './readable';

/** Friendly names of products and service plans by id (GUID in any case); never empty. */
export interface Names {
  /** @param partNumber Graph's skuPartNumber, `''` when it is not known: read as words when nobody knows the name */
  product(skuId: string, partNumber: string): string;
  /** @param partNumber Graph's servicePlanName */
  plan(planId: string, partNumber: string): string;
}

/** What a published list says; ids in lower case. */
export interface PublishedNames {
  readonly products: Readonly<Record<string, string>>;
  readonly plans: Readonly<Record<string, string>>;
}

/** Names that a published list can bring up to date while the bot runs. */
export interface NameBook extends Names {
  use(list: PublishedNames): void;
}

/**
 * A published name comes before that of our tables, because Microsoft renames products; the tables come before the
 * words of the part number. An id stands for what nobody knows anything of.
 */
export function createNames(list: PublishedNames = { products: {}, plans: {} }): NameBook {
  let published = list;
  const name = (
    id: string,
    tables: readonly Readonly<Record<string, string>>[],
    partNumber: string,
  ): string => {
    const key = id.toLowerCase();
    const table = tables.find((each) => Object.hasOwn(each, key));
    return table?.[key] ?? (readablePartNumber(partNumber) || id);
  };
  return {
    product: (skuId, partNumber) => name(skuId, [published.products, productTable], partNumber),
    plan: (planId, partNumber) => name(planId, [published.plans, planTable], partNumber),
    use: (next) => {
      published = next;
    },
  };
}
