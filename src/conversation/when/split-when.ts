import { readWhen, type Reader, type When } from './read-when';

/** A name with a time after it: `Contoso sales on Friday 8am`. */
export interface NameAndWhen {
  readonly name: string;
  readonly when: When;
  /** The time as it was typed, `''` when there was none. */
  readonly typed: string;
}

/** Words that a time can begin with behind a name. `on` and `at` belong to neither. */
const beginnings = /\s+(?:(?:on|at)\s+|(?=(?:in|today|tonight|tomorrow|next)\s))/gi;
/** Only what has one of these can have been meant as a time. */
const timeLike = /\d|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bnoon|midnight/i;

/**
 * Takes a time off the end of a name. Names may hold `on` and `at` themselves: the first place from which everything
 * is a time counts, and a name without a time is left whole.
 */
export function splitWhen(text: string, reader: Reader): NameAndWhen {
  const cuts = [...text.matchAll(beginnings)].map((match) => ({
    name: text.slice(0, match.index).trim(),
    when: readWhen(text.slice(match.index + match[0].length), reader),
    typed: text.slice(match.index + match[0].length),
  }));
  const read = cuts.find(({ name, when }) => name && when.problem !== 'unreadable');
  const meant = read ?? cuts.find(({ name, typed }) => name && timeLike.test(typed));
  return meant ?? { name: text, when: { schedule: null }, typed: '' };
}
