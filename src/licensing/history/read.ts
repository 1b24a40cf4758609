import { GraphError } from '../../graph/errors';
import type { GraphApi } from '../../graph/api';
import { productsOf } from '../edit';
import type { HistoryFilter, Store } from '../../store/contract';
import type { Product } from '../product';
import { joinHistory, type HistoryRow } from './join';
import { logActivities, toLogEntry, type LogEntry, type LogKind } from './log-entry';

/** Entra keeps its log for 30 days, in some tenants for 7 (Entra, "data retention"). */
export const logDays = 30;

/** Our changes that are looked at; a list that nobody could read to its end. */
const mostChanges = 1_000;

export interface History {
  readonly rows: readonly HistoryRow[];
  /** Why the directory's log could not be read, as a sentence; `''` when it could. */
  readonly logMissing: string;
  /** The log has older entries than were read. */
  readonly logCut: boolean;
}

/**
 * What happened to a group, a product, a person, or everything: our changes joined with one page of the directory's
 * audit log, the newest entries first. Without the log (no permission, throttled) our changes are there all the same.
 * @param owned products of the tenant, by which ids in the log are known to be products
 * @param longestWaitMs whoever would wait longer for the log, which many read, goes without it
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
  longestWaitMs?: number,
): Promise<History> {
  const now = deps.now();
  const changes = await deps.store.changes.history(tenantId, about, mostChanges);
  const known = new Set([
    ...owned.map(({ skuId }) => skuId),
    ...changes.flatMap(({ edit }) => productsOf(edit)),
    ...(about.skuId ? [about.skuId] : []),
  ]);
  const log = await readLog(deps.graph, about, known, now, longestWaitMs);
  return { rows: joinHistory(changes, log.entries, now), logMissing: log.missing, logCut: log.cut };
}

async function readLog(
  graph: Pick<GraphApi, 'directoryAudits'>,
  about: HistoryFilter,
  known: ReadonlySet<string>,
  now: Date,
  longestWaitMs?: number,
): Promise<{ readonly entries: readonly LogEntry[]; readonly missing: string; readonly cut: boolean }> {
  const targetId = about.personId ?? about.groupId;
  try {
    const page = await graph.directoryAudits({
      activities: kindsFor(about).map((kind) => logActivities[kind]),
      since: new Date(now.getTime() - logDays * 86_400_000),
      ...(longestWaitMs === undefined ? {} : { longestWaitMs }),
      ...(targetId ? { targetId } : {}),
    });
    const entries = page.items
      .map((item) => toLogEntry(item, known))
      .filter((entry) => entry !== undefined)
      .filter(({ added, removed }) => !about.skuId || [...added, ...removed].includes(about.skuId));
    return { entries, missing: '', cut: page.next !== undefined };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { entries: [], missing: error.sentence, cut: false };
  }
}

/** What each person was given fills the log of a whole tenant; it is read for one person only. */
function kindsFor(about: HistoryFilter): readonly LogKind[] {
  if (about.personId !== undefined) return ['person'];
  if (about.groupId !== undefined) return ['set', 'started', 'finished', 'recalculated'];
  return ['set', 'finished'];
}
