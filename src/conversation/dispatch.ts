import { decideAccess, outsiderAccess, rolesAreHidden, type Access, type Outsider } from '../access/access';
import { mayOutsiderAsk } from '../approvals/ask';
import { DeskError, messageOf } from '../errors';
import { GraphError } from '../graph/errors';
import { awayReply, isAway } from './away';
import { help, unknown, welcome } from './help';
import { parseCommand } from './parse-command';
import { plainText } from './plain-text';
import { refuse } from './refuse';
import { actions, commands, type Entry, type Need } from './table';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { noticeView } from './views/notice';

/** Who speaks and where, before Graph was asked about them. */
export type Arrival = Omit<Turn, 'access'> & {
  /** Somebody whom the directory of this tenant cannot know; guests are in it. */
  readonly outsider: Outsider | null;
};

/** Answers a typed message. Never throws: every failure becomes a card. */
export async function onText(desk: Desk, arrival: Arrival, text: string): Promise<Reply> {
  const parsed = parseCommand(text);
  const command = parsed.command === null ? undefined : commands[parsed.command];
  const ready = askAhead(desk, arrival, command);
  return answer(desk, arrival, !command || command.handle === help, async (turn) => {
    if (parsed.command === null) return unknown(desk, turn, { rest: parsed.typed, nearest: parsed.nearest });
    if (!command) return unknown(desk, turn, { rest: text, nearest: null });
    return guarded(desk, turn, command.need, () => command.handle(ready, turn, parsed));
  });
}

/** Answers a pressed button. Never throws: every failure becomes a card. */
export async function onAction(
  desk: Desk,
  arrival: Arrival,
  verb: string,
  input: ActionInput,
): Promise<Reply> {
  const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined;
  const ready = askAhead(desk, arrival, action);
  return answer(desk, arrival, action?.handle === help, async (turn) => {
    if (!action) return unknownButton(turn);
    return guarded(desk, turn, action.need, () => action.handle(ready, turn, input));
  });
}

/** Greets once after the bot was added. */
export async function onInstalled(desk: Desk, arrival: Arrival): Promise<Reply> {
  return answer(desk, arrival, true, (turn) => welcome(desk, turn, turn.person.name || null));
}

/** Two questions to Graph at once instead of one after the other; whoever may not see the answer does not. */
function askAhead(desk: Desk, { outsider }: Arrival, entry: Pick<Entry<unknown>, 'ahead'> | undefined): Desk {
  if (entry?.ahead !== 'products' || outsider) return desk;
  const products = desk.catalog.products();
  products.catch(() => undefined); // said where it is awaited, if it is
  return { ...desk, catalog: { ...desk.catalog, products: () => products } };
}

/** @param ofLate it is only said what the person may do */
async function answer(
  desk: Desk,
  arrival: Arrival,
  ofLate: boolean,
  act: (turn: Turn) => Promise<Reply>,
): Promise<Reply> {
  try {
    const { access, name } = await accessOf(desk, arrival, ofLate);
    if (access.refusal) return await refuse(desk, arrival, access.refusal);
    const person = { ...arrival.person, name: nameOf(arrival, name, access.outsider) };
    return await act({ ...arrival, person, access });
  } catch (error) {
    if (isAway(error)) return awayReply(desk, arrival.words, error);
    desk.telemetry.turned('failed');
    desk.log.error({ error: messageOf(error), cause: causeOf(error) }, 'a turn failed');
    // What passes was pressed too early: the card stays, with its button, and the sentence is said beside it.
    const passes = error instanceof GraphError && error.passing;
    return { card: failed(arrival, error), ...(passes ? { again: error.sentence } : {}) };
  }
}

async function guarded(desk: Desk, turn: Turn, need: Need, act: () => Promise<Reply>): Promise<Reply> {
  if (isAllowed(turn.access, need)) return act();
  if (turn.access.rolesUnknown) throw rolesAreHidden();
  return refuse(desk, turn, turn.access.outsider ? 'outsider' : 'role');
}

function isAllowed(access: Access, need: Need): boolean {
  if (need === 'ask') return true;
  if (access.outsider) return false;
  if (need === 'nothing') return true;
  return need === 'assign' ? access.mayAssign : access.mayRead;
}

/** What somebody may do, and what the directory calls them. */
export async function accessOf(
  desk: Desk,
  { person, outsider }: Pick<Arrival, 'person' | 'outsider'>,
  ofLate = false,
): Promise<{ readonly access: Access; readonly name: string | undefined }> {
  const asOutsider = (who: Outsider): Access =>
    outsiderAccess(who, mayOutsiderAsk(desk.approvals.policy, who));
  if (outsider) return { access: asOutsider(outsider), name: undefined };
  const caller = await desk.directory[ofLate ? 'callerOfLate' : 'caller'](person.id);
  const access = decideAccess(caller, desk.assignRoles);
  const name = caller.user?.displayName;
  return access.refusal === 'guest' ? { access: asOutsider({ kind: 'guest' }), name } : { access, name };
}

/**
 * The directory's name for somebody is better than what the client sent. An outsider's name goes with the word that
 * they are one wherever it is shown: otherwise a stranger only had to type the name of a colleague.
 */
function nameOf(
  { person, words }: Arrival,
  directoryName: string | undefined,
  outsider: Outsider | null,
): string {
  const name = directoryName || person.name;
  return outsider ? words(`outsider.${outsider.kind}`, { name: plainText(name, 100, '?') }) : name;
}

function unknownButton(turn: Turn): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('error.oldButtonTitle'),
      lines: [w('error.oldButton')],
      actions: [{ title: w('action.help'), verb: 'help', data: {} }],
    }),
  };
}

/** A failure in words: our own errors say what to do; anything else stays inside. */
function failed(arrival: Arrival, error: unknown) {
  const w = arrival.words;
  const line = error instanceof DeskError ? error.sentence : w('error.internal');
  return noticeView(w, { tone: 'bad', title: w('error.title'), lines: [line], actions: [] });
}

function causeOf(error: unknown): string | undefined {
  return error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : undefined;
}
