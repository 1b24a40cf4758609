import { textOf } from '../card-data';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from '../turn';
import { delegateView, type DelegateInput } from '../views/requests/delegate';
import { readerOf } from '../when/asked';
import { readDay } from '../when/read-when';
import { dateOf, readEnd } from './dates';
import { findPerson } from './find-person';

const off = /^(off|none|stop|end)$/i;

/** `delegate`, `delegate <person> until <date>`, `delegate off`. */
export async function delegate(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  if (!input.rest) return show(desk, turn);
  if (off.test(input.rest)) return delegateClear(desk, turn);
  const read = /^(.{1,256}?)\s+(?:until|till|to)\s+(.{1,40})$/i.exec(input.rest);
  const [person, day] = [read?.[1] ?? input.rest, read?.[2] ?? ''];
  return set(desk, turn, person, readDay(day, readerOf(desk, turn)) || day);
}

/** The form of the card: a person and a date. */
export async function delegateSet(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return set(desk, turn, textOf(input.data, 'person', 256), textOf(input.data, 'until', 40));
}

/** My decisions are mine again. */
export async function delegateClear(desk: Desk, turn: Turn): Promise<Reply> {
  await desk.store.deputies.clear(turn.tenantId, turn.person.id);
  return show(desk, turn, { cleared: true });
}

async function set(desk: Desk, turn: Turn, typed: string, date: string): Promise<Reply> {
  const w = turn.words;
  const end = readEnd(date, desk.now());
  if (end.problem || !end.at)
    return show(desk, turn, {
      notice: w(end.problem === 'past' ? 'request.endPast' : 'delegate.dateMissing'),
      typed,
    });
  const until = end.at;
  const found = await findPerson(desk, typed);
  if (found.kind !== 'one') {
    const notice = w(found.kind === 'several' ? 'request.whichPerson' : 'request.noPerson', { typed });
    return show(desk, turn, { candidates: found.people, typed, until: dateOf(until), notice });
  }
  if (found.person.id === turn.person.id) return show(desk, turn, { notice: w('delegate.self') });
  await desk.store.deputies.set(turn.tenantId, { person: turn.person, deputy: found.person, until });
  return show(desk, turn);
}

async function show(
  desk: Desk,
  turn: Turn,
  said: Omit<DelegateInput, 'deputy' | 'earliest'> = {},
): Promise<Reply> {
  const now = desk.now();
  const mine = await desk.store.deputies.of(turn.tenantId, [turn.person.id], now);
  return {
    card: delegateView(turn.words, {
      deputy: mine.get(turn.person.id) ?? null,
      ...said,
      earliest: dateOf(now.toISOString()),
    }),
  };
}
