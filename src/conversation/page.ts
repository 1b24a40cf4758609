/** One page of a list, clamped to the pages that exist. */
export interface Slice<T> {
  readonly items: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** Where a page of a list begins, clamped to the pages that exist; for lists of which only the page is read. */
export interface Place extends Omit<Slice<never>, 'items'> {
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

export function placeOf(total: number, page: number, limit: number): Place {
  const pages = Math.max(1, Math.ceil(total / limit));
  const clamped = Math.min(Math.max(0, page), pages - 1);
  return { total, page: clamped, pages, limit, offset: clamped * limit };
}

export function slice<T>(all: readonly T[], page: number, size: number): Slice<T> {
  const { offset, ...place } = placeOf(all.length, page, size);
  return { items: all.slice(offset, offset + size), page: place.page, pages: place.pages };
}
