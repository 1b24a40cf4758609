import { messageOf } from '../errors';
import type { PublishedNamesRepository } from '../store/contract';
import type { NameBook } from './names';
import { readPublishedList } from './published-list';
import { readList, type NameSource } from './read-list';

/** Keeps friendly names up to date with a published list. */
export interface NameKeeper {
  /** Learns what the store has newly, perhaps from another process. @returns whether the list is due to be read */
  keepUp(): Promise<boolean>;
  /** Reads the list, unless another process has that turn. Never rejects: what was known stays. */
  refresh(): Promise<void>;
}

/** A list is read once a day, and when that failed again after this long. Milliseconds. */
export const refreshEveryMs = 24 * 3_600_000;
export const retryAfterMs = 3_600_000;

/** @param source null: our own tables are all there is */
export function createNameKeeper(
  source: NameSource | null,
  deps: {
    readonly book: Pick<NameBook, 'use'>;
    readonly store: PublishedNamesRepository;
    readonly fetch: typeof globalThis.fetch;
    readonly now: () => Date;
    readonly log: Record<'info' | 'warn', (fields: object, message: string) => void>;
  },
): NameKeeper {
  const { book, store, now, log } = deps;
  if (source === null) return { keepUp: () => Promise.resolve(false), refresh: () => Promise.resolve() };
  const place = source.kind === 'file' ? `file:${source.path}` : source.url;
  let known: string | null = null;
  return {
    keepUp: async () => {
      const state = await store.state(place);
      if (state?.readAt && state.readAt !== known) {
        const names = await store.names(place);
        if (names) book.use(names);
        known = state.readAt;
      }
      return !state || Date.parse(state.nextAt) <= now().getTime();
    },

    refresh: async () => {
      try {
        const began = now();
        if (!(await store.claim(place, began, new Date(began.getTime() + retryAfterMs)))) return;
        const names = readPublishedList(await readList(source, deps.fetch));
        const at = now();
        await store.save(place, names, at, new Date(at.getTime() + refreshEveryMs));
        book.use(names);
        known = at.toISOString();
        const [products, plans] = [Object.keys(names.products).length, Object.keys(names.plans).length];
        log.info({ products, plans }, 'the list of product names was read');
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the list of product names was not read; known names stay');
      }
    },
  };
}
