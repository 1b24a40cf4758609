import { RuleError } from './rule-error';

export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  /** A word without its hyphen, or a text without its quotes. */
  readonly text: string;
  /** Where it begins in the rule, counted from 1. */
  readonly at: number;
}

const signs = '()[],';
const wordCharacter = /[A-Za-z0-9_.$]/;

/** Cuts a rule into words, quoted texts and signs. @throws RuleError */
export function tokenize(rule: string): readonly Token[] {
  const tokens: Token[] = [];
  let next = 0;
  while (next < rule.length) {
    const start = next;
    const first = rule.charAt(next);
    if (/\s/.test(first)) {
      next += 1;
    } else if (signs.includes(first)) {
      next += 1;
      tokens.push({ kind: 'sign', text: first, at: start + 1 });
    } else if (first === '"' || first === "'") {
      const { text, end } = readText(rule, start);
      next = end;
      tokens.push({ kind: 'text', text, at: start + 1 });
    } else {
      // Operators may be written with or without their hyphen.
      if (first === '-') next += 1;
      const from = next;
      while (next < rule.length && wordCharacter.test(rule.charAt(next))) next += 1;
      if (next === from) throw new RuleError(`Unexpected character '${rule.charAt(next)}' at ${start + 1}.`);
      tokens.push({ kind: 'word', text: rule.slice(from, next), at: start + 1 });
    }
  }
  tokens.push({ kind: 'end', text: '', at: rule.length + 1 });
  return tokens;
}

/** A quoted text; a backtick takes the next character as it is. */
function readText(rule: string, start: number): { readonly text: string; readonly end: number } {
  const quote = rule.charAt(start);
  let text = '';
  for (let next = start + 1; next < rule.length; next += 1) {
    const character = rule.charAt(next);
    if (character === quote) return { text, end: next + 1 };
    if (character === '`') next += 1;
    text += character === '`' ? rule.charAt(next) : character;
  }
  throw new RuleError(`The text that begins at ${start + 1} has no closing quote.`);
}
