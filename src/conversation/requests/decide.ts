import { mayTakeOver, standingOf } from '../../approvals/authority';
import { decide, type RequestEvent } from '../../approvals/machine';
import { isPresent, perform, type RequestChange } from '../../approvals/perform';
import { longestReason } from '../../approvals/request';
import { applyByHand } from '../../licensing/apply';
import { isOpen } from '../../licensing/change-states';
import { handHasMs } from '../../licensing/hand';
import { handOf } from '../by-hand';
import { textOf } from '../card-data';
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
): Promise<Reply> {
  return onPresent(desk, turn, input, async (change) => {
    const { authority, eligibleFor } = await standingOf(desk.approvals, change, turn.person);
    if (!authority && eligibleFor) return activateFirst(turn, change, eligibleFor);
    const reason = typedBy(input.data, 'reason', longestReason);
    const event = { kind, by: turn.person, authority, reason } as const;
    return isLast(desk, change, event)
      ? writeByHand(desk, turn, input, change, event)
      : done(desk, turn, change, event);
  });
}

/** Whether somebody's approval is the last that is needed, and they are the one in whose name it is written. */
function isLast(desk: Desk, change: RequestChange, event: RequestEvent): boolean {
  if (!desk.byHand || event.kind !== 'approve') return false;
  const outcome = decide(change, event, desk.now().toISOString());
  return outcome.kind === 'move' && outcome.to === 'queued';
}

async function writeByHand(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  change: RequestChange,
  event: RequestEvent,
): Promise<Reply> {
  const w = turn.words;
  if (!turn.access.mayAssign) {
    const lines = [w('byHand.noRole')];
    return { card: noticeView(w, { tone: 'warning', title: w('byHand.noRoleTitle'), lines, actions: [] }) };
  }
  const press = { verb: 'decide.approve', id: change.id, revision: change.revision };
  const ready = await handOf(desk, turn, input, press);
  if ('reply' in ready) return ready.reply;
  const performed = await perform(desk.approvals, change, event, handHasMs);
  if (performed.effect === 'refused') return refusedNotice(turn, change, performed.why);
  const { change: decided, effect } = performed;
  const now =
    ready.hand && effect === 'done' ? await applyByHand(desk.licensing, decided, ready.hand) : decided;
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
