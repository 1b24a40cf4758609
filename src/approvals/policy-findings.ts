import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

/** Longest piece of a file that is repeated in a sentence about it, in characters. */
const longestQuote = 60;

/** What was read of one part of a file; undefined: it is wrong, and the findings say why. */
export type Read<T> = T | undefined;

/** Gathers everything that is wrong with a file, so that a person mends it in one go. */
export class Findings {
  private readonly found: string[] = [];

  /** @param path where in the file, for example `rules[1].stages[0].quorum`; `''`: the whole file */
  add(path: string, sentence: string): undefined {
    this.found.push(`${path || 'the file'}: ${sentence}`);
    return undefined;
  }

  get problems(): readonly string[] {
    return this.found;
  }

  /** Reads one value by its schema. */
  value<Out>(schema: z.ZodType<Out, z.ZodTypeDef, unknown>, value: unknown, path: string): Read<Out> {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) this.add(path, `${said(value)} ${message}`);
    return undefined;
  }

  /** Reads a mapping with no other keys than the known ones. */
  mapping<Key extends string>(
    value: unknown,
    keys: readonly Key[],
    path: string,
  ): Read<ReadonlyMap<Key, unknown>> {
    if (!(value instanceof Map)) {
      return this.add(path, `${said(value)} must be a mapping with the keys ${keys.join(', ')}`);
    }
    const known = new Map<Key, unknown>();
    for (const [key, each] of value as ReadonlyMap<unknown, unknown>) {
      const name = keys.find((one) => one === key);
      if (name !== undefined) known.set(name, each);
      else this.add(path, `${quote(key)} is not a key here; ${nearestKey(key, keys)}`);
    }
    return known;
  }

  /** Reads a list; every item by itself, so that each wrong one is named. */
  list<T>(
    value: unknown,
    { min, max }: { readonly min: number; readonly max: number },
    path: string,
    read: (item: unknown, path: string) => Read<T>,
  ): Read<readonly T[]> {
    if (!Array.isArray(value)) {
      return this.add(
        path,
        `${said(value)} must be a list, like [a, b] or with one item a line after a dash`,
      );
    }
    if (value.length < min || value.length > max) {
      const limits = min === 0 ? `at most ${max}` : `${min} to ${max}`;
      return this.add(path, `has ${value.length} items; must have ${limits}`);
    }
    const items = value.map((item: unknown, index) => read(item, `${path}[${index}]`));
    const right = items.filter((item) => item !== undefined);
    return right.length === items.length ? right : undefined;
  }
}

/** The path of a key. */
export function below(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

/** The beginning of a sentence about a value that may not be there at all. */
function said(value: unknown): string {
  if (value === undefined) return 'is missing; it';
  return value === null ? 'has no value; it' : quote(value);
}

/** A value of the file as it may be shown: short, on one line and without control characters. */
export function quote(value: unknown): string {
  if (value === null) return 'nothing';
  if (value instanceof Map) return 'a mapping';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return 'this value';
  const plain = value.replace(/[\p{C}\s]+/gu, ' ');
  return `"${plain.length > longestQuote ? `${plain.slice(0, longestQuote)}…` : plain}"`;
}

function nearestKey(key: unknown, keys: readonly string[]): string {
  const written = typeof key === 'string' ? key.slice(0, longestQuote) : '';
  const near = closest(written.toLowerCase(), [...keys]);
  // Half of the letters may be wrong; beyond that a guess misleads more than it helps.
  return distance(written.toLowerCase(), near.toLowerCase()) <= near.length / 2
    ? `did you mean ${near}?`
    : `known are ${keys.join(', ')}`;
}
