import { followRequest, prepareRequest } from '../../approvals/ask';
import { isPresent, perform, type RequestChange } from '../../approvals/perform';
import { longestReason } from '../../approvals/request';
import { isFinal } from '../../licensing/change-states';
import { personalAddress } from '../../store/address';
import { textOf } from '../card-data';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { beforeRequestView } from '../views/requests/before-request';
import { noticeView } from '../views/notice';
import { readEnd } from './dates';
import { notAllowed, refusedNotice } from './notices';
import { onRequest } from './on-request';
import { requestCard } from './request-card';
import { showAsked } from './show-asked';
import { typedBy } from './typed-by';
import { whoDecides } from './who-decides';

/** Show, or Show my view: the request as this person may see it. */
export async function requestShow(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) => ({
    card: await requestCard(desk, turn, change, true),
    shows: change,
  }));
}

/** The asker takes the request back. */
export async function requestWithdraw(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) => {
    if (!isPresent(change, input.data['revision'])) return { card: await requestCard(desk, turn, change) };
    return done(desk, turn, change, { kind: 'withdraw', by: turn.person });
  });
}

/** The asker answers an approver's question. */
export async function requestAnswer(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) => {
    if (!isPresent(change, input.data['revision'])) return { card: await requestCard(desk, turn, change) };
    const text = typedBy(input.data, 'answer', longestReason);
    return done(desk, turn, change, { kind: 'answer', by: turn.person, text });
  });
}

/** Somebody else who wanted the same wants to be told how it ends. */
export async function requestFollow(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) => {
    // Nothing more will be told of what has ended, or was never sent.
    if (change.state === 'draft' || isFinal(change.state))
      return { card: await requestCard(desk, turn, change) };
    const where =
      turn.conversation.kind === 'personal' ? personalAddress(turn.person.id) : turn.conversation.id;
    const followed = await followRequest(desk.approvals, change, turn.person, where);
    return showAsked(turn, followed, true);
  });
}

/** The asker of a grant for a time wants it for longer: that is asked anew. */
export async function requestExtend(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (change) => {
    if (change.asker.id !== turn.person.id) return notAllowed(turn);
    // Only what was given for a time can last longer; asking anew is another thing.
    const given = change.state === 'done' || change.state === 'done-with-failures';
    if (!given || !change.request.neededUntil) return { card: await requestCard(desk, turn, change) };
    const w = turn.words;
    if (change.nextAt === null || change.request.endedBy !== undefined) {
      const lines = [w('request.endedAlready')];
      const actions = [{ title: w('action.request'), verb: 'request.start', data: {} }];
      return { card: noticeView(w, { tone: 'info', title: w('request.refusedTitle'), lines, actions }) };
    }
    const end = readEnd(textOf(input.data, 'until', 40), desk.now());
    if (end.problem || !end.at || end.at <= (change.request.neededUntil ?? '')) {
      const lines = [w('request.endPast')];
      return {
        card: noticeView(w, { tone: 'warning', title: w('request.refusedTitle'), lines, actions: [] }),
      };
    }
    const prepared = await prepareRequest(desk.approvals, {
      tenantId: turn.tenantId,
      asker: turn.person,
      conversationId: turn.conversation.id,
      locale: w.locale,
      skuId: change.product.skuId,
      groupId: change.group.id,
      justification: change.request.justification,
      neededUntil: end.at,
      extending: true,
    });
    if ('open' in prepared) return showAsked(turn, prepared.open, false);
    if ('failure' in prepared) {
      const lines = [prepared.failure.sentence];
      return {
        card: noticeView(w, { tone: 'warning', title: w('request.refusedTitle'), lines, actions: [] }),
      };
    }
    const { draft } = prepared;
    return { card: beforeRequestView(w, { change: draft, ...(await whoDecides(desk, draft)) }) };
  });
}

async function done(
  desk: Desk,
  turn: Turn,
  change: RequestChange,
  event: Parameters<typeof perform>[2],
): Promise<Reply> {
  const performed = await perform(desk.approvals, change, event);
  if (performed.effect === 'refused') return refusedNotice(turn, change, performed.why);
  return { card: await requestCard(desk, turn, performed.change as RequestChange), forEveryone: true };
}
