import { NumberColumn, orderKey } from './id-keys';

/** For a product that runs out: the id key from which on no seat is left. */
export type SeatLimits = ReadonlyMap<string, number>;

/**
 * Hands out free seats to members who could have everything else. Microsoft says nothing about who comes first when
 * seats run out; here it is the order of ids, so that the same question has the same answer. A member who needs seats
 * of several products takes all of them or none.
 */
export class SeatLine {
  private readonly lines = new Map<
    string,
    { readonly skus: readonly string[]; readonly ids: NumberColumn }
  >();
  private readonly wanted = new Map<string, number>();

  /** @param free seats of the products that are given, negative after a reduction */
  constructor(private readonly free: ReadonlyMap<string, number>) {}

  add(memberId: string, skus: readonly string[]): void {
    if (skus.length === 0) return;
    const key = skus.join();
    let line = this.lines.get(key);
    if (!line) this.lines.set(key, (line = { skus, ids: new NumberColumn() }));
    line.ids.push(orderKey(memberId));
    for (const sku of skus) this.wanted.set(sku, (this.wanted.get(sku) ?? 0) + 1);
  }

  /** Where the seats of each product end; a product with enough for everybody is not in it. */
  limits(): SeatLimits {
    const left = new Map(this.free);
    const limits = new Map([...left].filter(([, free]) => free <= 0).map(([sku]) => [sku, 0]));
    if ([...left].every(([sku, free]) => free <= 0 || (this.wanted.get(sku) ?? 0) < free)) return limits;
    for (const { skus, id } of this.inOrder()) {
      if (skus.some((sku) => limits.has(sku))) continue;
      for (const sku of skus) {
        const free = (left.get(sku) ?? Infinity) - 1;
        left.set(sku, free);
        if (free === 0) limits.set(sku, id + 1);
      }
    }
    return limits;
  }

  /** All members of all lines by their ids. */
  private *inOrder(): Generator<{ readonly skus: readonly string[]; readonly id: number }> {
    const heads = [...this.lines.values()].map(({ skus, ids }) => ({ skus, ids: ids.sorted(), at: 0 }));
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.at < head.ids.length && (!first || keyAt(head) < keyAt(first))) first = head;
      }
      if (!first) return;
      yield { skus: first.skus, id: keyAt(first) };
      first.at += 1;
    }
  }
}

/** Products of which no seat is left when it is this member's turn. */
export function seatsMissing(
  limits: SeatLimits,
  memberId: string,
  skus: readonly string[],
): readonly string[] {
  if (limits.size === 0 || skus.length === 0) return [];
  const key = orderKey(memberId);
  return skus.filter((sku) => key >= (limits.get(sku) ?? Infinity));
}

function keyAt({ ids, at }: { readonly ids: Float64Array; readonly at: number }): number {
  return ids[at] ?? Infinity;
}
