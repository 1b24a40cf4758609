import { messageOf } from '../errors';
import { GraphError } from '../graph/errors';
import type { GraphGroup, GraphProgressCounts } from '../graph/api';
import type { Change, ChangePatch, Progress } from './change';
import { completeChange, failChange } from './finish';
import { hasEnded, isBusy } from './groups';
import { hasSettled, judge, progressMoved } from './judge';
import { OutcomeTally } from './outcome';
import { pollInterval } from './poll-interval';
import type { LicensingDeps } from './services';
import { mostAttempts, tryLater } from './try-later';

/**
 * Looks at up to 20 processing changes with one `$batch` for the groups and few for the counts, moves each as far
 * as the reading proves, and says when each is to be looked at again.
 */
export async function watchChanges(deps: LicensingDeps, changeIds: readonly string[]): Promise<void> {
  const now = deps.now();
  const due: Change[] = [];
  for (const id of new Set(changeIds)) {
    const change = await deps.store.changes.get(id);
    if (change?.state !== 'processing') continue;
    if (change.nextAt && Date.parse(change.nextAt) > now.getTime()) {
      await deps.wake('watch', change.id, new Date(change.nextAt));
    } else due.push(change);
  }
  await look(deps, due);
}

/** One reading of some changes; when it fails, each is read on its own, so that none suffers from another's group. */
async function look(deps: LicensingDeps, due: readonly Change[]): Promise<void> {
  if (due.length === 0) return;
  try {
    const groups = await deps.graph.pollGroups([...new Set(due.map((change) => change.group.id))]);
    const counts = await deps.graph.pollCounts(
      due
        .filter((change) => groups.has(change.group.id))
        .map((change) => ({ groupId: change.group.id, skuId: change.product.skuId })),
    );
    for (const change of due) {
      const group = groups.get(change.group.id);
      const count = counts.get(`${change.group.id}/${change.product.skuId}`);
      await deps.telemetry.within(change, () => step(deps, change, group, count));
    }
  } catch (error) {
    const [only] = due;
    if (only && due.length === 1) return postpone(deps, only, error);
    for (const change of due) {
      const now = await deps.store.changes.get(change.id);
      if (now?.revision === change.revision) await look(deps, [now]);
    }
  }
}

async function step(
  deps: LicensingDeps,
  change: Change,
  group: GraphGroup | undefined,
  counts: GraphProgressCounts | undefined,
): Promise<void> {
  const now = deps.now();
  const verdict = judge(change, group, counts, now);
  if (verdict.kind === 'failed') return failChange(deps, change, verdict.failure);

  const seen = stamps(change, group, now);
  if (verdict.kind === 'wait') return lookAgain(deps, change, verdict.progress, seen);

  const tally = await readMembers(deps, change);
  const outcome = tally.outcome();
  const settled = hasSettled({ ...change, ...seen }, now);
  if (outcome.unconfirmed === 0 || settled) {
    const log = await deps.finishLog.countsFor(
      change.group.id,
      new Date(change.acceptedAt ?? change.createdAt),
    );
    return completeChange(deps, change, { ...outcome, ...(log ? { log } : {}) });
  }
  return lookAgain(deps, change, verdict.progress, seen);
}

/** When the group was first seen busy, and since when it is complete without a break. */
function stamps(change: Change, group: GraphGroup | undefined, now: Date): ChangePatch {
  const at = now.toISOString();
  return {
    busySeenAt: change.busySeenAt ?? (group && isBusy(group) ? at : null),
    completeSeenAt: group && hasEnded(change, group) ? (change.completeSeenAt ?? at) : null,
  };
}

/** Every direct member's result, page by page. */
export async function readMembers(deps: Pick<LicensingDeps, 'graph'>, change: Change): Promise<OutcomeTally> {
  const tally = new OutcomeTally(change);
  const counted = new Set<string>();
  let next: string | undefined;
  do {
    const page = await deps.graph.members(change.group.id, next);
    for (const member of page.items) {
      if (counted.has(member.id)) continue; // pages may repeat a member while the group changes
      counted.add(member.id);
      tally.add(member);
    }
    next = page.next;
  } while (next);
  return tally;
}

async function lookAgain(
  deps: LicensingDeps,
  change: Change,
  progress: Progress,
  seen: ChangePatch,
): Promise<void> {
  const now = deps.now();
  const age = now.getTime() - Date.parse(change.acceptedAt ?? change.createdAt);
  const next = new Date(now.getTime() + pollInterval(progress.members, age, deps.random()));
  const moved = progressMoved(change.progress, progress);
  const changed = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at: now,
    patch: { progress, ...seen, nextAt: next.toISOString(), attempts: 0 },
    redraw: moved,
  });
  if (!changed) return;
  await deps.wake('watch', change.id, next);
  if (moved) await deps.wakeCards(change.id);
}

/** Graph did not answer: looked at again later, and given up when it will never answer otherwise. */
async function postpone(deps: LicensingDeps, seen: Change, error: unknown): Promise<void> {
  const { graphCode, passing, retryAfterMs, sentence } =
    error instanceof GraphError
      ? error
      : {
          graphCode: '',
          passing: true,
          retryAfterMs: undefined,
          sentence: 'License Desk failed; its log says why.',
        };
  deps.log.warn({ change: seen.number, graphCode, error: messageOf(error) }, 'watching a change failed');
  const change = await deps.store.changes.get(seen.id);
  if (change?.state !== 'processing' || change.revision !== seen.revision) return;
  if (!passing && change.attempts + 1 >= mostAttempts) {
    const code = 'change.unreadable';
    return failChange(deps, change, {
      code,
      sentence: `${written[change.kind]}, but its progress cannot be read. ${sentence}`,
    });
  }
  await tryLater(deps, change, 'watch', { retryAfterMs });
}

const written = {
  assign: 'The license was given to the group',
  remove: 'The license was taken off the group',
  swap: 'The licenses of the group were swapped',
  plans: 'The apps of the license were changed',
  repair: 'The repair was carried out',
} as const satisfies Record<Change['kind'], string>;
