import assert from 'node:assert/strict';
import type { RequestChange } from '../../../src/approvals/perform';
import { subscribersOf } from '../../../src/approvals/subscribers';
import { decisionRows } from '../../../src/conversation/views/requests/parts/decisions';
import { requestNumber, requestTitle } from '../../../src/conversation/views/requests/parts/request-words';
import { createWords } from '../../../src/i18n/words';
import { isFinal } from '../../../src/licensing/change-states';
import type { StoredCard } from '../../../src/store/contract';
import type { Chat, Message } from './chat';

const words = createWords('en');
/** Buttons that have no place on what has ended. */
const deciding = /"(decide\.\w+|request\.(withdraw|answer|submit))"/;

/**
 * Every card of a request shows the same: nothing is behind, every message is known to one row, and what stands on it is
 * the request as it is now.
 * @param away whether nobody can be reached at an address
 */
export function cardsMustAgree(
  change: RequestChange,
  cards: readonly StoredCard[],
  chat: Chat,
  away: (address: string) => boolean,
): void {
  const live = cards.filter(({ state }) => state === 'live');
  // A row that was given up for a while wants less than the others, and is drawn with them all the same.
  const newest = Math.max(0, ...live.map(({ wantedRevision }) => wantedRevision));
  none(
    'behind',
    live.filter((card) => card.shownRevision < (card.rests ? card.wantedRevision : newest)),
  );
  if (isFinal(change.state)) assert.ok(live.every(({ shownRevision }) => shownRevision === change.revision));
  const lost = cards.filter(({ state }) => state !== 'live');
  // A message that somebody deleted is not written anew when another one tells the end.
  const deleted = lost.filter(({ activityId }) => chat.deleted.has(activityId ?? ''));
  none(
    'given up',
    lost.filter((each) => !away(each.conversationId) && !deleted.includes(each)),
  );
  // No message at all was called for where the activity id is empty.
  const rows = live.filter(({ activityId }) => activityId !== '' && !chat.deleted.has(activityId ?? ''));
  const messages = rows.map(({ activityId, view }) => ({
    view,
    message: chat.messages.get(activityId ?? ''),
  }));
  none(
    'without a message',
    messages.filter(({ message }) => message?.picture === undefined),
  );
  const known = cards.map(({ activityId }) => activityId ?? '');
  assert.equal(new Set(known.filter(Boolean)).size, known.filter(Boolean).length);
  none(
    'known to no row',
    [...chat.messages.keys()].filter((id) => !known.includes(id)),
  );
  for (const { view, message } of messages) if (message) mustShow(change, view, message);
  if (isFinal(change.state)) endMustBeToldOnce(change, cards, away);
}

/** What one card says of the request: the same for all kinds of cards. */
function mustShow(change: RequestChange, view: StoredCard['view'], message: Message): void {
  const data = message.picture?.data ?? {};
  const ended = isFinal(change.state);
  assert.equal(data['number'], requestNumber(words, change));
  const said = JSON.stringify(data);
  if (ended) {
    assert.equal(data['title'], requestTitle(words, change));
    assert.equal(data['deciding'] ?? false, false);
    assert.doesNotMatch(said, deciding);
  } else if (data['deciding'] === true) {
    // A button that stands can be pressed.
    assert.ok(Number(data['revision']) >= change.request.currentSince);
  }
  // Reminders are a nudge, and where all can read nobody's decision stands.
  if (view === 'reminder' || view === 'shared' || message.shared) return;
  for (const { who } of decisionRows(words, change.request))
    assert.ok(said.includes(JSON.stringify(who)), `${who} is not on ${said}`);
}

/** Everybody concerned has one message about the end, wherever they can be reached. */
function endMustBeToldOnce(
  change: RequestChange,
  cards: readonly StoredCard[],
  away: (address: string) => boolean,
): void {
  const told = cards.filter(({ view }) => view === 'completion');
  assert.deepEqual(
    // Lists of the database driver are of Node's own kind, which is told from the one of a test.
    [...told.map(({ conversationId }) => conversationId)].sort(),
    [...subscribersOf(change)].sort(),
  );
  const unsent = told.filter(({ activityId, conversationId }) => !activityId && !away(conversationId));
  none('untold', unsent);
}

/** Jest's own assertions look at the stack each time, and these are asked half a million times. */
function none(what: string, found: readonly unknown[]): void {
  assert.ok(found.length === 0, `${what}: ${JSON.stringify(found, null, 2)}`);
}
