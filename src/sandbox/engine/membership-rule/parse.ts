import { operators, planProperties, userProperties } from './rule';
import type { Condition, Operator, PlanProperty, Rule, UserProperty, Value } from './rule';
import { RuleError } from './rule-error';
import { tokenize, type Token } from './tokenize';

/** Entra's own limit on the length of a rule, in characters. */
const longest = 3_072;
/** Parentheses and negations inside each other. */
const deepest = 40;

/**
 * Reads a membership rule: the documented language without `-match`, whose pattern would be a regular expression
 * from outside, and with `user.assignedPlans -any` as the only question about a collection.
 * @throws RuleError
 */
export function parseRule(text: string): Rule {
  if (text.length > longest) throw new RuleError(`A rule has at most ${longest} characters.`);
  const parser = new Parser(tokenize(text));
  const rule = parser.condition<UserProperty>((word) => nameIn(userProperties, 'user', word), true);
  parser.end();
  return rule;
}

type ReadProperty<P> = (word: string) => P | undefined;

class Parser {
  private next = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** `-or` binds less than `-and`, which binds less than `-not`. */
  condition<P>(property: ReadProperty<P>, aboutUser: boolean): Condition<P> {
    this.depth += 1;
    if (this.depth > deepest) throw new RuleError(`A rule has at most ${deepest} levels of parentheses.`);
    const either = this.joined('or', () => this.joined('and', () => this.negated(property, aboutUser)));
    this.depth -= 1;
    return either;
  }

  end(): void {
    if (this.peek().kind !== 'end') this.fail(`'-and', '-or' or the end`);
  }

  private joined<P>(kind: 'and' | 'or', part: () => Condition<P>): Condition<P> {
    const parts = [part()];
    while (this.takeWord(kind)) parts.push(part());
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind, parts };
  }

  private negated<P>(property: ReadProperty<P>, aboutUser: boolean): Condition<P> {
    let negations = 0;
    while (this.takeWord('not')) negations += 1;
    const part = this.primary(property, aboutUser);
    return negations % 2 === 1 ? { kind: 'not', part } : part;
  }

  private primary<P>(property: ReadProperty<P>, aboutUser: boolean): Condition<P> {
    if (this.takeSign('(')) {
      const inner = this.condition(property, aboutUser);
      if (!this.takeSign(')')) this.fail(`')'`);
      return inner;
    }
    const { text } = this.peek();
    if (aboutUser && this.takeWord('user.assignedPlans')) return this.anyPlan();
    const name = this.peek().kind === 'word' ? property(text) : undefined;
    if (name === undefined) return this.fail(aboutUser ? 'a property of the user' : 'a property of the plan');
    this.next += 1;
    const operator = this.operator();
    const values = operator === 'in' || operator === 'notIn' ? this.list() : [this.value()];
    checkValues(text, operator, values);
    return { kind: 'compare', property: name, operator, values };
  }

  private anyPlan<P>(): Condition<P> {
    if (!this.takeWord('any')) this.fail(`'-any'`);
    if (!this.takeSign('(')) this.fail(`'('`);
    const condition = this.condition<PlanProperty>(
      (word) => nameIn(planProperties, 'assignedPlan', word),
      false,
    );
    if (!this.takeSign(')')) this.fail(`')'`);
    return { kind: 'anyPlan', condition };
  }

  private operator(): Operator {
    const { kind, text } = this.peek();
    const wanted = text.toLowerCase();
    const found = kind === 'word' ? operators.find((each) => each.toLowerCase() === wanted) : undefined;
    if (!found) return this.fail('an operator');
    this.next += 1;
    return found;
  }

  private list(): readonly Value[] {
    if (!this.takeSign('[')) this.fail(`'['`);
    const values = [this.value()];
    while (this.takeSign(',')) values.push(this.value());
    if (!this.takeSign(']')) this.fail(`']'`);
    return values;
  }

  private value(): Value {
    const { kind, text } = this.peek();
    const small = text.toLowerCase();
    this.next += 1;
    if (kind === 'text') return small;
    if (kind === 'word' && (small === 'null' || small === '$null')) return null;
    if (kind === 'word' && (small === 'true' || small === '$true')) return true;
    if (kind === 'word' && (small === 'false' || small === '$false')) return false;
    this.next -= 1;
    return this.fail('a value');
  }

  private takeWord(word: string): boolean {
    return this.take('word', word);
  }

  private takeSign(sign: string): boolean {
    return this.take('sign', sign);
  }

  private take(kind: Token['kind'], text: string): boolean {
    const token = this.peek();
    if (token.kind !== kind || token.text.toLowerCase() !== text.toLowerCase()) return false;
    this.next += 1;
    return true;
  }

  private peek(): Token {
    return this.tokens[this.next] as Token;
  }

  private fail(expected: string): never {
    const { kind, text, at } = this.peek();
    const found = kind === 'end' ? 'the rule ends' : `'${text.slice(0, 50)}' stands there`;
    throw new RuleError(`Expected ${expected} at ${at}, but ${found}.`);
  }
}

function nameIn<P extends string>(names: readonly P[], owner: string, word: string): P | undefined {
  const wanted = word.toLowerCase();
  return names.find((name) => `${owner}.${name}`.toLowerCase() === wanted);
}

/** A yes-or-no property knows only `-eq` and `-ne` with true or false; a text knows neither of the two. */
function checkValues(word: string, operator: Operator, values: readonly Value[]): void {
  const yesOrNo = word.toLowerCase() === 'user.accountenabled';
  const equality = operator === 'eq' || operator === 'ne';
  for (const value of values) {
    if (yesOrNo !== (typeof value === 'boolean') || (yesOrNo && !equality))
      throw new RuleError(`'${word}' cannot be compared like this.`);
    if (value === null && !equality) throw new RuleError(`null is compared with '-eq' or '-ne' only.`);
  }
}
