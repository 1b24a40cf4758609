import { formatMoment } from '../../i18n/format';
import type { Schedule } from '../../licensing/shapes';
import { textOf, type CardData } from '../card-data';
import type { Desk, Turn } from '../turn';
import type { BeginInput } from '../views/parts/begin-fields';
import { readMoment, readWhenInputs, type Reader, type When, type WhenProblem } from './read-when';
import { wallInputs } from './wall-clock';

/** By whose clock a turn is read. */
export function readerOf(desk: Pick<Desk, 'now'>, turn: Pick<Turn, 'zone' | 'words'>): Reader {
  return { zone: turn.zone, locale: turn.words.locale, now: desk.now() };
}

/** When something is to begin, as a card says: in the two fields of a form, or on a button that stands for a typed time. */
export function whenAsked(data: CardData, reader: Reader): When {
  const at = textOf(data, 'beginAt', 40);
  return at
    ? readMoment(at, reader)
    : readWhenInputs(textOf(data, 'beginDate', 20), textOf(data, 'beginTime', 20), reader);
}

/** What a button carries so that a typed time need not be typed again. */
export function beginData(schedule: Schedule | null): { readonly beginAt?: string } {
  return schedule ? { beginAt: schedule.at } : {};
}

/** The fields of a form as somebody filled them in, or as they stand for a time that is known. */
export function beginInput(reader: Reader, filled: CardData | Schedule | null = null): BeginInput {
  const today = wallInputs(reader.now.toISOString(), reader.zone).date;
  const empty = { date: '', time: '', earliest: today, zone: reader.zone };
  if (!filled) return empty;
  const at = 'zone' in filled ? filled.at : textOf(filled, 'beginAt', 40);
  if (typeof at === 'string' && at) return { ...empty, ...wallInputs(at, reader.zone) };
  const data = filled as CardData;
  return { ...empty, date: textOf(data, 'beginDate', 20), time: textOf(data, 'beginTime', 20) };
}

/** What is wrong with a time, and what to do. @param typed what was typed; absent: it was chosen on a form */
export function whenSentence(
  { words }: Pick<Turn, 'words'>,
  problem: WhenProblem,
  { zone, now }: Reader,
  typed?: string,
): string {
  if (problem === 'unreadable' && typed === undefined) return words('when.unreadableInputs');
  return words(`when.${problem}`, {
    typed: typed ?? '',
    zone,
    now: formatMoment(now.toISOString(), words.locale, zone),
  });
}
