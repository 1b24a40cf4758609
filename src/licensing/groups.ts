import type { GraphGroup } from '../graph/api';
import type { Change } from './change';
import type { GroupChoice } from './group-choice';

/** Status of a licensed group in the admin center's three words. */
export type GroupStatus = 'all-assigned' | 'in-progress' | 'errors';

export function isDynamic(group: GraphGroup): boolean {
  return group.groupTypes.includes('DynamicMembership');
}

export function hasProduct(group: GraphGroup, skuId: string): boolean {
  return group.assignedLicenses.some((license) => license.skuId === skuId);
}

/** Entra has finished its pass. A group that was never licensed has no state at all, which is no pass either. */
export function isComplete(group: GraphGroup): boolean {
  return group.licenseProcessingState === 'ProcessingComplete';
}

/** The same for a change. Once its last license was taken away a group may have no state again, as before the first. */
export function hasEnded({ edit }: Pick<Change, 'edit'>, group: GraphGroup): boolean {
  return isComplete(group) || (edit.add.length === 0 && group.licenseProcessingState === '');
}

/** The states in which Entra still has something to do; unknown words count as that. */
export function isBusy(group: GraphGroup): boolean {
  return group.licenseProcessingState !== '' && !isComplete(group);
}

/** In progress wins over errors, because errors of an unfinished pass are not the last word. */
export function groupStatus(group: GraphGroup, groupsWithErrors: ReadonlySet<string>): GroupStatus {
  if (isBusy(group)) return 'in-progress';
  return groupsWithErrors.has(group.id) ? 'errors' : 'all-assigned';
}

/** "Microsoft 365 group", "Security group", … as the admin center names the kinds. */
export function groupKind(group: GraphGroup): string {
  if (group.groupTypes.includes('Unified')) return 'Microsoft 365 group';
  if (group.mailEnabled) return group.securityEnabled ? 'Mail-enabled security group' : 'Distribution list';
  return 'Security group';
}

/** What tells groups with equal names apart: kind, mail, number of members. */
export function toChoice(group: GraphGroup, members: number | undefined, locale = 'en'): GroupChoice {
  const count =
    members === undefined
      ? ''
      : `${new Intl.NumberFormat(locale).format(members)} member${members === 1 ? '' : 's'}`;
  return {
    id: group.id,
    name: group.displayName,
    detail: [isDynamic(group) ? `${groupKind(group)}, dynamic` : groupKind(group), group.mail, count]
      .filter(Boolean)
      .join(' · '),
  };
}
