import type { GraphUser } from '../graph/api';
import { licenseErrors, type Change, type LicenseError, type Outcome } from './change';

/** How many people are named for each cause; the counts are always complete. */
const mostNamed = 100;

/** What Entra did for one member. */
export type MemberResult =
  | { readonly kind: 'assigned' | 'already-had' | 'unconfirmed' }
  /** Of a removal. */
  | { readonly kind: 'removed' | 'kept-elsewhere' }
  | { readonly kind: 'failed'; readonly error: LicenseError };

/** Graph's error word; the spelling `Others` of old answers and anything unknown become `Other`. */
export function toLicenseError(word: string): LicenseError {
  return licenseErrors.find((known) => known === word) ?? 'Other';
}

/**
 * Reads a member's licenseAssignmentStates, which has one row per source. Only the row of this group and product
 * speaks of our change: Active = given, Error and ActiveWithError = the last reconciliation failed.
 */
export function memberResult(user: GraphUser, groupId: string, skuId: string): MemberResult {
  const rows = user.licenseAssignmentStates.filter((row) => row.skuId === skuId);
  const own = rows.find((row) => row.assignedByGroup === groupId);
  if (!own) return { kind: 'unconfirmed' };
  if (own.state === 'Error' || own.state === 'ActiveWithError') {
    return { kind: 'failed', error: toLicenseError(own.error) };
  }
  if (own.state !== 'Active') return { kind: 'unconfirmed' };
  const elsewhere = rows.some((row) => row.assignedByGroup !== groupId && row.state.startsWith('Active'));
  return { kind: elsewhere ? 'already-had' : 'assigned' };
}

/**
 * The same for a removal. Without a row of this group the license is gone, as far as this group goes. ActiveWithError
 * says that it could not be given up, because another license depends on it; any other row is yet to go.
 */
export function removalResult(user: GraphUser, groupId: string, skuId: string): MemberResult {
  const rows = user.licenseAssignmentStates.filter((row) => row.skuId === skuId);
  const own = rows.find((row) => row.assignedByGroup === groupId);
  if (own?.state === 'ActiveWithError') return { kind: 'failed', error: toLicenseError(own.error) };
  if (own) return { kind: 'unconfirmed' };
  return { kind: rows.some((row) => row.state.startsWith('Active')) ? 'kept-elsewhere' : 'removed' };
}

/** Sums up members one by one, so that a group of any size needs constant memory. */
export class OutcomeTally {
  private counts = { members: 0, assigned: 0, alreadyHad: 0, removed: 0, keptElsewhere: 0, unconfirmed: 0 };
  private readonly failures = new Map<
    LicenseError,
    { count: number; people: { id: string; name: string; address: string }[] }
  >();

  constructor(
    private readonly groupId: string,
    private readonly skuId: string,
    private readonly kind: Change['kind'] = 'assign',
  ) {}

  add(user: GraphUser): void {
    this.counts.members += 1;
    const resultOf = this.kind === 'remove' ? removalResult : memberResult;
    const result = resultOf(user, this.groupId, this.skuId);
    switch (result.kind) {
      case 'assigned':
        this.counts.assigned += 1;
        return;
      case 'already-had':
        this.counts.alreadyHad += 1;
        return;
      case 'removed':
        this.counts.removed += 1;
        return;
      case 'kept-elsewhere':
        this.counts.keptElsewhere += 1;
        return;
      case 'unconfirmed':
        this.counts.unconfirmed += 1;
        return;
      case 'failed': {
        const cause = this.failures.get(result.error) ?? { count: 0, people: [] };
        cause.count += 1;
        if (cause.people.length < mostNamed) {
          cause.people.push({
            id: user.id,
            name: user.displayName,
            address: user.mail || user.userPrincipalName,
          });
        }
        this.failures.set(result.error, cause);
      }
    }
  }

  /** The sum so far; causes in the order of Entra's list. */
  outcome(): Outcome {
    const failures = licenseErrors.flatMap((error) => {
      const cause = this.failures.get(error);
      return cause ? [{ error, count: cause.count, people: cause.people }] : [];
    });
    const { removed, keptElsewhere, ...counts } = this.counts;
    return {
      ...counts,
      ...(this.kind === 'remove' ? { removed, keptElsewhere } : {}),
      failed: failures.reduce((sum, cause) => sum + cause.count, 0),
      failures,
    };
  }
}
