import type { GraphGroup } from '../../graph/api';
import type { Change, ChangeFailure } from '../change';
import { gone } from '../eligibility';
import { failChange } from '../finish';
import { learnFromAnswers, type Answer } from '../learn-from';
import { permitFor } from '../permit';
import { retryDelay } from '../poll-interval';
import type { LicensingDeps } from '../services';
import type { WriteTurn } from '../write-turn';
import { failedPages } from './failed-member';
import { whomItHelps } from './offers';
import type { RepairedPerson, Remedy, RepairResult } from './remedy';
import { staysBecause, staySentences } from './stays';
import { treat, type Treated } from './treat';

/** Graph takes so many in one request. */
const batchSize = 20;
/** One step of a job; then others of the tenant may write. Milliseconds. */
const stepMs = 20_000;
/** Longer than others wait who found the license writes of the tenant taken, so that all of them come in between. */
const restMs = 3_000;
/** After so many passing errors for one person nobody waits any longer. */
const mostTries = 8;
const longestReason = 500;

export type Repair = Change & { readonly remedy: Remedy };

export function isRepair(change: Change): change is Repair {
  return change.remedy !== null;
}

/**
 * Does a part of a repair, twenty people at a time, and has itself woken for the next one. The role of the person who
 * asked is read again each time. Safe to repeat at any point: who has an end in the store is not looked at again, and
 * for the others `treat` does no harm twice.
 * @param turn is kept from one twenty to the next; once it is lost the rest waits for the next step
 */
export async function carryOut(
  deps: LicensingDeps,
  change: Repair,
  turn: Pick<WriteTurn, 'keep'>,
): Promise<void> {
  const permit = await permitFor(deps, change, []);
  if (permit === 'asked-again') return;
  if (permit !== 'granted') return stopRepair(deps, change, permit);
  const group = await deps.graph.group(change.group.id);
  const obstacle = obstacleTo(change.remedy, group);
  if (obstacle || !group) return stopRepair(deps, change, obstacle ?? gone);
  const until = deps.now().getTime() + stepMs;
  let now = await begin(deps, change, group);
  while (now) {
    const people = await deps.store.repairs.todo(now.id, batchSize);
    if (people.length === 0) return afterAll(deps, now);
    if ((await turn.keep()) === undefined) return rest(deps, now, restMs);
    const treated = withoutHope(await treat(deps.graph, now, people), people);
    await note(deps, now, treated);
    await learnFromAnswers(deps, now.tenantId, answersIn(treated, people));
    now = await told(deps, now, people, treated);
    if (!now) return;
    if (treated.again.length > 0) return rest(deps, now, pauseAfter(deps, people, treated));
    if (deps.now().getTime() >= until) return rest(deps, now, restMs);
  }
}

/**
 * Ends a repair before its time. Once somebody was treated, those who were not say why, and what became of the others is
 * read and told as ever.
 */
export async function stopRepair(deps: LicensingDeps, change: Repair, failure: ChangeFailure): Promise<void> {
  const { done } = await deps.store.repairs.counts(change.id);
  if (change.state === 'queued' || done === 0) return failChange(deps, change, failure);
  for (;;) {
    const left = await deps.store.repairs.todo(change.id, 1_000);
    if (left.length === 0) break;
    const results = left.map(({ id }) => ({ id, state: 'refused' as const, reason: failure.sentence }));
    await deps.store.repairs.settle(change.id, results, deps.now());
  }
  await afterAll(deps, change);
}

function obstacleTo(remedy: Remedy, group: GraphGroup | undefined): ChangeFailure | undefined {
  if (!group) return gone;
  if (remedy.kind === 'set-location' && !/^[A-Z]{2}$/.test(remedy.location)) return noPlace;
  const stays = remedy.kind === 'leave-out' ? staysBecause(group) : undefined;
  return stays && { code: `repair.${stays}`, sentence: staySentences[stays] };
}

const noPlace: ChangeFailure = {
  code: 'repair.no-location',
  sentence: 'No country was chosen, so nothing was changed.',
};

/** The first step finds those who had not been read yet, and says that the work begins. */
async function begin(deps: LicensingDeps, change: Repair, group: GraphGroup): Promise<Repair | undefined> {
  if (change.state !== 'queued') return change;
  const { remedy } = change;
  if (remedy.andRest) {
    for await (const { members } of failedPages(deps.graph, group.id)) {
      const wanted = members.filter(({ error }) => remedy.error === null || error === remedy.error);
      const explained = wanted.map((member) => ({ ...member, reason: undefined }));
      await deps.store.repairs.add(change.id, whomItHelps(remedy.kind, explained, group));
    }
  }
  const counts = await deps.store.repairs.counts(change.id);
  const people = counts.todo + counts.done + counts.skipped + counts.refused;
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to: 'applying',
    at,
    patch: {
      attemptedAt: at.toISOString(),
      progress: { members: people, licensed: 0, failed: 0, phase: 'processing' },
    },
    evidence: { at: at.toISOString(), kind: 'repairing', actor: 'system', data: { remedy, people } },
  });
  if (moved) await deps.wakeCards(change.id);
  return moved && isRepair(moved) ? moved : undefined;
}

/** Who was put off too often has an end as well. */
function withoutHope({ settled, again }: Treated, people: readonly RepairedPerson[]): Treated {
  const tries = new Map(people.map(({ id, attempts }) => [id, attempts + 1]));
  const hopeless = again.filter(({ id }) => (tries.get(id) ?? 0) >= mostTries);
  return {
    settled: [
      ...settled,
      ...hopeless.map(({ id, error }) => ({ id, state: 'refused' as const, reason: error.sentence })),
    ],
    again: again.filter((each) => !hopeless.includes(each)),
  };
}

async function note(deps: LicensingDeps, change: Repair, { settled, again }: Treated): Promise<void> {
  const results = settled.map((result): RepairResult => ({
    ...result,
    reason: result.reason.slice(0, longestReason),
  }));
  await deps.store.repairs.settle(change.id, results, deps.now());
  const reason = again[0]?.error.sentence ?? '';
  await deps.store.repairs.postpone(
    change.id,
    again.map(({ id }) => id),
    reason,
  );
}

/** What Graph said of those whom it refused. */
function answersIn({ settled }: Treated, people: readonly RepairedPerson[]): readonly Answer[] {
  const errors = new Map(people.map(({ id, error }) => [id, error]));
  return settled.flatMap(({ id, state, reason }) => {
    const category = errors.get(id);
    return state === 'refused' && category ? [{ text: reason, category }] : [];
  });
}

/** Writes down who was treated and how far it is. */
async function told(
  deps: LicensingDeps,
  change: Repair,
  people: readonly RepairedPerson[],
  { settled }: Treated,
): Promise<Repair | undefined> {
  if (settled.length === 0) return change;
  const counts = await deps.store.repairs.counts(change.id);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: {
      attempts: 0,
      progress: {
        members: counts.todo + counts.done + counts.skipped + counts.refused,
        licensed: counts.done + counts.skipped,
        failed: counts.refused,
        phase: 'processing',
      },
    },
    evidence: {
      at: at.toISOString(),
      kind: 'repaired',
      actor: 'system',
      data: {
        remedy: change.remedy.kind,
        people: settled.map(({ id, state }) => ({ id, name: names.get(id) ?? '', state })),
      },
    },
  });
  if (moved) await deps.wakeCards(change.id);
  return moved && isRepair(moved) ? moved : undefined;
}

function pauseAfter(deps: LicensingDeps, people: readonly RepairedPerson[], { again }: Treated): number {
  const waits = again.map(({ error }) => error.retryAfterMs ?? 0);
  const tries = Math.max(...people.map(({ attempts }) => attempts)) + 1;
  return Math.max(restMs, retryDelay(tries, deps.random(), Math.max(...waits)));
}

async function rest(deps: LicensingDeps, change: Repair, ms: number): Promise<void> {
  const next = new Date(deps.now().getTime() + ms);
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at: deps.now(),
    patch: { nextAt: next.toISOString() },
    redraw: false,
  });
  if (moved) await deps.wake('apply', change.id, next);
}

/** Everybody has an end: what became of them is read next. */
async function afterAll(deps: LicensingDeps, change: Repair): Promise<void> {
  const at = deps.now();
  const next = new Date(at.getTime() + 1_000);
  const { done, skipped, refused } = await deps.store.repairs.counts(change.id);
  const { progress } = change;
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to: 'processing',
    at,
    patch: {
      acceptedAt: at.toISOString(),
      nextAt: next.toISOString(),
      attempts: 0,
      ...(progress ? { progress: { ...progress, phase: 'checking' } } : {}),
    },
    evidence: {
      at: at.toISOString(),
      kind: 'treated',
      actor: 'system',
      data: { done, skipped, refused },
    },
  });
  if (!moved) return;
  await deps.wake('watch', change.id, next);
  await deps.wakeCards(change.id);
}
