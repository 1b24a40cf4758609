/** A repeatable stream of numbers, 0 ≤ n < 1 (mulberry32, public domain): the same seed gives the same tenant. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A GUID of version 4's shape from the stream. */
export function seededGuid(random: () => number): string {
  // A plain loop: every start needs six thousand ids.
  const hex = (length: number): string => {
    let text = '';
    for (let digit = 0; digit < length; digit += 1) text += '0123456789abcdef'.charAt(random() * 16);
    return text;
  };
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'.charAt(Math.floor(random() * 4))}${hex(3)}-${hex(12)}`;
}
