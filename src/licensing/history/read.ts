import { GraphError } from '../../graph/errors';
import type { GraphApi, GraphAuditEntry } from '../../graph/api';
import { productsOf } from '../edit';
import type { HistoryFilter, Store } from '../../store/contract';
import type { Product } from '../product';
import { joinHistory, type HistoryRow } from './join';
import { logActivities, toLogEntry, type LogKind } from './log-entry';

/** Entra keeps its log for 30 days, in some tenants for 7 (Entra, "data retention"). */
export const logDays = 30;

export interface History {
  readonly rows: readonly HistoryRow[];
  /** Why the directory's log could not be read, as a sentence; `''` when it could. */
  readonly logMissing: string;
  /** The log has older entries than were read. */
  readonly logCut: boolean;
  /** There are older changes of ours than were read. */
  readonly changesCut: boolean;
}

/** How much somebody who waits for a history wants of it. */
export interface HistoryLimits {
  /** The newest of our changes. */
  readonly changes: number;
  /** Whoever would wait longer for the log, which many read, goes without it; as long as it takes, unless told. */
  readonly longestWaitMs?: number;
}

/**
 * What happened to a group, a product, a person, or everything: our changes joined with one page of the directory's
 * audit log, the newest entries first. Without the log (no permission, throttled) our changes are there all the same.
 * @param owned products of the tenant, by which ids in the log are known to be products
 */
export async function readHistory(
  deps: {
    readonly graph: Pick<GraphApi, 'directoryAudits'>;
    readonly store: { readonly changes: Pick<Store['changes'], 'history'> };
    readonly now: () => Date;
  },
  tenantId: string,
  about: HistoryFilter,
  owned: readonly Pick<Product, 'skuId'>[],
  limits: HistoryLimits,
): Promise<History> {
  const now = deps.now();
  // The log first: whoever waits for it holds nothing else meanwhile.
  const log = await readLog(deps.graph, about, now, limits.longestWaitMs);
  const found = await deps.store.changes.history(tenantId, about, limits.changes + 1);
  const changes = found.slice(0, limits.changes);
  const known = new Set([
    ...owned.map(({ skuId }) => skuId),
    ...changes.flatMap(({ edit }) => productsOf(edit)),
    ...(about.skuId ? [about.skuId] : []),
  ]);
  const entries = log.items
    .map((item) => toLogEntry(item, known))
    .filter((entry) => entry !== undefined)
    .filter(({ added, removed }) => !about.skuId || [...added, ...removed].includes(about.skuId));
  return {
    rows: joinHistory(changes, entries, now),
    logMissing: log.missing,
    logCut: log.cut,
    changesCut: found.length > changes.length,
  };
}

async function readLog(
  graph: Pick<GraphApi, 'directoryAudits'>,
  about: HistoryFilter,
  now: Date,
  longestWaitMs?: number,
): Promise<{ readonly items: readonly GraphAuditEntry[]; readonly missing: string; readonly cut: boolean }> {
  const targetId = about.personId ?? about.groupId;
  try {
    const page = await graph.directoryAudits({
      activities: kindsFor(about).map((kind) => logActivities[kind]),
      since: new Date(now.getTime() - logDays * 86_400_000),
      ...(longestWaitMs === undefined ? {} : { longestWaitMs }),
      ...(targetId ? { targetId } : {}),
    });
    return { items: page.items, missing: '', cut: page.next !== undefined };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { items: [], missing: error.sentence, cut: false };
  }
}

/** What each person was given fills the log of a whole tenant; it is read for one person only. */
function kindsFor(about: HistoryFilter): readonly LogKind[] {
  if (about.personId !== undefined) return ['person'];
  if (about.groupId !== undefined) return ['set', 'started', 'finished', 'recalculated'];
  return ['set', 'finished'];
}
