import { subscribersOf } from '../approvals/subscribers';
import type { Change, Person, Schedule } from './change';
import { isPlanned } from './change-states';
import type { Pressed } from './confirm';
import type { LicensingDeps } from './services';
import { seatsMayBeFree } from './wait-list';

/**
 * The time of a scheduled change has come: it is carried out like any other from here on, and a new message says so,
 * because the card on which it was confirmed may be weeks up in the chat.
 * @returns undefined when somebody moved or cancelled it at the same moment
 */
export async function beginScheduled(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wakeCards'>,
  change: Change,
): Promise<Change | undefined> {
  const at = deps.now();
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to: 'queued',
    at,
    patch: { nextAt: at.toISOString() },
    evidence: {
      at: at.toISOString(),
      kind: 'begun',
      actor: 'system',
      data: { planned: change.schedule?.at ?? null },
    },
    cards: [
      {
        view: 'progress',
        conversationId: change.conversationId,
        activityId: null,
        viewerId: change.request ? change.asker.id : '',
        sequence: 1,
      },
    ],
  });
  if (moved) await deps.wakeCards(moved.id);
  return moved;
}

/** Has a scheduled change begin at another time. */
export async function reschedule(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  change: Change,
  schedule: Schedule,
  actor: Person,
): Promise<Pressed> {
  const at = deps.now();
  const moved =
    change.state === 'scheduled'
      ? await deps.store.changes.move({
          id: change.id,
          revision: change.revision,
          to: 'scheduled',
          at,
          patch: { schedule, nextAt: schedule.at },
          evidence: {
            at: at.toISOString(),
            kind: 'rescheduled',
            actor: actor.id,
            data: { name: actor.name, from: change.schedule?.at ?? null, to: schedule.at },
          },
        })
      : undefined;
  if (!moved) return { effect: 'late', change: (await deps.store.changes.get(change.id)) ?? change };
  await deps.wake('apply', moved.id, new Date(schedule.at));
  await deps.wakeCards(moved.id);
  return { effect: 'done', change: moved };
}

/** Nothing will be done, and the seats that were kept for it are free. Everybody concerned is told, unless the asker cancelled it alone and sees it anyway. */
export async function cancelPlanned(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake' | 'wakeCards'>,
  change: Change,
  actor: Person,
): Promise<Pressed> {
  const at = deps.now();
  const told = subscribersOf(change).filter(
    (conversationId) => actor.id !== change.asker.id || conversationId !== change.conversationId,
  );
  const moved = isPlanned(change.state)
    ? await deps.store.changes.move({
        id: change.id,
        revision: change.revision,
        to: 'cancelled',
        at,
        patch: {
          finishedAt: at.toISOString(),
          nextAt: null,
          failure: { code: 'change.cancelled', sentence: `${actor.name} cancelled it before it began.` },
        },
        evidence: { at: at.toISOString(), kind: 'cancelled', actor: actor.id, data: { name: actor.name } },
        cards: told.map((conversationId) => ({
          view: 'completion' as const,
          conversationId,
          activityId: null,
        })),
      })
    : undefined;
  if (!moved) return { effect: 'late', change: (await deps.store.changes.get(change.id)) ?? change };
  await seatsMayBeFree(deps, moved.tenantId);
  await deps.wakeCards(moved.id);
  return { effect: 'done', change: moved };
}
