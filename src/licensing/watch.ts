import { messageOf } from '../errors';
import { GraphError } from '../graph/errors';
import type { GraphGroup, GraphProgressCounts } from '../graph/api';
import { groupIdsOf, isBatch } from './batch/batch';
import { watchBatch } from './batch/watch-batch';
import type { Change } from './change';
import { fewAtOnce } from './few-at-once';
import { completeChange, failChange } from './finish';
import { hasEnded, isBusy } from './groups';
import { hasSettled, judge } from './judge';
import { RefusedLocations } from './learn-from';
import { goesOn, lookAgain, type Going, type Stamps } from './look-again';
import { OutcomeTally } from './outcome';
import { isRepair } from './repair/carry-out';
import { checkRepair } from './repair/check-repair';
import type { LicensingDeps } from './services';
import { mostAttempts, tryLater } from './try-later';

/**
 * Looks at processing changes, moves each as far as the reading proves, and says when each is to be looked at again.
 * Whatever else is due is taken along: one reading of Graph serves many groups.
 */
export async function watchChanges(deps: LicensingDeps, changeIds: readonly string[]): Promise<void> {
  const now = deps.now();
  const due = new Map<string, Change>();
  for (const id of new Set(changeIds)) {
    const change = await deps.store.changes.get(id);
    if (change?.state !== 'processing') continue;
    if (change.nextAt && Date.parse(change.nextAt) > now.getTime()) {
      await deps.wake('watch', change.id, new Date(change.nextAt));
    } else if (isBatch(change)) {
      await deps.telemetry.within(change, () => watchBatch(deps, change));
    } else if (isRepair(change)) {
      await deps.telemetry
        .within(change, () => checkRepair(deps, change))
        .catch((error: unknown) => postpone(deps, change, error));
    } else due.set(change.id, change);
  }
  if (due.size === 0) return;
  for (const change of await deps.store.changes.dueToWatch(now, mostTogether)) {
    if (!isRepair(change) && !isBatch(change)) due.set(change.id, change);
  }
  await look(deps, [...due.values()], await deps.store.changes.watched());
}

/** Changes that one process looks at together; more have their turn right after. */
const mostTogether = 10_000;

async function look(deps: LicensingDeps, due: readonly Change[], watched: number): Promise<void> {
  if (due.length === 0) return;
  let readings: Readings;
  try {
    readings = await read(deps, due);
  } catch (error) {
    return lookApart(deps, due, watched, error);
  }
  const steps = await fewAtOnce(due, endsAtOnce, async (change) => {
    try {
      return await deps.telemetry.within(change, () => step(deps, change, readings, watched));
    } catch (error) {
      return postpone(deps, change, error);
    }
  });
  await lookAgain(
    deps,
    steps.filter((going) => going !== undefined),
  );
}

/** Groups whose members are read at the same time, so that of hundreds that end together none waits for all others. */
const endsAtOnce = 5;

/** What Graph says of many groups; counts by `groupId/skuId`. */
interface Readings {
  readonly groups: ReadonlyMap<string, GraphGroup>;
  readonly counts: ReadonlyMap<string, GraphProgressCounts>;
}

async function read({ graph, now }: LicensingDeps, due: readonly Change[]): Promise<Readings> {
  const groups = await graph.pollGroups(due.map((change) => change.group.id));
  const counted = toCount(due, groups, now());
  const counts = await graph.pollCounts(
    counted.map(({ group, product }) => ({ groupId: group.id, skuId: product.skuId })),
  );
  return { groups, counts };
}

/** When a reading of some fails, each is read on its own, so that none suffers from another's group. */
async function lookApart(
  deps: LicensingDeps,
  due: readonly Change[],
  watched: number,
  error: unknown,
): Promise<void> {
  const [only] = due;
  if (only && due.length === 1) return postpone(deps, only, error);
  // Who is sent away for now is not asked once for each group.
  const apart = error instanceof GraphError && error.passing && due.length > fewEnough;
  for (const change of due) {
    const now = await deps.store.changes.get(change.id);
    if (now?.revision !== change.revision) continue;
    await (apart ? postpone(deps, now, error) : look(deps, [now], watched));
  }
}

/** A failed reading of so few is tried again one by one. */
const fewEnough = 20;

/**
 * Whose members are counted in this look. Counts move the bar on a card, and prove the end where a group was never seen
 * busy; where very many are watched the busy ones take turns.
 */
function toCount(
  due: readonly Change[],
  groups: ReadonlyMap<string, GraphGroup>,
  now: Date,
): readonly Change[] {
  const there = due.filter((change) => groups.has(change.group.id));
  const turns = Math.ceil(there.length / mostCounted);
  const turn = Math.floor(now.getTime() / turnMs) % turns;
  return there.filter((change) => {
    const group = groups.get(change.group.id);
    const proves = group !== undefined && hasEnded(change, group) && change.busySeenAt === null;
    return turns <= 1 || proves || change.number % turns === turn;
  });
}

const mostCounted = 100;
const turnMs = 30_000;

async function step(
  deps: LicensingDeps,
  change: Change,
  { groups, counts }: Readings,
  watched: number,
): Promise<Going | undefined> {
  const now = deps.now();
  const group = groups.get(change.group.id);
  const verdict = judge(change, group, counts.get(`${change.group.id}/${change.product.skuId}`), now);
  if (verdict.kind === 'failed') {
    await failChange(deps, change, verdict.failure);
    return undefined;
  }

  const seen = stamps(change, group, now);
  if (verdict.kind === 'wait') return goesOn(deps, change, verdict.progress, seen, watched);

  const refused = new RefusedLocations(change);
  const tally = await readMembers(deps, change, refused);
  const outcome = tally.outcome();
  const settled = hasSettled({ ...change, ...seen }, now);
  if (outcome.unconfirmed === 0 || settled) {
    const log = await deps.finishLog.countsFor(
      change.group.id,
      new Date(change.acceptedAt ?? change.createdAt),
    );
    await refused.learn(deps, change.tenantId);
    await completeChange(deps, change, { ...outcome, ...(log ? { log } : {}) });
    return undefined;
  }
  return goesOn(deps, change, verdict.progress, seen, watched);
}

/** When the group was first seen busy, and since when it is complete without a break. */
function stamps(change: Change, group: GraphGroup | undefined, now: Date): Stamps {
  const at = now.toISOString();
  return {
    busySeenAt: change.busySeenAt ?? (group && isBusy(group) ? at : null),
    completeSeenAt: group && hasEnded(change, group) ? (change.completeSeenAt ?? at) : null,
  };
}

/** Every direct member's result, page by page. */
export async function readMembers(
  deps: Pick<LicensingDeps, 'graph' | 'store'>,
  change: Change,
  refused?: RefusedLocations,
): Promise<OutcomeTally> {
  const tally = new OutcomeTally(change, await siblingsOf(deps, change));
  const counted = new Set<string>();
  let next: string | undefined;
  do {
    const page = await deps.graph.members(change.group.id, next);
    for (const member of page.items) {
      if (counted.has(member.id)) continue; // pages may repeat a member while the group changes
      counted.add(member.id);
      tally.add(member);
      refused?.add(member);
    }
    next = page.next;
  } while (next);
  return tally;
}

/** The groups of the batch that a change is part of. */
async function siblingsOf(
  { store }: Pick<LicensingDeps, 'store'>,
  { parentId }: Change,
): Promise<ReadonlySet<string>> {
  const batch = parentId === null ? undefined : await store.changes.get(parentId);
  return new Set(batch ? groupIdsOf(batch) : []);
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
