import { pathOfLink, type GraphAddress } from './address';
import type { RunBatch } from './batch';
import { notUnderstood } from './error-map';
import { GraphError } from './errors';
import { isRecord, text, type JsonRecord } from './normalise';
import type { GraphOptions } from './options';
import type { GraphCallName } from './permissions';
import { present } from './shapes';
import type { Send } from './sender';

/** What every file of this folder that speaks about one area of Graph works with. */
export interface GraphWire {
  readonly send: Send;
  readonly batch: RunBatch;
  /** Resolves when the next request to the audit log may go out; at once to false if that takes longer than `longestMs`. */
  readonly auditTurn: (longestMs?: number) => Promise<boolean>;
  readonly address: GraphAddress;
  readonly now: GraphOptions['now'];
  readonly patienceMs: number;
  readonly log: GraphOptions['log'];
}

export interface RawPage {
  readonly items: readonly JsonRecord[];
  /** A link that has been checked to lead back to Graph. */
  readonly next: string | undefined;
  /** `@odata.count`, on the first page of an advanced query. */
  readonly count: unknown;
}

/** Stops a server that never ends its list: 500 pages of 999 is more than any tenant has groups. */
const MOST_PAGES = 500;

/** The `value` of a collection. @throws GraphError graph.failed when it is none: an empty list would be a lie */
export function pageOf(wire: Pick<GraphWire, 'address'>, body: unknown): RawPage {
  const value = isRecord(body) ? body['value'] : undefined;
  if (!isRecord(body) || !Array.isArray(value)) throw notUnderstood('a list was expected', 200, false);
  const next = text(body['@odata.nextLink']) || undefined;
  if (next !== undefined) pathOfLink(wire.address, next);
  return { items: (value as unknown[]).filter(isRecord), next, count: body['@odata.count'] };
}

/** Reads one page: the first by path, a later one by the link that came with the page before. */
export async function readPage(
  wire: GraphWire,
  o: { call: GraphCallName; path: string; next?: string; eventual?: boolean; deadline?: number },
): Promise<RawPage> {
  const path = o.next === undefined ? o.path : pathOfLink(wire.address, o.next);
  const answer = await wire.send({ call: o.call, path, eventual: o.eventual, deadline: o.deadline });
  return pageOf(wire, answer.body);
}

/** Follows the links until there are none, `most` items are there or `mostPages` were read. */
export async function readAll<T extends object>(
  wire: GraphWire,
  o: {
    call: GraphCallName;
    path: string;
    eventual?: boolean;
    read: (raw: JsonRecord) => T | undefined;
    most?: number;
    mostPages?: number;
  },
): Promise<readonly T[]> {
  const deadline = wire.now() + wire.patienceMs;
  const seen = new Set<string>();
  const found: T[] = [];
  let next: string | undefined;
  let pages = 0;
  do {
    const page = await readPage(wire, { ...o, next, deadline });
    pages += 1;
    found.push(...present(page.items.map(o.read)));
    next = page.next;
    if (next !== undefined && (seen.has(next) || seen.size >= MOST_PAGES))
      throw notUnderstood('a list without an end', 200, false);
    if (next !== undefined) seen.add(next);
  } while (next !== undefined && found.length < (o.most ?? Infinity) && pages < (o.mostPages ?? Infinity));
  return found.slice(0, o.most);
}

/** First of each id: the same object has been seen on two pages of one list. */
export function uniqueById<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
}

/** What Graph answers 404 to is not there: the other value instead. */
export async function unlessMissing<T, M>(asked: Promise<T>, missing: M): Promise<T | M> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof GraphError && thrown.status === 404) return missing;
    throw thrown;
  }
}

/**
 * Asks in one way and, when Graph refuses the form (400), in the other. Which filters need the advanced mode
 * differs between tenants and has changed over time.
 */
export async function eitherWay<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  try {
    return await first();
  } catch (thrown) {
    if (thrown instanceof GraphError && thrown.status === 400) return second();
    throw thrown;
  }
}
