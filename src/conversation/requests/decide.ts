import { mayTakeOver, standingOf } from '../../approvals/authority';
import { decide, type RequestEvent } from '../../approvals/machine';
import { isPresent, perform, type RequestChange } from '../../approvals/perform';
import { presentForecast } from '../../approvals/present-forecast';
import { longestReason } from '../../approvals/request';
import { applyByHand } from '../../licensing/apply';
import type { Change } from '../../licensing/change';
import { isOpen } from '../../licensing/change-states';
import { handHasMs } from '../../licensing/hand';
import { inSeatOrder } from '../../licensing/seats';
import { handOf } from '../by-hand';
import { shortAsTold, textOf } from '../card-data';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { choosePersonView } from '../views/requests/choose-person';
import { noticeView } from '../views/notice';
import { findPerson } from './find-person';
import { refusedNotice } from './notices';
import { onRequest } from './on-request';
import { activateUrl, requestCard } from './request-card';
import { typedBy } from './typed-by';

/** Approve was pressed. */
export function decideApprove(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return decided(desk, turn, input, 'approve');
}

/** Approve and wait for seats was pressed: what is approved begins once the seats are free. */
export function decideWait(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  // Nobody is there to write in their own name then.
  if (desk.byHand)
    return onPresent(desk, turn, input, async (change) => ({ card: await requestCard(desk, turn, change) }));
  return decided(desk, turn, input, 'approve', true);
}

/** Reject was pressed, with a reason where the policy wants one. */
export function decideReject(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return decided(desk, turn, input, 'reject');
}

/** Ask back: a question that reaches the asker. */
export async function decideAsk(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onPresent(desk, turn, input, async (change) => {
    const { authority } = await standingOf(desk.approvals, change, turn.person);
    const text = typedBy(input.data, 'question', longestReason);
    return done(desk, turn, change, { kind: 'ask', by: turn.person, authority, text });
  });
}

/** Reassign: somebody else decides instead. The person is chosen from the directory, never taken from the card. */
export async function decideReassign(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onPresent(desk, turn, input, async (change) => {
    const { authority } = await standingOf(desk.approvals, change, turn.person);
    const found = await findPerson(desk, textOf(input.data, 'person', 256));
    if (found.kind !== 'one') {
      const data = { id: change.id, revision: change.revision };
      return {
        card: choosePersonView(turn.words, {
          people: [...found.people],
          verb: 'decide.reassign',
          data,
          notice: turn.words(found.kind === 'several' ? 'request.whichPerson' : 'request.noPerson', {
            typed: found.typed,
          }),
        }),
      };
    }
    const to = found.person;
    const toMayDecide = await mayTakeOver(desk.approvals, change, to);
    return done(desk, turn, change, { kind: 'reassign', by: turn.person, authority, to, toMayDecide });
  });
}

async function decided(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  kind: 'approve' | 'reject',
  waits = false,
): Promise<Reply> {
  return onPresent(desk, turn, input, async (change) => {
    const { authority, eligibleFor } = await standingOf(desk.approvals, change, turn.person);
    if (!authority && eligibleFor) return activateFirst(turn, change, eligibleFor);
    const reason = typedBy(input.data, 'reason', longestReason);
    const event = { kind, by: turn.person, authority, reason, ...(waits ? { waits } : {}) } as const;
    if (!isLast(desk, change, event)) return done(desk, turn, change, event);
    return desk.byHand
      ? writeByHand(desk, turn, input, change, event)
      : (await agree(desk, turn, input, change, event)).reply;
  });
}

/** Whether somebody's approval is the last that is needed, so that the change takes its place among the others. */
function isLast(desk: Desk, change: RequestChange, event: RequestEvent): boolean {
  if (event.kind !== 'approve') return false;
  const outcome = decide(change, event, desk.now().toISOString());
  return outcome.kind === 'move' && outcome.to === 'queued';
}

/**
 * The last approval, with how it is with the seats at this moment. Where others come first and the card did not say so,
 * nothing is decided yet.
 * @returns the change that goes on now; undefined: it does not
 */
async function agree(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  change: RequestChange,
  event: RequestEvent & { readonly kind: 'approve' | 'reject' },
  afterMs = 0,
): Promise<{ readonly reply: Reply; readonly agreed?: Change }> {
  // A press that comes again after signing in does not say what the card had said.
  const told = event.waits || desk.byHand ? Infinity : shortAsTold(input.data);
  const forecast = await presentForecast(desk.approvals, change);
  const performed = await inSeatOrder(
    desk.licensing,
    change,
    told,
    () => perform(desk.approvals, change, event, { afterMs, forecast }),
    forecast,
  );
  if (performed.kind !== 'done') {
    // Where the numbers cannot be counted anew, those show what comes first.
    const shown = performed.kind === 'short' ? { ...change, forecast: performed.forecast } : change;
    const card = await requestCard(desk, turn, shown);
    return { reply: performed.kind === 'busy' ? { card, again: turn.words('held.busy') } : { card } };
  }
  const { done } = performed;
  if (done.effect === 'refused') return { reply: refusedNotice(turn, change, done.why) };
  const reply = { card: await requestCard(desk, turn, done.change as RequestChange), forEveryone: true };
  return { reply, ...(done.effect === 'done' ? { agreed: done.change } : {}) };
}

async function writeByHand(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  change: RequestChange,
  event: RequestEvent & { readonly kind: 'approve' | 'reject' },
): Promise<Reply> {
  const w = turn.words;
  if (!turn.access.mayAssign) {
    const lines = [w('byHand.noRole')];
    return { card: noticeView(w, { tone: 'warning', title: w('byHand.noRoleTitle'), lines, actions: [] }) };
  }
  const press = { verb: 'decide.approve', id: change.id, revision: change.revision };
  const ready = await handOf(desk, turn, input, press);
  if ('reply' in ready) return ready.reply;
  const { reply, agreed } = await agree(desk, turn, input, change, event, handHasMs);
  if (!agreed || !ready.hand) return reply;
  const now = await applyByHand(desk.licensing, agreed, ready.hand);
  return { card: await requestCard(desk, turn, now as RequestChange), forEveryone: true };
}

/** Only a card that shows the request as it is now decides; an older one answers with the present card. */
async function onPresent(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (change: RequestChange) => Promise<Reply>,
): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) =>
    isOpen(change.state) && isPresent(change, input.data['revision'])
      ? act(change)
      : { card: await requestCard(desk, turn, change) },
  );
}

async function done(desk: Desk, turn: Turn, change: RequestChange, event: RequestEvent): Promise<Reply> {
  const performed = await perform(desk.approvals, change, event);
  if (performed.effect === 'refused') return refusedNotice(turn, change, performed.why);
  return { card: await requestCard(desk, turn, performed.change as RequestChange), forEveryone: true };
}

/** The role is there for them but not active: how to activate it, and the same card afterwards. */
function activateFirst(turn: Turn, change: RequestChange, role: string): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'warning',
      title: w('request.eligibleTitle'),
      lines: [w('request.eligible', { role }), activateUrl],
      actions: [{ title: w('action.tryAgain'), verb: 'request.show', data: { id: change.id } }],
    }),
  };
}
