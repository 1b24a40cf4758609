import { decideAccess, type Access } from '../access/access';
import { DeskError, messageOf } from '../errors';
import type { Person } from '../licensing/change';
import { unknown, welcome } from './help';
import { parseCommand } from './parse-command';
import { refuse } from './refuse';
import { actions, commands, type Need } from './table';
import type { ActionInput, Desk, Reply, Turn } from './turn';
import { noticeView } from './views/notice';

/** Who speaks and where, before Graph was asked about them. */
export type Arrival = Omit<Turn, 'access'>;

/** Answers a typed message. Never throws: every failure becomes a card. */
export async function onText(desk: Desk, arrival: Arrival, text: string): Promise<Reply> {
  return answer(desk, arrival, async (turn) => {
    const parsed = parseCommand(text);
    if (parsed.command === null) return unknown(desk, turn, { rest: parsed.typed, nearest: parsed.nearest });
    const command = commands[parsed.command];
    if (!command) return unknown(desk, turn, { rest: text, nearest: null });
    return guarded(desk, turn, command.need, () => command.handle(desk, turn, { rest: parsed.rest }));
  });
}

/** Answers a pressed button. Never throws: every failure becomes a card. */
export async function onAction(
  desk: Desk,
  arrival: Arrival,
  verb: string,
  input: ActionInput,
): Promise<Reply> {
  return answer(desk, arrival, async (turn) => {
    const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined;
    if (!action) return unknownButton(turn);
    return guarded(desk, turn, action.need, () => action.handle(desk, turn, input));
  });
}

/** Greets once after the bot was added. */
export async function onInstalled(desk: Desk, arrival: Arrival): Promise<Reply> {
  return answer(desk, arrival, (turn) => welcome(desk, turn, turn.person.name || null));
}

async function answer(desk: Desk, arrival: Arrival, act: (turn: Turn) => Promise<Reply>): Promise<Reply> {
  try {
    const caller = await desk.graph.caller(arrival.person.id);
    const access = decideAccess(caller, desk.assignRoles);
    if (access.refusal) return await refuse(desk, arrival, access.refusal);
    return await act({ ...arrival, person: known(arrival.person, caller.user?.displayName), access });
  } catch (error) {
    desk.telemetry.turned('failed');
    desk.log.error({ error: messageOf(error), cause: causeOf(error) }, 'a turn failed');
    return { card: failed(arrival, error) };
  }
}

async function guarded(desk: Desk, turn: Turn, need: Need, act: () => Promise<Reply>): Promise<Reply> {
  return isAllowed(turn.access, need) ? act() : refuse(desk, turn, 'role');
}

function isAllowed(access: Access, need: Need): boolean {
  if (need === 'nothing') return true;
  return need === 'assign' ? access.mayAssign : access.mayRead;
}

/** The directory's name for somebody is better than what the client sent. */
function known(person: Person, directoryName: string | undefined): Person {
  return directoryName ? { ...person, name: directoryName } : person;
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
