import type { Hand } from '../licensing/hand';
import type { ActionInput, Desk, Reply, SignInRequest, Turn } from './turn';
import { noticeView } from './views/notice';

/**
 * What must be there before somebody writes a change: nothing when the app writes it, else their own token, in their
 * own chat. With what is missing comes the answer that gets it.
 */
export async function handOf(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  press: SignInRequest,
): Promise<{ readonly hand: Hand | undefined } | { readonly reply: Reply }> {
  const { byHand } = desk;
  if (!byHand) return { hand: undefined };
  if (turn.conversation.kind !== 'personal') return { reply: elsewhere(turn, byHand.chatUrl) };
  if (!input.signOnToken) return { reply: { ...signingIn(turn, press), signIn: press } };
  const acts = await byHand.actsFor(input.signOnToken, turn.person.id);
  if ('graph' in acts) return { hand: { personId: turn.person.id, graph: acts.graph, sleep: byHand.sleep } };
  desk.log.warn({ person: turn.person.id, refusal: acts.refusal }, 'nothing can be written in their name');
  return { reply: refused(turn, acts.refusal, byHand.signInUrl, press) };
}

/** Teams signs people in in their own chat with the bot only. */
function elsewhere(turn: Turn, chatUrl: string): Reply {
  const w = turn.words;
  const link = { title: w('byHand.openChat'), url: chatUrl };
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('byHand.elsewhereTitle'),
      lines: [w('byHand.elsewhere')],
      link,
    }),
  };
}

/** For a client that shows it: it did not understand that it should sign in. */
function signingIn(turn: Turn, press: SignInRequest): Reply {
  const w = turn.words;
  const lines = [w('byHand.signingIn')];
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('byHand.signInTitle'),
      lines,
      actions: [again(turn, press)],
    }),
  };
}

function refused(
  turn: Turn,
  refusal: 'consent' | 'sign-in' | 'other' | 'refused',
  signInUrl: string,
  press: SignInRequest,
): Reply {
  const w = turn.words;
  const opens = refusal === 'consent' || refusal === 'sign-in';
  return {
    card: noticeView(w, {
      tone: 'warning',
      title: w('byHand.signInTitle'),
      lines: [w(`byHand.${refusal}`), w('byHand.nothingChanged')],
      ...(opens ? { link: { title: w('byHand.signIn'), url: signInUrl } } : {}),
      actions: [again(turn, press)],
    }),
  };
}

function again({ words }: Turn, { verb, id, revision }: SignInRequest) {
  return { title: words('action.tryAgain'), verb, data: { id, revision } };
}
