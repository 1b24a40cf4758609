import type { Store } from '../../src/store/contract';
import { cardsInMemory } from './memory/cards';
import { changesInMemory, evidenceInMemory } from './memory/changes';
import {
  arrivalsInMemory,
  conversationsInMemory,
  deputiesInMemory,
  leasesInMemory,
  pacesInMemory,
  seenInMemory,
} from './memory/others';
import { emptyTables, operate, type Tables } from './memory/tables';

/** What of the store can be had in memory: all that requests, their decisions and their cards need. */
export type MemoryStore = Pick<
  Store,
  'changes' | 'evidence' | 'cards' | 'conversations' | 'deputies' | 'seen' | 'leases' | 'paces' | 'arrivals'
>;

/**
 * The store without a database, for tests that need ten thousand of them. It passes the same contract suites as the
 * databases do (test/store), which is what makes it worth anything.
 * @param options.pause what else happens before an operation begins and before its answer arrives
 * @param options.tables what it holds already
 */
export function memoryStore(
  options: { readonly pause?: () => Promise<unknown>; readonly tables?: Tables } = {},
): MemoryStore {
  const tables = options.tables ?? emptyTables();
  const op = operate(options.pause);
  const seen = seenInMemory(tables, op);
  const paces = pacesInMemory(tables, op);
  return {
    changes: changesInMemory(tables, op),
    evidence: evidenceInMemory(tables, op),
    cards: cardsInMemory(tables, op),
    conversations: conversationsInMemory(tables, op),
    deputies: deputiesInMemory(tables, op),
    seen,
    leases: leasesInMemory(tables, op),
    paces,
    arrivals: arrivalsInMemory(tables, op, { seen, paces }),
  };
}
