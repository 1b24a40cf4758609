import type { ZodIssue } from 'zod';
import { faultKinds, faultSchema, type FaultInput } from './fault';

/** Rules that cannot be used: the message names every problem, with the cure. */
export class FaultRulesInvalid extends Error {
  readonly code = 'sandbox.fault-rules-invalid';

  constructor(
    readonly problems: readonly string[],
    where = 'The fault rules',
  ) {
    super(`${where} cannot be used: ${problems.join(' ')}`);
  }
}

/** Most rules at once; more would slow every request. */
export const mostFaults = 200;

/**
 * Reads one rule, a list of rules, or `{ faults: [...] }`.
 * @throws FaultRulesInvalid with all problems together
 */
export function readFaults(value: unknown, where?: string): readonly FaultInput[] {
  const list = listOf(value);
  if (list.length > mostFaults)
    throw new FaultRulesInvalid([`There are ${list.length} rules; ${mostFaults} are allowed.`], where);
  const problems: string[] = [];
  const faults: FaultInput[] = [];
  for (const [index, each] of list.entries()) {
    const read = faultSchema.safeParse(each);
    if (read.success) faults.push(read.data);
    else problems.push(...read.error.issues.map((issue) => `${nameOf(each, index)}: ${sentence(issue)}.`));
  }
  for (const id of repeated(faults)) problems.push(`The id "${id}" is given to more than one rule.`);
  if (problems.length > 0) throw new FaultRulesInvalid(problems, where);
  return faults;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, 'faults')) {
    const { faults } = value as { faults: unknown };
    return Array.isArray(faults) ? faults : [faults];
  }
  return [value];
}

function nameOf(value: unknown, index: number): string {
  const kind = (value as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? `Rule ${index + 1} ("${kind.slice(0, 40)}")` : `Rule ${index + 1}`;
}

function sentence(issue: ZodIssue): string {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'invalid_union_discriminator':
      return `kind must be one of ${faultKinds.join(', ')}`;
    case 'unrecognized_keys':
      return `it has no field ${issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(', ')}`;
    default:
      return field === '' ? 'it must be an object with a kind' : `${field} ${issue.message}`;
  }
}

function repeated(faults: readonly FaultInput[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of faults) {
    if (id === undefined) continue;
    if (seen.has(id)) twice.add(id);
    seen.add(id);
  }
  return twice;
}
