import { messageOf } from '../errors';
import { isBatch, type BatchChange } from './batch/batch';
import type { Change, Forecast } from './change';
import { runningStates } from './change-states';
import { productsOf } from './edit';
import { heldSeats, seatsShort } from './rules/held-seats';
import { onceAgreed } from './schedule-time';
import { seatLease } from './seats';
import type { LicensingDeps } from './services';
import { surveyGroup } from './summary';

/** Seats are bought and freed without a word to us: so often they are looked at for those who wait. Milliseconds. */
export const lookEveryMs = 5 * 60_000;
const leaseMs = 60_000;
const busyRetryMs = 2_000;

/** Whoever is in one of these has its seats already, or will have them before those who wait. */
const goingOn = ['scheduled', ...runningStates] as const;

/**
 * Looks whether there are seats for changes that wait for some, in the order in which they were confirmed. Of one
 * product nobody overtakes: whoever waits for many seats would otherwise wait forever while small changes pass by.
 * What has seats goes on as if it had just been confirmed; roles and approvals are asked again when it is written.
 * @param changeId any of the tenant that waits
 */
export async function runWaitList(deps: LicensingDeps, changeId: string): Promise<void> {
  const change = await deps.store.changes.get(changeId);
  const now = deps.now();
  if (change?.state !== 'wait-listed') return;
  // A look at one is a look at all, and puts off the next look at all.
  if (change.nextAt && Date.parse(change.nextAt) > now.getTime()) return;
  const lease = seatLease(change.tenantId);
  if (!(await deps.store.leases.take(lease, deps.holder, now, leaseMs))) {
    await deps.wake('seats', changeId, new Date(now.getTime() + busyRetryMs));
    return;
  }
  try {
    await serve(deps, change.tenantId);
  } finally {
    await deps.store.leases.release(lease, deps.holder);
  }
}

/** Has the wait-list looked at now: seats may have become free. */
export async function seatsMayBeFree(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake'>,
  tenantId: string,
): Promise<void> {
  const [first, ...others] = await deps.store.changes.waitListed(tenantId);
  if (!first) return;
  await deps.store.changes.lookLater(
    [first, ...others].map(({ id }) => id),
    deps.now(),
  );
  await deps.wake('seats', first.id);
}

async function serve(deps: LicensingDeps, tenantId: string): Promise<void> {
  const waiting = await deps.store.changes.waitListed(tenantId);
  const next = new Date(deps.now().getTime() + lookEveryMs);
  const stillWaiting: Change[] = [];
  for (const change of waiting) {
    const before = stillWaiting.flatMap(({ edit }) => edit.add.map(({ skuId }) => skuId));
    const isNext = !change.edit.add.some(({ skuId }) => before.includes(skuId));
    if (!isNext || !(await serveOne(deps, change))) stillWaiting.push(change);
  }
  const [first] = stillWaiting;
  if (!first) return;
  await deps.store.changes.lookLater(
    stillWaiting.map(({ id }) => id),
    next,
  );
  await deps.wake('seats', first.id, next);
}

/** @returns false: it goes on waiting, and so does everybody behind it */
async function serveOne(deps: LicensingDeps, change: Change): Promise<boolean> {
  try {
    const { forecast, goes } = await look(deps, change);
    if (goes) await goOn(deps, change, forecast);
    return goes;
  } catch (error) {
    deps.log.warn({ change: change.number, error: messageOf(error) }, 'seats could not be looked at');
    return false;
  }
}

/** How it is with the seats of the next one at this moment: people have joined the group, seats were bought. */
async function look(
  deps: LicensingDeps,
  change: Change,
): Promise<{ readonly forecast: Forecast; readonly goes: boolean }> {
  const { tenantId, product, id } = change;
  const present = await (isBatch(change) ? countBatch(deps, change) : count(deps, change));
  // Group or license are gone: whoever writes it finds that out and says so.
  if (!present) return { forecast: change.forecast, goes: true };
  const others = (await deps.store.changes.seatNeeds(tenantId, goingOn)).filter(
    ({ changeId }) => changeId !== id,
  );
  const heldOf = (skuId: string) => heldSeats(others.filter((need) => need.skuId === skuId));
  const held = heldOf(product.skuId);
  const forecast = held ? { ...present, held } : present;
  const left = (present.also ?? []).map((each) => ({
    ...each,
    available: each.available - (heldOf(each.skuId)?.seats ?? 0),
  }));
  // However much its groups overlap, a batch needs so many.
  const seatsNeeded = isBatch(change) ? change.batch.atLeast : forecast.seatsNeeded;
  return { forecast, goes: seatsShort({ ...forecast, seatsNeeded, also: left }) === 0 };
}

async function count(deps: LicensingDeps, { group, product, edit }: Change): Promise<Forecast | undefined> {
  const surveyed = await surveyGroup(deps, { groupId: group.id, skuIds: productsOf(edit) });
  return surveyed.forecast(product.skuId, edit);
}

/** The members of many groups are not counted anew each time; the seats are. */
async function countBatch(
  deps: LicensingDeps,
  { forecast, product }: BatchChange,
): Promise<Forecast | undefined> {
  const owned = (await deps.catalog.products()).find(({ skuId }) => skuId === product.skuId);
  return owned && { ...forecast, seatsAvailable: owned.available };
}

/** On its way: the cards that stand are redrawn, and a new message says so, because they may be weeks up in the chat. */
async function goOn(deps: LicensingDeps, change: Change, forecast: Forecast): Promise<void> {
  const at = deps.now();
  const { to, nextAt } = onceAgreed(change, at);
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to,
    at,
    patch: { forecast, nextAt },
    evidence: {
      at: at.toISOString(),
      kind: 'seats-free',
      actor: 'system',
      data: { needed: forecast.seatsNeeded, available: forecast.seatsAvailable },
    },
    cards: [
      {
        view: 'progress',
        conversationId: change.conversationId,
        activityId: null,
        viewerId: change.request ? change.asker.id : '',
        sequence: 2,
      },
    ],
  });
  if (!moved) return;
  await deps.wake('apply', moved.id, new Date(nextAt));
  await deps.wakeCards(moved.id);
}
