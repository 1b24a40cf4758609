import type { User } from '../../tenant';
import type { Condition, Operator, PlanProperty, Rule, Value } from './rule';

/** One of the service plans that a person has through their licenses. */
export type AssignedPlan = Readonly<Record<PlanProperty, string>>;

/**
 * Whether a person matches a rule. Texts are compared in any case of letters, and an empty text is like none.
 * @param plans asked only if the rule looks at them
 */
export function matches(rule: Rule, user: User, plans: () => readonly AssignedPlan[]): boolean {
  return holds(
    rule,
    (property) => user[property],
    (condition) => plans().some((plan) => holds(condition, (property) => plan[property], never)),
  );
}

/** Whether a rule looks at service plans, so that a change of licenses can change who matches. */
export function looksAtPlans<P>(rule: Condition<P>): boolean {
  if (rule.kind === 'and' || rule.kind === 'or') return rule.parts.some(looksAtPlans);
  return rule.kind === 'not' ? looksAtPlans(rule.part) : rule.kind === 'anyPlan';
}

function holds<P>(
  rule: Condition<P>,
  read: (property: P) => Value,
  anyPlan: (condition: Condition<PlanProperty>) => boolean,
): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.parts.every((part) => holds(part, read, anyPlan));
    case 'or':
      return rule.parts.some((part) => holds(part, read, anyPlan));
    case 'not':
      return !holds(rule.part, read, anyPlan);
    case 'anyPlan':
      return anyPlan(rule.condition);
    case 'compare':
      return compare(read(rule.property), rule.operator, rule.values);
  }
}

function compare(found: Value, operator: Operator, values: readonly Value[]): boolean {
  const own = typeof found === 'string' ? found.toLowerCase() || null : found;
  const [value = null] = values;
  const text = typeof own === 'string' ? own : '';
  switch (operator) {
    case 'eq':
      return own === (value === '' ? null : value);
    case 'ne':
      return !compare(found, 'eq', values);
    case 'in':
      return values.includes(own);
    case 'notIn':
      return !values.includes(own);
    case 'startsWith':
      return text.startsWith(String(value));
    case 'notStartsWith':
      return !text.startsWith(String(value));
    case 'contains':
      return text.includes(String(value));
    case 'notContains':
      return !text.includes(String(value));
  }
}

const never = (): boolean => false;
