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
  remove: 'remove',
  unassign: 'remove',
  swap: 'swap',
  replace: 'swap',
  plans: 'plans',
  apps: 'plans',
  undo: 'undo',
  status: 'status',
  scheduled: 'scheduled',
  schedule: 'scheduled',
  errors: 'errors',
  error: 'errors',
  failures: 'errors',
  request: 'request',
  ask: 'request',
  requests: 'requests',
  approvals: 'requests',
  delegate: 'delegate',
  deputy: 'delegate',
  evidence: 'evidence',
  history: 'history',
};

/** What a message says: a command with the rest of the text, or words that are none. */
export type ParsedText =
  | {
      readonly command: string;
      readonly rest: string;
      /** The same with its line breaks, and as long as a pasted list may be. */
      readonly lines: string;
    }
  | { readonly command: null; readonly typed: string; readonly nearest: string | null };

/** Longer than any license and group name together; what is typed beyond it is not read. */
const longestText = 400;

/** Reads the first word of a message. A leading slash, mentions, entities and odd spaces are no obstacle. */
export function parseCommand(text: string): ParsedText {
  const clean = readable(text);
  const space = clean.indexOf(' ');
  const first = (space < 0 ? clean : clean.slice(0, space)).toLowerCase().replace(/[.,!:;]+$/, '');
  const rest = space < 0 ? '' : clean.slice(space + 1).trim();
  if (!clean) return { command: 'help', rest: '', lines: '' };
  const command = Object.hasOwn(aliases, first) ? aliases[first] : undefined;
  if (command) return { command, rest, lines: linesAfter(text) };
  return { command: null, typed: clean, nearest: nearestCommand(clean.toLowerCase(), first) };
}

/** Room for 200 names of groups. */
const longestList = 16_000;

function readable(text: string): string {
  return plain(text.slice(0, 10 * longestText))
    .replace(/\s+/g, ' ')
    .slice(0, longestText);
}

/** What stands after the first word of a message. */
function linesAfter(text: string): string {
  const lines = plain(text.slice(0, 2 * longestList)).slice(0, longestList);
  const space = lines.search(/\s/);
  return space < 0 ? '' : lines.slice(space).trim();
}

/** Teams sends mentions as markup and some clients send entities; invisible characters come with copied text. */
function plain(text: string): string {
  return text
    .replace(/<at\b[^>]{0,200}>[^<]{0,200}(?:<(?!\/at>)[^<]{0,200}){0,5}<\/at>/gi, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot);/g, (_entity, name: string) => entities[name] ?? ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[^\S\r\n]+/g, ' ')
    .trim()
    .replace(/^\//, '');
}

const entities: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' };

function nearestCommand(text: string, first: string): string | null {
  const names = Object.keys(aliases).filter((alias) => alias.length > 2);
  const guess = closest(first, names);
  // A third of the letters may be wrong; more would find a command in any word.
  if (distance(first, guess) <= Math.floor(guess.length / 3)) return aliases[guess] ?? null;
  // Otherwise the first word of the sentence that is a command.
  const named = text.split(/[^\p{L}]+/u).find((word) => names.includes(word));
  return named ? (aliases[named] ?? null) : null;
}
