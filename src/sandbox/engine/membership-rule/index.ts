export { looksAtPlans, matches, type AssignedPlan } from './evaluate';
export { parseRule } from './parse';
export { RuleError } from './rule-error';
export type { Rule } from './rule';
