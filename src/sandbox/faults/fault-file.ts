import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import type { FaultInput } from './fault';
import { FaultRulesInvalid, readFaults } from './read-faults';

const largestFile = 1024 * 1024;

/**
 * Rules from a JSON or YAML file: a list of rules, or `faults:` with one.
 * @throws FaultRulesInvalid when the file cannot be read or holds a wrong rule; all problems are told together
 */
export function readFaultFile(path: string): readonly FaultInput[] {
  const where = `The fault file ${path}`;
  let value: unknown;
  try {
    if (statSync(path).size > largestFile) throw new FaultRulesInvalid(['It is larger than 1 MB.'], where);
    // JSON is YAML. Aliases are refused: a few lines of them can grow to gigabytes.
    value = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof FaultRulesInvalid) throw error;
    throw new FaultRulesInvalid([`${error instanceof Error ? error.message : String(error)}`], where);
  }
  // An empty file is a file without rules, not a wrong one.
  return value == null ? [] : readFaults(value, where);
}
