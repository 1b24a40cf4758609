const { floor, imul } = Math;

/** A repeatable stream of numbers, 0 ≤ n < 1 (mulberry32, public domain): the same seed gives the same tenant. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const digits = Buffer.from('0123456789abcdef', 'latin1');
/** Written over and over: one flat string an id, where adding digit to digit would leave a chain of 36 pieces. */
const text = Buffer.from('00000000-0000-4000-8000-000000000000', 'latin1');
const variant = 19;
const places = Array.from(text.keys()).filter((place) => ![8, 13, 14, 18, 23].includes(place));

/** A GUID of version 4's shape from the stream. A large tenant needs half a million, so this is made to be quick. */
export function seededGuid(random: () => number): string {
  for (const place of places)
    text[place] = digits[place === variant ? 8 + floor(random() * 4) : floor(random() * 16)] as number;
  return text.toString('latin1');
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: () => number): T {
  return list[floor(random() * list.length)] as T;
}
