import { randomUUID } from 'node:crypto';
import { personalAddress } from '../../../src/store/address';
import type { CardRepository, StoredCard } from '../../../src/store/contract';
import { isBehind, isFree, later, urgencyOf, type CardRow, type Operate, type Tables } from './tables';

export function cardsInMemory(tables: Tables, op: Operate): CardRepository {
  const rows = () => [...tables.cards.values()];
  const find = (id: string) => rows().find((each) => each.id === id);
  const isDue = (card: CardRow, now: Date) =>
    isBehind(card) && Date.parse(card.dueAt) <= now.getTime() && isFree(card, now);
  const alter = (id: string, change: (card: CardRow) => Partial<CardRow>) =>
    op(() => {
      const card = find(id);
      if (card) Object.assign(card, change(card));
    });
  /** The most urgent first, and of those who waited longest. */
  const compare = (a: CardRow, b: CardRow): number =>
    urgencyOf(tables, a) - urgencyOf(tables, b) ||
    (a.shownAt ?? '').localeCompare(b.shownAt ?? '') ||
    a.dueAt.localeCompare(b.dueAt);

  return {
    get: (id) => op(() => shownRow(find(id))),

    due: (now, limit) =>
      op(() =>
        rows()
          .filter((card) => isDue(card, now))
          .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
          .slice(0, limit)
          .map(plain),
      ),

    ofChange: (changeId) =>
      op(() =>
        rows()
          .filter((card) => card.changeId === changeId)
          .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
          .map(plain),
      ),

    claim: (id, now, leaseMs) =>
      op(() => {
        const card = find(id);
        if (!card || !isDue(card, now)) return undefined;
        card.claimedUntil = now.getTime() + leaseMs;
        return plain(card);
      }),

    shown: (id, { activityId, revision, at, notBefore }) =>
      alter(id, () => ({
        activityId,
        shownRevision: revision,
        shownAt: at.toISOString(),
        dueAt: notBefore.toISOString(),
        claimedUntil: null,
        attempts: 0,
      })),

    postpone: (id, retry) =>
      alter(id, ({ attempts }) => ({
        dueAt: retry.dueAt.toISOString(),
        claimedUntil: null,
        attempts: attempts + 1,
        ...(retry.activityId === null ? { activityId: null } : {}),
      })),

    hold: (id, addresses, urgency, at, everyMs) =>
      op(() => {
        const held = rows()
          .filter(
            (card) =>
              isBehind(card) &&
              (card.id === id ||
                (addresses.includes(card.conversationId) &&
                  Date.parse(card.dueAt) <= at.getTime() &&
                  urgencyOf(tables, card) >= urgency)),
          )
          .sort(compare);
        for (const [index, card] of held.entries()) {
          card.dueAt = new Date(at.getTime() + everyMs * index).toISOString();
          if (card.id === id) card.claimedUntil = null;
        }
      }),

    next: (addresses, at) =>
      op(() => {
        const [first] = rows()
          .filter((card) => isBehind(card) && addresses.includes(card.conversationId) && isFree(card, at))
          .sort((a, b) => {
            const [one, other] = [a, b].map(({ dueAt }) => later(dueAt, at.toISOString())) as [
              string,
              string,
            ];
            return one.localeCompare(other) || compare(a, b);
          });
        return shownRow(first);
      }),

    place: ({ changeId, conversationId, viewerId, activityId, revision, at, notBefore }) =>
      op(() => {
        const change = tables.changes.get(changeId);
        if (!change) return false;
        const addresses = [conversationId, personalAddress(viewerId)];
        const known = (card: CardRow) =>
          card.changeId === changeId &&
          card.activityId === activityId &&
          card.state === 'live' &&
          addresses.includes(card.conversationId);
        if (rows().some(known)) return false;
        releaseMessage(tables, activityId, addresses);
        const earlier = rows().filter(
          (card) =>
            card.changeId === changeId && card.view === 'answer' && card.conversationId === conversationId,
        );
        for (const card of earlier) card.rests = true;
        const sequence = Math.max(-1, ...earlier.map((card) => card.sequence)) + 1;
        tables.cards.set([changeId, 'answer', conversationId, sequence].join(' '), {
          id: randomUUID(),
          changeId,
          view: 'answer',
          conversationId,
          viewerId,
          sequence,
          activityId,
          state: 'live',
          wantedRevision: change.revision,
          shownRevision: revision,
          shownAt: at.toISOString(),
          dueAt: notBefore.toISOString(),
          attempts: 0,
          claimedUntil: null,
          rests: false,
        });
        return change.revision > revision;
      }),

    standing: (conversationId, activityId) =>
      op(() =>
        shownRow(
          rows().find(
            (card) =>
              card.conversationId === conversationId &&
              card.activityId === activityId &&
              card.state === 'live',
          ),
        ),
      ),

    dropForecast: (changeId) =>
      op(() => {
        for (const card of rows())
          if (card.changeId === changeId && card.view === 'forecast') card.state = 'unreachable';
      }),

    unreachable: (id) => alter(id, () => ({ state: 'unreachable', claimedUntil: null })),
  };
}

/** From now on a message shows another card than any that is kept for it. */
export function releaseMessage(tables: Tables, activityId: string, addresses: readonly string[]): void {
  for (const card of tables.cards.values())
    if (card.activityId === activityId && addresses.includes(card.conversationId))
      Object.assign(card, { state: 'unreachable', claimedUntil: null });
}

function shownRow(card: CardRow | undefined): StoredCard | undefined {
  return card && plain(card);
}

function plain({ claimedUntil: _claim, ...card }: CardRow): StoredCard {
  return card;
}
