import type { Change } from '../licensing/change';
import { endOf } from '../licensing/grant-time';
import { othersOfPair } from '../licensing/same-pair';
import type { LicensingDeps } from '../licensing/services';

/** What grants need of the licensing services. */
export type GrantDeps = Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>;

/**
 * The next step in the life of a license that was given for a time: it takes the place of an earlier grant that it
 * extends, its asker is reminded, and at the end the license is taken away by a change of its own. Safe to repeat at
 * any point, also twice at once; for a change that is no grant nothing happens.
 */
export async function grantDue(deps: GrantDeps, changeId: string): Promise<void> {
  const grant = await deps.store.changes.get(changeId);
  if (!grant || !isGiven(grant)) return;
  const others = await othersOfPair(deps.store, grant);
  for (const older of others) {
    if (extendsGrant(grant, older)) await supersede(deps, older, grant);
  }
  const end = endOf(grant);
  if (!grant.nextAt || end === undefined) return;
  const newer = others.find((other) => extendsGrant(other, grant));
  if (newer) return supersede(deps, grant, newer);
  const taken = others.find((other) => takesAwaySince(other, grant));
  if (taken) return overBefore(deps, grant, taken);
  const due = Date.parse(grant.nextAt);
  const now = deps.now().getTime();
  if (due > now) return deps.wake('grant', grant.id, new Date(due));
  // Late by more than the time that was left, for example after an outage: the end comes without a reminder.
  return now < end ? remind(deps, grant, new Date(end)) : endGrant(deps, grant);
}

/** Whether a newer grant takes the place of a live one: the same asker was given the same until later, or for good. */
export function extendsGrant(newer: Change, older: Change): boolean {
  const end = endOf(older);
  return (
    isGiven(newer) &&
    newer.request !== null &&
    newer.number > older.number &&
    newer.asker.id === older.asker.id &&
    end !== undefined &&
    isLive(older) &&
    (endOf(newer) ?? Infinity) >= end
  );
}

/** Given, and its end is yet to be brought about. */
function isLive(change: Change): boolean {
  return isGiven(change) && change.nextAt !== null && change.request?.endedBy === undefined;
}

function isGiven({ kind, state }: Change): boolean {
  return kind === 'assign' && (state === 'done' || state === 'done-with-failures');
}

/** The older grant has no end of its own any more. Its cards are drawn again, because they offer to extend it. */
async function supersede(deps: GrantDeps, older: Change, newer: Change): Promise<void> {
  const data = { by: newer.number, until: newer.request?.neededUntil ?? null };
  await withoutEnd(deps, older, { kind: 'extended', data });
}

/** Somebody has taken the license off the group since, by a change of ours: there is nothing left to end. */
function takesAwaySince(other: Change, grant: Change): boolean {
  const done = other.state === 'done' || other.state === 'done-with-failures';
  const takes = other.edit.remove.some(({ skuId }) => skuId === grant.product.skuId);
  return done && takes && other.number > grant.number;
}

async function overBefore(deps: GrantDeps, grant: Change, taken: Change): Promise<void> {
  await withoutEnd(deps, grant, { kind: 'ended', data: { by: taken.number } });
}

/** Nothing is left to do for a grant; when it has moved meanwhile it is looked at once more. */
async function withoutEnd(
  deps: GrantDeps,
  grant: Change,
  why: { readonly kind: string; readonly data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: grant.id,
    revision: grant.revision,
    at,
    patch: { nextAt: null },
    evidence: { at: at.toISOString(), actor: 'system', ...why },
  });
  if (moved) await deps.wakeCards(grant.id);
  else await deps.wake('grant', grant.id);
}

async function remind(deps: GrantDeps, grant: Change, end: Date): Promise<void> {
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: grant.id,
    revision: grant.revision,
    at,
    patch: { nextAt: end.toISOString() },
    evidence: {
      at: at.toISOString(),
      kind: 'reminded',
      actor: 'system',
      data: { until: end.toISOString() },
    },
    redraw: false,
    cards: [
      {
        view: 'ending',
        conversationId: grant.conversationId,
        activityId: null,
        viewerId: grant.asker.id,
      },
    ],
  });
  await deps.wake('grant', grant.id, moved ? end : undefined);
  if (moved) await deps.wakeCards(grant.id);
}

/**
 * Takes the license away: the removal is stored, then the grant names it, then it is queued, then the grant has no next
 * step any more. Whoever repeats this after a crash goes on where it stopped, and of two at once only one removal is
 * named; one that is not named is never written (see `whyStays`).
 */
async function endGrant(deps: GrantDeps, grant: Change): Promise<void> {
  const named = await nameRemoval(deps, grant);
  if (!named) return;
  const at = deps.now();
  if (named.removal.state === 'draft') {
    await deps.store.changes.move({
      id: named.removal.id,
      revision: named.removal.revision,
      to: 'queued',
      at,
      patch: { confirmedAt: at.toISOString(), nextAt: at.toISOString() },
      evidence: { at: at.toISOString(), kind: 'confirmed', actor: 'system', data: { grant: grant.number } },
    });
  }
  await deps.wake('apply', named.removal.id);
  const moved = await deps.store.changes.move({
    id: grant.id,
    revision: named.grant.revision,
    at,
    patch: { nextAt: null },
  });
  if (moved) await deps.wakeCards(grant.id);
}

/** The removal that ends a grant, made when there is none yet; undefined when the grant was moved meanwhile. */
async function nameRemoval(
  deps: GrantDeps,
  grant: Change,
): Promise<{ readonly grant: Change; readonly removal: Change } | undefined> {
  const { request } = grant;
  if (!request) return undefined;
  if (request.endedBy !== undefined) {
    const removal = await deps.store.changes.byNumber(grant.tenantId, request.endedBy);
    return removal && { grant, removal };
  }
  const at = deps.now();
  const removal = await draftRemoval(deps, grant, at);
  const moved = await deps.store.changes.move({
    id: grant.id,
    revision: grant.revision,
    at,
    patch: { request: { ...request, endedBy: removal.number } },
    evidence: { at: at.toISOString(), kind: 'ended', actor: 'system', data: { by: removal.number } },
    redraw: false,
  });
  if (moved) return { grant: moved, removal };
  await deps.store.changes.move({
    id: removal.id,
    revision: removal.revision,
    to: 'cancelled',
    at,
    patch: { finishedAt: at.toISOString() },
    evidence: { at: at.toISOString(), kind: 'cancelled', actor: 'system', data: {} },
  });
  await deps.wake('grant', grant.id);
  return undefined;
}

async function draftRemoval(deps: GrantDeps, grant: Change, at: Date): Promise<Change> {
  const { tenantId, group, product, asker, conversationId, locale, forecast, outcome } = grant;
  return deps.store.changes.create(
    {
      tenantId,
      kind: 'remove',
      group,
      product,
      edit: { add: [], remove: [product] },
      origin: { grant: grant.number },
      asker,
      conversationId,
      locale,
      // What the grant left behind: who failed to get it then is no failure of the removal.
      forecast: {
        ...forecast,
        members: outcome?.members ?? forecast.members,
        alreadyLicensed: outcome?.alreadyHad ?? forecast.alreadyLicensed,
        errorsBefore: forecast.errorsBefore + (outcome?.failed ?? 0),
        seatsNeeded: 0,
        madeAt: at.toISOString(),
      },
    },
    at,
    {
      at: at.toISOString(),
      kind: 'asked',
      actor: 'system',
      data: { grant: grant.number, until: grant.request?.neededUntil ?? null },
    },
  );
}
