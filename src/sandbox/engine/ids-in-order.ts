/** Ids are GUIDs, so that three characters make 4,096 boxes of about equal size. */
const prefix = 3;

/**
 * Gives ids in the order of their text. They are gathered in boxes, some at a time, and a box is sorted when its turn
 * comes: to sort 100,000 at once would hold everybody else up.
 */
export class IdsInOrder {
  size = 0;
  private readonly boxes = new Map<string, string[]>();
  private ordered: Iterator<string, undefined> | undefined;

  /** @param ids each once; may change until all are gathered */
  constructor(private readonly ids: Iterator<string>) {}

  /** Takes in at most so many more. @returns whether that was all */
  gather(most: number): boolean {
    for (let taken = 0; taken < most; taken += 1) {
      const next = this.ids.next();
      if (next.done) return true;
      const name = next.value.slice(0, prefix);
      const box = this.boxes.get(name);
      if (box) box.push(next.value);
      else this.boxes.set(name, [next.value]);
      this.size += 1;
    }
    return false;
  }

  /** The next one in order, once all are gathered; undefined: that was the last. */
  next(): string | undefined {
    this.ordered ??= this.open();
    return this.ordered.next().value;
  }

  private *open(): Generator<string, undefined> {
    for (const name of [...this.boxes.keys()].sort()) yield* this.boxes.get(name)?.sort() ?? [];
    return undefined;
  }
}
