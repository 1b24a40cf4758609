/**
 * Does something with each of many, so many of them at the same time, begun in their order.
 * @returns what came of each, in the order of the items
 * @throws what `work` first throws, once nothing is under way any more; what had not begun by then never does
 */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const errors: unknown[] = [];
  const waiting = items.entries(); // shared: each item is taken by one
  const goOn = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (errors.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, goOn));
  if (errors.length > 0) throw errors[0];
  return results;
}
