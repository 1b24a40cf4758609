import type { Group, Tenant, User } from '../tenant';

/**
 * What the audit log says when two groups write the same product to one person at once. Nobody needs to act: the
 * engine tries again ("Resolve group license assignment problems").
 */
export const concurrencyException = 'LicenseAssignmentAttributeConcurrencyException';

/** Two writes to a person this close together are at once; and so long it takes until the next try. Milliseconds. */
export const clashMs = 1_000;

/** Whether another group that is in progress too has just written one of this group's products to a person. */
export function isBeingWritten(tenant: Tenant, user: User, group: Group, now: number): boolean {
  return user.assignments.some(
    ({ byGroup, skuId, updatedAt }) =>
      byGroup !== null &&
      byGroup !== group.id &&
      now - updatedAt < clashMs &&
      group.licenses.some((template) => template.skuId === skuId) &&
      isInProgress(tenant.groups.get(byGroup)),
  );
}

/** A group that was licensed again while it is in progress says that it is queued. */
function isInProgress(group: Group | undefined): boolean {
  return group?.processing === 'ProcessingInProgress' || group?.processing === 'QueuedForProcessing';
}
