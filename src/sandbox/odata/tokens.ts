/** A token of an OData $filter. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: '(' | ')' | ',' | ':' };

const pattern = /\s*(?:'((?:[^']|'')*)'|([(),:])|([^\s(),:']+))/y;

/** Splits a filter into tokens; undefined when something in it is no token (an open quote, for example). */
export function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const scanner = new RegExp(pattern);
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    scanner.lastIndex = at;
    const match = scanner.exec(text);
    if (!match) return undefined;
    if (match[1] !== undefined) tokens.push({ kind: 'string', text: match[1].replaceAll("''", "'") });
    else if (match[2]) tokens.push({ kind: 'symbol', text: match[2] as '(' });
    else tokens.push({ kind: 'word', text: match[3] ?? '' });
    at = scanner.lastIndex;
  }
  return tokens;
}
