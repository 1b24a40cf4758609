import type { GraphLicenseAssignmentState, GraphMember } from '../graph/api';
import { licenseErrors, type Change, type LicenseError, type Outcome } from './change';
import { samePlans } from './edit';

/** How many people are named for each cause; the counts are always complete. */
export const mostNamed = 100;

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
 * Reads a member's licenseAssignmentStates, which has one row per source. Only the rows of this group speak of our
 * change: Active = given, Error and ActiveWithError = the last reconciliation failed. All parts of an edit must have
 * come to pass; one that failed is what the person is told of, and the others that it dragged down (`Other`) are not.
 * @param siblings other groups that were given the same at once: who has it through them did not have it before
 */
export function memberResult(
  user: GraphMember,
  { kind, group, edit }: Pick<Change, 'kind' | 'group' | 'edit'>,
  siblings: ReadonlySet<string> = alone,
): MemberResult {
  const rowsOf = (skuId: string): Rows => {
    const rows = user.licenseAssignmentStates.filter((row) => row.skuId === skuId);
    return {
      own: rows.find((row) => row.assignedByGroup === group.id),
      elsewhere: rows.some(
        ({ assignedByGroup: source, state }) =>
          source !== group.id && !siblings.has(source) && state.startsWith('Active'),
      ),
    };
  };
  const added = edit.add.map(({ skuId, disabledPlans }) =>
    additionResult(rowsOf(skuId), kind === 'plans' ? disabledPlans : undefined),
  );
  const results = [...added, ...edit.remove.map(({ skuId }) => removalResult(rowsOf(skuId)))];
  const failed = results.filter((result) => result.kind === 'failed');
  const worst = failed.find(({ error }) => error !== 'Other') ?? failed[0];
  if (worst) return worst;
  if (results.some((result) => result.kind === 'unconfirmed')) return { kind: 'unconfirmed' };
  // What is given is the point of a swap.
  return results.find((result) => result.kind === 'assigned') ?? results[0] ?? { kind: 'unconfirmed' };
}

const alone: ReadonlySet<string> = new Set();

interface Rows {
  /** The row that this group brought about. */
  readonly own: GraphLicenseAssignmentState | undefined;
  readonly elsewhere: boolean;
}

/** @param plans the plans that must be off, where that is the point */
function additionResult({ own, elsewhere }: Rows, plans: readonly string[] | undefined): MemberResult {
  if (!own) return { kind: 'unconfirmed' };
  if (own.state === 'Error' || own.state === 'ActiveWithError') {
    return { kind: 'failed', error: toLicenseError(own.error) };
  }
  if (own.state !== 'Active') return { kind: 'unconfirmed' };
  if (plans) return { kind: samePlans(own.disabledPlans, plans) ? 'assigned' : 'unconfirmed' };
  return { kind: elsewhere ? 'already-had' : 'assigned' };
}

/**
 * Without a row of this group the license is gone, as far as this group goes. ActiveWithError says that it could not be
 * given up, because another license depends on it; any other row is yet to go.
 */
function removalResult({ own, elsewhere }: Rows): MemberResult {
  if (own?.state === 'ActiveWithError') return { kind: 'failed', error: toLicenseError(own.error) };
  if (own) return { kind: 'unconfirmed' };
  return { kind: elsewhere ? 'kept-elsewhere' : 'removed' };
}

/** Sums up members one by one, so that a group of any size needs constant memory. */
export class OutcomeTally {
  private counts = { members: 0, assigned: 0, alreadyHad: 0, removed: 0, keptElsewhere: 0, unconfirmed: 0 };
  private readonly failures = new Map<
    LicenseError,
    { count: number; people: { id: string; name: string; address: string }[] }
  >();

  constructor(
    private readonly change: Pick<Change, 'kind' | 'group' | 'edit'>,
    private readonly siblings: ReadonlySet<string> = alone,
  ) {}

  add(user: GraphMember): void {
    this.counts.members += 1;
    const result = memberResult(user, this.change, this.siblings);
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
      ...(this.change.kind === 'remove' ? { removed, keptElsewhere } : {}),
      failed: failures.reduce((sum, cause) => sum + cause.count, 0),
      failures,
    };
  }
}
