import type { Clock } from '../clock';
import { newDial, type Dial } from '../dial';
import type { Answer } from '../http/answer';
import type { GraphRequest } from '../http/request';
import { seededRandom } from '../random';
import { DialFaults } from './dial-faults';
import type { AimedFault, Fault, FaultInput, FaultKind, FaultOf } from './fault';
import { LastMembers } from './last-members';
import { fitsPath } from './path-glob';
import { FaultRulesInvalid, mostFaults } from './read-faults';
import { concurrencyViolation, overloaded, unavailable } from './refusals';

/** A rule as it is in force. */
export type ActiveFault = Fault & {
  /** How often it struck. */
  readonly struck: number;
  /** How often it will strike yet; null: for as long as it is there. */
  readonly left: number | null;
};

/** The connection ends without an answer. */
export class HungUp extends Error {}

interface Held {
  readonly rule: Fault;
  readonly random: () => number;
  /** Requests that the rule fits, whether it struck or let them through. */
  seen: number;
  struck: number;
}

export interface FaultBoxOptions {
  readonly clock: Clock;
  /** What the standing rules turn; without one they only show in the list. */
  readonly dial?: Dial;
  /** The same seed strikes the same requests, where a rule has a probability. */
  readonly seed?: number;
}

/** Holds the fault rules and decides which of them strike a request. */
export class FaultBox {
  private held: Held[] = [];
  private made = 0;
  private readonly dialFaults: DialFaults;
  private readonly lastMembers = new LastMembers();

  constructor(private readonly options: FaultBoxOptions) {
    this.dialFaults = new DialFaults(options.dial ?? newDial());
  }

  /** Rules in the order in which they are tried. */
  list(): readonly ActiveFault[] {
    return this.held.map(({ rule, struck }) => {
      const times = 'times' in rule ? rule.times : undefined;
      return { ...rule, struck, left: times === undefined ? null : times - struck };
    });
  }

  /**
   * Puts rules in force; those without an id get one.
   * @throws FaultRulesInvalid when an id is taken, or there would be too many; then none is added
   */
  add(inputs: readonly FaultInput[]): readonly Fault[] {
    const taken = inputs.filter(({ id }) => id !== undefined && this.held.some(({ rule }) => rule.id === id));
    if (taken.length > 0)
      throw new FaultRulesInvalid(
        taken.map(({ id }) => `The id "${id}" is taken; remove that rule first, or choose another id.`),
      );
    if (this.held.length + inputs.length > mostFaults)
      throw new FaultRulesInvalid([`More than ${mostFaults} rules would be in force; remove some first.`]);
    return inputs.map((input) => this.put(input));
  }

  /** @returns false when there is no such rule */
  remove(id: string): boolean {
    const found = this.held.find(({ rule }) => rule.id === id);
    if (!found) return false;
    this.held = this.held.filter((each) => each !== found);
    this.turn(found.rule.kind);
    return true;
  }

  clear(): void {
    for (const { rule } of this.held.splice(0)) this.turn(rule.kind);
    this.lastMembers.clear();
  }

  /** The size of the tenant whose resource unit budget is enforced; undefined: none is. */
  get budgetSize(): 'S' | 'M' | 'L' | undefined {
    return this.held
      .map(({ rule }) => rule)
      .findLast((rule): rule is FaultOf<'resource-units'> => rule.kind === 'resource-units')?.size;
  }

  /**
   * What happens to a request before it is answered.
   * @param scope whose limit a throttled request has run into, for x-ms-throttle-scope
   * @throws GraphFault when it is refused, HungUp when its connection ends
   */
  async before(request: GraphRequest, scope?: string): Promise<void> {
    for (const held of this.fitting(request)) {
      const { rule } = held;
      switch (rule.kind) {
        case 'slow':
          if (strikes(held)) await this.wait(rule.milliseconds);
          break;
        case 'throttle':
          if (strikes(held)) throw overloaded(rule.retryAfter, scope);
          break;
        case 'concurrency':
          if (strikes(held)) throw concurrencyViolation(rule.retryAfter);
          break;
        case 'error':
          if (strikes(held)) throw unavailable(rule.status, rule.retryAfter);
          break;
        case 'drop-before':
          if (strikes(held)) throw new HungUp();
          break;
        default:
      }
    }
  }

  /** What becomes of an answer. @throws HungUp when its connection ends */
  after(request: GraphRequest, answer: Answer): Answer {
    let changed = answer;
    for (const held of this.fitting(request)) {
      if (held.rule.kind === 'empty-body' && answer.status === 202 && strikes(held)) {
        const { body: _body, ...rest } = changed;
        changed = rest;
      } else if (held.rule.kind === 'duplicate-members') {
        // The page as it is without the repetition is what the next one continues.
        this.lastMembers.remember(request, answer);
        if (this.lastMembers.knows(request, answer) && strikes(held))
          changed = this.lastMembers.repeat(request, changed);
      }
    }
    for (const held of this.fitting(request))
      if (held.rule.kind === 'drop-after' && strikes(held)) throw new HungUp();
    return changed;
  }

  private put(input: FaultInput): Fault {
    this.made += 1;
    const rule: Fault = { ...input, id: input.id ?? this.freeId() };
    const random = seededRandom((this.options.seed ?? 1) + this.made);
    this.held.push({ rule, random, seen: 0, struck: 0 });
    this.turn(rule.kind);
    return rule;
  }

  private freeId(): string {
    let number = this.made;
    while (this.held.some(({ rule }) => rule.id === `fault-${number}`)) number += 1;
    return `fault-${number}`;
  }

  private turn(kind: FaultKind): void {
    this.dialFaults.set(
      kind,
      this.held.map(({ rule }) => rule),
    );
  }

  private fitting(request: GraphRequest): readonly (Held & { readonly rule: AimedFault })[] {
    return this.held.filter(
      (held): held is Held & { readonly rule: AimedFault } => isAimed(held.rule) && fits(held.rule, request),
    );
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.options.clock.setTimeout(resolve, ms));
  }
}

function isAimed(rule: Fault): rule is AimedFault {
  switch (rule.kind) {
    case 'stale-reads':
    case 'stuck':
    case 'state':
    case 'role-lag':
    case 'resource-units':
      return false;
    default:
      return true;
  }
}

/** A whole `$batch` is hit only by a rule that names it: what is aimed at everything means the requests in it. */
function fits({ match }: AimedFault, { method, path }: GraphRequest): boolean {
  if (match?.method !== undefined && match.method !== method) return false;
  if (path.toLowerCase() === '/$batch') return match?.path?.toLowerCase() === '/$batch';
  return match?.path === undefined || fitsPath(match.path, path);
}

/** Counts one more request that a rule fits, and says whether the rule strikes it. */
function strikes(held: Held & { readonly rule: AimedFault }): boolean {
  const { times, probability, after = 0 } = held.rule;
  held.seen += 1;
  if (held.seen <= after) return false;
  if (times !== undefined && held.struck >= times) return false;
  if (probability !== undefined && held.random() >= probability) return false;
  held.struck += 1;
  return true;
}
