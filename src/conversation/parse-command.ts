import { closest, distance } from 'fastest-levenshtein';

/** First words that people use, and the command that they mean. */
const aliases: Readonly<Record<string, string>> = {
  help: 'help',
  hi: 'help',
  hello: 'help',
  hey: 'help',
  start: 'help',
  '?': 'help',
  license: 'licenses',
  licenses: 'licenses',
  licence: 'licenses',
  licences: 'licenses',
  products: 'licenses',
  assign: 'assign',
  status: 'status',
};

/** What a message says: a command with the rest of the text, or words that are none. */
export type ParsedText =
  | { readonly command: string; readonly rest: string }
  | { readonly command: null; readonly typed: string; readonly nearest: string | null };

/** Typos of at most this many letters still find their command. */
const mostTypos = 2;

/** Reads the first word of a message. A leading slash, mentions' remains and odd spaces are no obstacle. */
export function parseCommand(text: string): ParsedText {
  const clean = text
    .replace(/<at>[^<]*<\/at>/gi, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .replace(/^\//, '');
  const space = clean.indexOf(' ');
  const first = (space < 0 ? clean : clean.slice(0, space)).toLowerCase().replace(/[.,!:;]+$/, '');
  const rest = space < 0 ? '' : clean.slice(space + 1).trim();
  if (!clean) return { command: 'help', rest: '' };
  const command = Object.hasOwn(aliases, first) ? aliases[first] : undefined;
  if (command) return { command, rest };
  return { command: null, typed: clean, nearest: nearestCommand(clean.toLowerCase(), first) };
}

function nearestCommand(text: string, first: string): string | null {
  const names = Object.keys(aliases).filter((alias) => alias.length > 2);
  const guess = closest(first, names);
  if (distance(first, guess) <= mostTypos) return aliases[guess] ?? null;
  // Otherwise the first word of the sentence that is a command.
  const named = text.split(/[^\p{L}]+/u).find((word) => names.includes(word));
  return named ? (aliases[named] ?? null) : null;
}
