/** One clause of $search: `"displayName:two words"`. */
interface Clause {
  readonly property: string;
  readonly text: string;
}

export type Search = { readonly any: readonly { readonly all: readonly Clause[] }[] };

const longest = 16_384;

/** Parses `"a:x" OR "b:y" AND "c:z"` (AND binds tighter); undefined when it is none. */
export function parseSearch(text: string): Search | undefined {
  if (text.length > longest) return undefined;
  const parts = text.trim().match(/"(?:\\.|[^"\\])*"|AND|OR|\S+/g);
  if (!parts) return undefined;
  const any: { all: Clause[] }[] = [{ all: [] }];
  let expectClause = true;
  for (const part of parts) {
    if (expectClause) {
      const clause = /^"(\w+):((?:\\.|[^"\\])*)"$/.exec(part);
      if (!clause) return undefined;
      any.at(-1)?.all.push({ property: clause[1] ?? '', text: (clause[2] ?? '').replace(/\\(.)/g, '$1') });
    } else if (part === 'OR') any.push({ all: [] });
    else if (part !== 'AND') return undefined;
    expectClause = !expectClause;
  }
  return expectClause ? undefined : { any };
}

/** displayName and description are searched by words in any order, other properties by their beginning. */
export function fitsSearch(search: Search, row: Readonly<Record<string, unknown>>): boolean {
  return search.any.some(({ all }) => all.every((clause) => fitsClause(clause, row)));
}

function fitsClause(clause: Clause, row: Readonly<Record<string, unknown>>): boolean {
  const value = row[clause.property];
  if (typeof value !== 'string') return false;
  if (clause.property !== 'displayName' && clause.property !== 'description') {
    return value.toLowerCase().startsWith(clause.text.toLowerCase());
  }
  const words = wordsOf(value);
  return wordsOf(clause.text).every((asked) => words.some((word) => word.startsWith(asked)));
}

/** Words end at spaces and symbols, where small letters turn capital, and at digits. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})|(\p{N})(\p{L})/gu, '$1$3 $2$4')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
