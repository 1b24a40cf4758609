import type { Change, Person } from './change';
import { onceAgreed } from './schedule-time';
import type { LicensingDeps } from './services';

/** What pressing a button on a draft led to; `change` is how it stands now in either case. */
export interface Pressed {
  readonly effect: 'done' | 'late';
  readonly change: Change;
}

/**
 * The person pressed Assign: the draft becomes a stored order that the jobs carry out, whatever happens to this
 * process. Pressing twice, or on an old card, has no second effect.
 * @param activityId message id of the card that was pressed; it becomes the progress card
 * @param how.afterMs the jobs leave it alone for so long, because the person writes it themselves
 * @param how.waits it is to wait until the seats that it needs are free
 */
export async function confirmChange(
  deps: Pick<LicensingDeps, 'store' | 'now' | 'wake'>,
  draft: Change,
  actor: Person,
  activityId: string | null,
  { afterMs = 0, waits = false }: { readonly afterMs?: number; readonly waits?: boolean } = {},
): Promise<Pressed> {
  const now = deps.now();
  const { to, nextAt: agreedAt } = onceAgreed(draft, now, waits);
  const nextAt = new Date(Math.max(Date.parse(agreedAt), now.getTime() + afterMs)).toISOString();
  const confirmed =
    draft.state === 'draft'
      ? await deps.store.changes.move({
          id: draft.id,
          revision: draft.revision,
          to,
          at: now,
          patch: { confirmedAt: now.toISOString(), nextAt },
          evidence: {
            at: now.toISOString(),
            kind: waits ? 'wait-listed' : 'confirmed',
            actor: actor.id,
            data: waits ? seatsData(draft.forecast) : {},
          },
          cards: [{ view: 'progress', conversationId: draft.conversationId, activityId }],
        })
      : undefined;
  if (!confirmed) return late(deps, draft);
  await deps.wake(waits ? 'seats' : 'apply', confirmed.id, new Date(nextAt));
  return { effect: 'done', change: confirmed };
}

/** What the record says of seats that somebody waits for. */
export function seatsData({ seatsNeeded, seatsAvailable, held }: Change['forecast']) {
  return { needed: seatsNeeded, available: seatsAvailable, held: held?.seats ?? 0 };
}

/** The person pressed Cancel on a draft: nothing was written and nothing will be. */
export async function cancelDraft(
  deps: Pick<LicensingDeps, 'store' | 'now'>,
  draft: Change,
  actor: Person,
): Promise<Pressed> {
  const now = deps.now();
  const cancelled =
    draft.state === 'draft'
      ? await deps.store.changes.move({
          id: draft.id,
          revision: draft.revision,
          to: 'cancelled',
          at: now,
          patch: { finishedAt: now.toISOString() },
          evidence: { at: now.toISOString(), kind: 'cancelled', actor: actor.id, data: {} },
        })
      : undefined;
  return cancelled ? { effect: 'done', change: cancelled } : late(deps, draft);
}

async function late(deps: Pick<LicensingDeps, 'store'>, draft: Change): Promise<Pressed> {
  return { effect: 'late', change: (await deps.store.changes.get(draft.id)) ?? draft };
}
