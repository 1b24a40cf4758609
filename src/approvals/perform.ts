import type { Change, Forecast } from '../licensing/change';
import { isFinal, isOpen } from '../licensing/change-states';
import { onceAgreed } from '../licensing/schedule-time';
import type { Evidence } from '../store/contract';
import { decide, type Refused, type RequestEvent } from './machine';
import type { Request } from './request';
import type { ApprovalDeps } from './services';
import { approvalCards, beginStage, subjectOf } from './stages';
import { subscribersOf } from './subscribers';
import { nextTime } from './timing';

/** What an event led to; `change` is how it stands now in every case. */
export type Performed =
  | { readonly effect: 'done'; readonly change: Change }
  /** Somebody was first; nothing was done. */
  | { readonly effect: 'late'; readonly change: Change }
  | { readonly effect: 'refused'; readonly change: Change; readonly why: Refused };

/** Whether a card drawn from a revision still shows what matters of a request; a made-up revision never does. */
export function isPresent(change: RequestChange, revision: unknown): boolean {
  return (
    Number.isInteger(revision) &&
    (revision as number) >= change.request.currentSince &&
    (revision as number) <= change.revision
  );
}

/** Whether nothing was decided, asked or answered between two readings of a request. */
function isAsSeen(now: Change, seen: RequestChange): now is RequestChange {
  return (
    now.request !== null &&
    now.state === seen.state &&
    now.revision !== seen.revision &&
    now.request.currentSince === seen.request.currentSince
  );
}

/** How often an event is tried when something else moves the request at the same moments. */
const mostTries = 5;

/** A change that carries a request. */
export type RequestChange = Change & { readonly request: Request };

/**
 * Lets an event happen to a request: a compare-and-set on its revision, with evidence and the cards that it calls for
 * in one transaction. Happening twice has no second effect.
 * @param how.afterMs what was approved is left alone by the jobs for so long, because an approver writes it themselves
 * @param how.forecast how it is at this moment, as the approver saw it
 */
export async function perform(
  deps: ApprovalDeps,
  change: RequestChange,
  event: RequestEvent,
  { afterMs = 0, forecast }: { readonly afterMs?: number; readonly forecast?: Forecast | undefined } = {},
  tries = mostTries,
): Promise<Performed> {
  const at = deps.now();
  const due = new Date(at.getTime() + afterMs);
  const outcome = decide(change, event, at.toISOString());
  if (outcome.kind === 'refused') return { effect: 'refused', change, why: outcome.why };
  const next = outcome.beginsStage
    ? await beginStage(deps, outcome.request, subjectOf(change))
    : outcome.request;
  const request: Request = { ...next, currentSince: change.revision + 1 };
  const waits = event.kind === 'approve' && event.waits === true;
  const agreed = outcome.to === 'queued' ? onceAgreed(change, at, waits) : undefined;
  const ends = isFinal(outcome.to);
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    to: agreed?.to ?? outcome.to,
    at,
    patch: {
      request,
      ...(forecast ? { forecast } : {}),
      nextAt: isOpen(outcome.to) ? nextTime(request) : agreed ? later(agreed.nextAt, due) : null,
      ...(agreed ? { confirmedAt: at.toISOString() } : {}),
      ...(ends ? { finishedAt: at.toISOString() } : {}),
    },
    evidence: evidenceOf(event, change, at.toISOString()),
    cards: ends
      ? subscribersOf({ ...change, request }).map((conversationId) => ({
          view: 'completion' as const,
          conversationId,
          activityId: null,
        }))
      : isOpen(outcome.to)
        ? approvalCards(request)
        : [],
  });
  if (!moved) {
    const now = (await deps.store.changes.get(change.id)) ?? change;
    // Only a reminder, a follower or who cannot be reached came between: what the person saw and wants still stands.
    return tries > 1 && isAsSeen(now, change)
      ? perform(deps, now, event, { afterMs, forecast }, tries - 1)
      : { effect: 'late', change: now };
  }
  if (agreed) await deps.wake(waits ? 'seats' : 'apply', moved.id, new Date(later(agreed.nextAt, due)));
  else if (moved.nextAt) await deps.wake('request', moved.id, new Date(moved.nextAt));
  await deps.wakeCards(moved.id);
  return { effect: 'done', change: moved };
}

function evidenceOf(event: RequestEvent, { request }: RequestChange, at: string): Evidence {
  const stage = request.stage;
  switch (event.kind) {
    case 'approve':
    case 'reject': {
      const { role, onBehalfOf } = event.authority ?? { role: '', onBehalfOf: null };
      const data = {
        verdict: event.kind,
        stage,
        role,
        onBehalfOf,
        reason: event.reason,
        ...(event.waits ? { waits: true } : {}),
      };
      return { at, kind: 'decided', actor: event.by.id, data: { ...data, name: event.by.name } };
    }
    case 'ask':
      return { at, kind: 'asked-back', actor: event.by.id, data: { stage, question: event.text } };
    case 'answer':
      return { at, kind: 'answered', actor: event.by.id, data: { answer: event.text } };
    case 'reassign':
      return { at, kind: 'reassigned', actor: event.by.id, data: { stage, to: event.to } };
    case 'withdraw':
      return { at, kind: 'withdrawn', actor: event.by.id, data: {} };
    case 'expire':
      return { at, kind: 'expired', actor: 'system', data: {} };
    case 'lose':
      return {
        at,
        kind: 'role-lost',
        actor: 'system',
        data: { people: event.decisions.map(({ by }) => by) },
      };
  }
}

/** The later of two times. @param iso ISO time */
function later(iso: string, other: Date): string {
  return new Date(Math.max(Date.parse(iso), other.getTime())).toISOString();
}
