import type { GraphApi, GraphLicenseAssignmentState, GraphUser } from '../../graph/api';
import type { LicenseError } from '../change';
import { toLicenseError } from '../outcome';

/** Somebody whose license from a group is in error. */
export interface FailedMember {
  readonly user: GraphUser;
  readonly error: LicenseError;
  /** The product whose row says so. */
  readonly skuId: string;
  /** When Entra last wrote that row, ISO time; `''` when it does not say. */
  readonly since: string;
}

/** Not given, or on the person still although it should be gone. */
export function isInError({ state }: Pick<GraphLicenseAssignmentState, 'state'>): boolean {
  return state === 'Error' || state === 'ActiveWithError';
}

/** Whether a license from this very group is in error. */
export function isFailing(user: Pick<GraphUser, 'licenseAssignmentStates'>, groupId: string): boolean {
  return user.licenseAssignmentStates.some((row) => row.assignedByGroup === groupId && isInError(row));
}

/**
 * Why a member is in error, by the row that tells most: one that is not just dragged down by another product (`Other`).
 * Where no row names the group any row in error must do, because Entra's attribution has been seen to drift.
 * @returns undefined: nothing of this person is in error
 */
export function toFailedMember(user: GraphUser, groupId: string): FailedMember | undefined {
  const failed = user.licenseAssignmentStates.filter(isInError);
  const own = failed.filter((row) => row.assignedByGroup === groupId);
  const rows = own.length > 0 ? own : failed;
  const row = rows.find((each) => toLicenseError(each.error) !== 'Other') ?? rows[0];
  return (
    row && {
      user,
      error: toLicenseError(row.error),
      skuId: row.skuId,
      since: row.lastUpdatedDateTime,
    }
  );
}

/** Page by page, each person once; `last` on the page behind which there is none. */
export async function* failedPages(
  graph: Pick<GraphApi, 'membersWithErrors'>,
  groupId: string,
): AsyncGenerator<{ readonly members: readonly FailedMember[]; readonly last: boolean }> {
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    const page = await graph.membersWithErrors(groupId, next);
    next = page.next;
    const fresh = page.items.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const members = fresh.map((user) => toFailedMember(user, groupId)).filter((each) => each !== undefined);
    yield { members, last: next === undefined };
  } while (next !== undefined);
}

/** The longest in error first; those of whom nobody knows since when come last. */
export function oldestFirst(one: FailedMember, other: FailedMember): number {
  const [a, b] = [Date.parse(one.since) || Infinity, Date.parse(other.since) || Infinity];
  if (a !== b) return a < b ? -1 : 1;
  return (
    one.user.displayName.localeCompare(other.user.displayName, 'en') || (one.user.id < other.user.id ? -1 : 1)
  );
}
