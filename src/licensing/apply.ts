import { messageOf } from '../errors';
import { rightLost } from '../graph/error-map';
import { GraphError } from '../graph/errors';
import type { GraphGroup, GraphRight } from '../graph/api';
import { isBatch, type BatchChange } from './batch/batch';
import { spreadBatch } from './batch/spread';
import type { Change, ChangeFailure } from './change';
import { isAsWanted, toGraphEdit } from './edit';
import { checkEdit, movedSince } from './eligibility';
import { failChange } from './finish';
import { appWrites, handGone, type Hand } from './hand';
import { staleReadMs } from './judge';
import { beginScheduled } from './planned';
import { carryOut, isRepair, stopRepair } from './repair/carry-out';
import { isUnsettled, lookAhead, lookAt, type Looked } from './look';
import { mustWait, ofSamePair, othersOfGroup } from './same-pair';
import { learnFromRefusal } from './learn-from';
import type { LicensingDeps } from './services';
import { mostAttempts, tryLater } from './try-later';
import { takeTurn, waitForTurn, type WriteTurn } from './write-turn';

const leaseBusyRetryMs = 500;
/** Somebody who waits for the answer waits for other writers at most this long. */
const handWaitsMs = 4_000;
const handLooksEveryMs = 250;
const otherChangeRetryMs = 5_000;
/** After an attempt whose fate is unknown, reads may be old for this long; only then is the group looked at again. */
export const unknownFateMs = 5_000;

/**
 * Carries out one confirmed change: checks once more that it may be, alters the group's template, and hands over to
 * watching. Safe to repeat at any point: what is as it should be already is not written again.
 */
export async function applyChange(deps: LicensingDeps, changeId: string): Promise<void> {
  const stored = await deps.store.changes.get(changeId);
  if (!stored || !['scheduled', 'queued', 'applying'].includes(stored.state)) return;
  const now = deps.now();
  if (stored.nextAt && Date.parse(stored.nextAt) > now.getTime()) {
    await deps.wake('apply', stored.id, new Date(stored.nextAt));
    return;
  }
  const change = stored.state === 'scheduled' ? await beginScheduled(deps, stored) : stored;
  if (!change) return;
  if (isBatch(change)) return spread(deps, change);
  let looked: Looked | undefined;
  try {
    looked = await lookAhead(deps, change);
  } catch (error) {
    return afterError(deps, change.id, error);
  }
  const turn = await waitForTurn(deps, change.tenantId);
  if (turn) return writeInTurn(deps, change, turn, { looked });
  await deps.wake('apply', change.id, new Date(deps.now().getTime() + leaseBusyRetryMs));
}

/** A batch writes nothing itself, so it takes nobody's turn. */
async function spread(deps: LicensingDeps, batch: BatchChange): Promise<void> {
  try {
    await spreadBatch(deps, batch);
  } catch (error) {
    await afterError(deps, batch.id, error);
  }
}

/**
 * The same in the name of the person who has just pressed, who waits for it. When it cannot be written now it ends, and
 * they are told to press again; only what became of an attempt may be found out by a job later.
 * @returns the change as it is then
 */
export async function applyByHand(deps: LicensingDeps, change: Change, hand: Hand): Promise<Change> {
  const until = deps.now().getTime() + handWaitsMs;
  let turn = await takeTurn(deps, change.tenantId);
  while (!turn) {
    if (deps.now().getTime() >= until) {
      await failChange(deps, change, handGone);
      return present(deps, change);
    }
    await hand.sleep(handLooksEveryMs);
    turn = await takeTurn(deps, change.tenantId);
  }
  await writeInTurn(deps, change, turn, { hand });
  return present(deps, change);
}

async function present({ store }: LicensingDeps, change: Change): Promise<Change> {
  return (await store.changes.get(change.id)) ?? change;
}

/** In whose name, and what was read before the turn came. */
interface How {
  readonly hand?: Hand;
  readonly looked?: Looked | undefined;
}

async function writeInTurn(deps: LicensingDeps, change: Change, turn: WriteTurn, how: How): Promise<void> {
  try {
    if (isRepair(change)) await carryOut(deps, change, turn);
    else await write(deps, change, turn, how);
  } catch (error) {
    await afterError(deps, change.id, error);
  } finally {
    await turn.end();
  }
}

async function write(
  deps: LicensingDeps,
  change: Change,
  turn: WriteTurn,
  { hand, looked }: How,
): Promise<void> {
  const resumeAt = change.attemptedAt ? Date.parse(change.attemptedAt) + unknownFateMs : 0;
  if (change.state === 'applying' && resumeAt > deps.now().getTime()) {
    await deps.wake('apply', change.id, new Date(resumeAt));
    return;
  }
  const ofGroup = await othersOfGroup(deps.store, change);
  const others = ofSamePair(change, ofGroup);
  if (mustWait(change, others)) {
    if (hand) return failChange(deps, change, handGone);
    await deps.wake('apply', change.id, new Date(deps.now().getTime() + otherChangeRetryMs));
    return;
  }
  const ahead = looked && !isUnsettled(ofGroup, looked.at) ? looked : undefined;
  const { group, products, found, permit } = ahead ?? (await lookAt(deps, change, others));
  if (group && found) return accepted(deps, change, group, 'found');
  if (permit === 'asked-again') return;
  if (permit !== 'granted') {
    await failChange(deps, change, permit);
    return;
  }
  // Reading may have taken longer than the turn lasts. What was read is old then, and others may be writing.
  if (!ahead && (await turn.keep()) === undefined) throw rightLost();
  if (group && isAsWanted(change, group)) return accepted(deps, change, group, 'present');
  const target = checkEdit(change, group, products);
  if ('failure' in target && target.failure === movedSince && isFresh(others, deps.now())) {
    await tryLater(deps, change, 'apply', {});
    return;
  }
  if ('failure' in target) {
    await failChange(deps, change, target.failure);
    return;
  }
  const writer = hand?.graph ?? (appWrites(deps, change) ? deps.graph : undefined);
  if (!writer) return failChange(deps, change, handGone);
  const at = deps.now();
  const before = target.group.assignedLicenses;
  const applying = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to: 'applying',
    at,
    // What the first attempt found counts: a later one may find what that one did.
    patch: { attemptedAt: at.toISOString(), before: change.before ?? before },
    evidence: { ...evidence(at, 'attempted', { before }), ...(hand ? { actor: hand.personId } : {}) },
    redraw: false,
  });
  if (!applying) return;
  await writer.assignGroupLicense(
    change.group.id,
    toGraphEdit(change.edit),
    whileCurrent(deps, turn, applying),
  );
  await accepted(deps, applying, target.group, 'written');
}

/**
 * The turn, for as long as this attempt is the latest: another process that has attempted the change anew has made this
 * one void, whatever the lease says. So a process that stood still for minutes does not write what was written meanwhile.
 */
function whileCurrent(deps: LicensingDeps, turn: WriteTurn, attempt: Change): GraphRight {
  return {
    keep: async () => {
      const until = await turn.keep();
      const now = until === undefined ? undefined : await deps.store.changes.get(attempt.id);
      return now?.revision === attempt.revision ? until : undefined;
    },
  };
}

/** One of these was written so lately that the group may still read as it was before. */
function isFresh(others: readonly Change[], now: Date): boolean {
  return others.some(
    ({ acceptedAt }) => acceptedAt !== null && now.getTime() - Date.parse(acceptedAt) < staleReadMs,
  );
}

async function accepted(
  deps: LicensingDeps,
  change: Change,
  group: GraphGroup,
  how: 'written' | 'found' | 'present',
): Promise<void> {
  const at = deps.now();
  const since = how === 'found' && change.attemptedAt ? change.attemptedAt : at.toISOString();
  const applying =
    change.state === 'applying'
      ? change
      : await deps.store.changes.move({
          id: change.id,
          revision: change.revision,
          to: 'applying',
          at,
          redraw: false,
        });
  if (!applying) return;
  const firstLook = new Date(at.getTime() + 1_000);
  const moved = await deps.store.changes.move({
    id: applying.id,
    revision: applying.revision,
    to: 'processing',
    at,
    patch: { acceptedAt: since, nextAt: firstLook.toISOString(), attempts: 0 },
    evidence: evidence(at, 'accepted', { how, stateBefore: group.licenseProcessingState }),
    redraw: false,
  });
  if (moved) await deps.wake('watch', change.id, firstLook);
}

/** A passing error is tried again later with growing pauses; any other ends the change with its reason. */
async function afterError(deps: LicensingDeps, changeId: string, error: unknown): Promise<void> {
  const change = await deps.store.changes.get(changeId);
  if (!change || (change.state !== 'queued' && change.state !== 'applying')) return;
  const passing = !(error instanceof GraphError) || error.passing;
  const attempts = change.attempts + 1;
  deps.log.warn(
    { change: change.number, attempts, passing, error: messageOf(error) },
    'applying a change failed',
  );
  // What was not tried while the person was there is not tried without them; what became of a try is looked at later.
  if (passing && change.state === 'queued' && !appWrites(deps, change)) {
    await failChange(deps, change, handGone);
    return;
  }
  // A license that should be gone does not stay because Entra was busy for half an hour.
  await learnFromRefusal(deps, change, error);
  if (!passing || (attempts >= mostAttempts && change.origin.grant === undefined)) {
    const failure = failureOf(change, error);
    await (isRepair(change) ? stopRepair(deps, change, failure) : failChange(deps, change, failure));
    return;
  }
  await tryLater(deps, change, 'apply', error instanceof GraphError ? error : {});
}

/** Graph refuses a removal as a bad request when another product on the group's template needs this one. */
const refusedRemoval: ChangeFailure = {
  code: 'removal.refused',
  sentence:
    'Microsoft Graph refused to take this license off the group; another license of the group may need it. An administrator can remove both together in the Microsoft 365 admin center.',
};

function failureOf(change: Change, error: unknown): ChangeFailure {
  if (!(error instanceof GraphError)) {
    return {
      code: 'change.internal',
      sentence: 'License Desk could not carry out this change. Its log says why.',
    };
  }
  if (change.kind === 'remove' && error.code === 'graph.bad-request') return refusedRemoval;
  return { code: error.code, sentence: error.sentence };
}

function evidence(at: Date, kind: string, data: Readonly<Record<string, unknown>>) {
  return { at: at.toISOString(), kind, actor: 'system', data };
}
