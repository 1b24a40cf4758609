import { tokenize, type Token } from './tokens';

/** A filter as a tree. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | {
      readonly kind: 'call';
      readonly name: 'startswith' | 'endswith';
      readonly path: string;
      readonly value: Literal;
    }
  | {
      readonly kind: 'any';
      readonly path: string;
      readonly variable: string;
      readonly inner: Filter | undefined;
    };

/** A value in a filter; what it is compared with decides whether its kind fits. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'guid'; readonly value: string }
  | { readonly kind: 'time'; readonly value: string }
  /** An unquoted word: OData reads it as the name of a property. */
  | { readonly kind: 'word'; readonly value: string };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d))?$/i;

/** How deep parentheses may go before a filter is refused. */
const deepest = 40;

/** Longer filters are refused: every term of a chain makes the tree one level deeper for those who walk it. */
const longest = 16_384;

class Refused extends Error {}

/** Parses an OData $filter by recursive descent; undefined when it is no valid filter. */
export function parseFilter(text: string): Filter | undefined {
  const tokens = text.length > longest ? undefined : tokenize(text);
  if (!tokens || tokens.length === 0) return undefined;
  const parser = new Parser(tokens);
  try {
    const filter = parser.or(0);
    return parser.done() ? filter : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  done(): boolean {
    return this.at === this.tokens.length;
  }

  or(depth: number): Filter {
    let left = this.and(depth);
    while (this.word('or')) left = { kind: 'or', left, right: this.and(depth) };
    return left;
  }

  private and(depth: number): Filter {
    let left = this.unary(depth);
    while (this.word('and')) left = { kind: 'and', left, right: this.unary(depth) };
    return left;
  }

  private unary(depth: number): Filter {
    if (depth > deepest) throw new Refused();
    if (this.word('not')) return { kind: 'not', inner: this.unary(depth + 1) };
    if (this.symbol('(')) {
      const inner = this.or(depth + 1);
      this.need(')');
      return inner;
    }
    return this.condition(depth);
  }

  private condition(depth: number): Filter {
    const path = this.take('word').text;
    const name = path.toLowerCase();
    if (this.symbol('(')) {
      if (name === 'startswith' || name === 'endswith') {
        const inner = this.take('word').text;
        this.need(',');
        const value = this.literal();
        this.need(')');
        return { kind: 'call', name, path: inner, value };
      }
      if (!name.endsWith('/any')) throw new Refused();
      const list = path.slice(0, -'/any'.length);
      if (this.symbol(')')) return { kind: 'any', path: list, variable: '', inner: undefined };
      const variable = this.take('word').text;
      this.need(':');
      const inner = this.or(depth + 1);
      this.need(')');
      return { kind: 'any', path: list, variable, inner };
    }
    const operator = this.take('word').text.toLowerCase();
    if (operator === 'in') {
      this.need('(');
      const values = [this.literal()];
      while (this.symbol(',')) values.push(this.literal());
      this.need(')');
      return { kind: 'in', path, values };
    }
    if (!['eq', 'ne', 'ge', 'le', 'gt', 'lt'].includes(operator)) throw new Refused();
    return { kind: 'compare', path, operator, value: this.literal() };
  }

  private literal(): Literal {
    const token = this.next();
    if (token.kind === 'string') return { kind: 'text', value: token.text };
    if (token.kind === 'symbol') throw new Refused();
    let text = token.text;
    // An unquoted time has colons, which are symbols of their own.
    while (this.tokens[this.at]?.kind === 'symbol' && this.tokens[this.at]?.text === ':') {
      this.at += 1;
      text += `:${this.take('word').text}`;
    }
    return literalOf(text);
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (!token) throw new Refused();
    this.at += 1;
    return token;
  }

  private take(kind: Token['kind']): Token {
    const token = this.next();
    if (token.kind !== kind) throw new Refused();
    return token;
  }

  private word(text: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === 'word' && token.text.toLowerCase() === text;
    if (found) this.at += 1;
    return found;
  }

  private symbol(text: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === 'symbol' && token.text === text;
    if (found) this.at += 1;
    return found;
  }

  private need(text: string): void {
    if (!this.symbol(text)) throw new Refused();
  }
}

function literalOf(text: string): Literal {
  if (text === 'null') return { kind: 'null', value: null };
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
  if (guid.test(text)) return { kind: 'guid', value: text.toLowerCase() };
  if (time.test(text) && !Number.isNaN(Date.parse(text))) return { kind: 'time', value: text };
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return { kind: 'number', value: Number(text) };
  return { kind: 'word', value: text };
}
