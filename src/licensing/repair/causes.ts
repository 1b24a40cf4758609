import { licenseErrors, type LicenseError } from '../change';
import { oldestFirst, type FailedMember } from './failed-member';
import type { Reason } from './reason';

export interface ExplainedMember extends FailedMember {
  readonly reason: Reason | undefined;
}

/** Everybody who fails for one of Entra's six reasons. */
export interface FailureCause {
  readonly error: LicenseError;
  /** The longest in error first. */
  readonly members: readonly ExplainedMember[];
  /** What exactly is in the way, the most frequent first. */
  readonly reasons: readonly { readonly reason: Reason; readonly count: number }[];
}

/** Failures by cause, the most frequent cause first. */
export function byCause(members: readonly ExplainedMember[]): readonly FailureCause[] {
  return licenseErrors
    .map((error) => causeOf(error, members))
    .filter((cause) => cause.members.length > 0)
    .sort((one, other) => other.members.length - one.members.length);
}

function causeOf(error: LicenseError, all: readonly ExplainedMember[]): FailureCause {
  const members = all.filter((member) => member.error === error).sort(oldestFirst);
  const reasons = new Map<string, { readonly reason: Reason; count: number }>();
  for (const { reason } of members) {
    if (!reason) continue;
    const key = JSON.stringify(reason);
    const known = reasons.get(key) ?? { reason, count: 0 };
    known.count += 1;
    reasons.set(key, known);
  }
  return { error, members, reasons: [...reasons.values()].sort((one, other) => other.count - one.count) };
}
