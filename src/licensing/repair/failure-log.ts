import type { GraphApi, GraphAuditEntry } from '../../graph/api';
import { GraphError } from '../../graph/errors';
import { logActivities } from '../history/log-entry';
import { logDays } from '../history/read';

/** What Entra said when it could not license somebody: untrusted text with ids in it. */
export interface SaidReason {
  readonly text: string;
  /** ISO time */
  readonly at: string;
}

export interface FailureLog {
  /** What the directory's log last said of each person's license, as far as it was read. */
  reasons(): Promise<{
    readonly byPerson: ReadonlyMap<string, SaidReason>;
    /** Why the log could not be read, as a sentence; `''` when it could. */
    readonly missing: string;
  }>;
}

/** The newest two thousand failures; the tenant allows few requests, and older ones are mostly overtaken. */
const mostPages = 2;
const freshMs = 20_000;
/** Who may not read the log, or was sent away, does not ask at every card. */
const restMs = 5 * 60_000;

/** Two groups gave the same product at once; Entra tries again by itself, so this is no reason (Entra, group-based licensing). */
const passing = 'LicenseAssignmentAttributeConcurrencyException';

/** Reads the failures of "Change user license" for everybody at once, because asking for each person is not allowed so often. */
export function createFailureLog(deps: {
  readonly graph: Pick<GraphApi, 'directoryAudits'>;
  readonly now: () => Date;
}): FailureLog {
  let read: { readonly at: number; readonly reasons: Promise<ReadonlyMap<string, SaidReason>> } | undefined;
  let resting: { readonly until: number; readonly missing: string } | undefined;

  async function latest(): Promise<ReadonlyMap<string, SaidReason>> {
    const query = {
      activities: [logActivities.person],
      result: 'failure' as const,
      since: new Date(deps.now().getTime() - logDays * 86_400_000),
    };
    const found = new Map<string, SaidReason>();
    let next: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { items, next: more } = await deps.graph.directoryAudits(query, next);
      for (const entry of items) {
        const text = reasonIn(entry);
        for (const { id } of entry.targetResources) {
          // Newest first: what was said before does not count any more.
          if (id !== '' && text !== '' && !found.has(id)) found.set(id, { text, at: entry.at });
        }
      }
      if (!more) break;
      next = more;
    }
    return found;
  }

  return {
    reasons: async () => {
      const now = deps.now().getTime();
      if (resting && now < resting.until) return { byPerson: new Map(), missing: resting.missing };
      if (!read || now - read.at >= freshMs) read = { at: now, reasons: latest() };
      try {
        return { byPerson: await read.reasons, missing: '' };
      } catch (error) {
        read = undefined;
        if (!(error instanceof GraphError)) throw error;
        resting = { until: now + restMs, missing: error.sentence };
        return { byPerson: new Map(), missing: error.sentence };
      }
    },
  };
}

/** The value that names ids or an address; `''` for what Entra repeats by itself. */
function reasonIn({ additionalDetails, resultReason }: GraphAuditEntry): string {
  const values = [...additionalDetails.map(({ value }) => value), resultReason];
  if (values.some((value) => value.includes(passing))) return '';
  return (
    values.find((value) => /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) ??
    values.find((value) => value.includes('@')) ??
    ''
  );
}
