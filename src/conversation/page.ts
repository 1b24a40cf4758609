/** One page of a list, clamped to the pages that exist. */
export interface Slice<T> {
  readonly items: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

export function slice<T>(all: readonly T[], page: number, size: number): Slice<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const clamped = Math.min(Math.max(0, page), pages - 1);
  return { items: all.slice(clamped * size, (clamped + 1) * size), page: clamped, pages };
}
