import type { GraphGroup } from '../../graph/api';
import { isDynamic } from '../groups';

/** Why nobody can be taken out of a group here. */
export type StaysBecause = 'dynamic' | 'synced' | 'role-assignable';

/** A group whose members are not chosen one by one, or not by this app. */
export function staysBecause(group: GraphGroup): StaysBecause | undefined {
  if (isDynamic(group)) return 'dynamic';
  if (group.onPremisesSyncEnabled) return 'synced';
  // Graph takes more than the permission for members there (learn.microsoft.com/graph/api/group-delete-members).
  return group.isAssignableToRole ? 'role-assignable' : undefined;
}

export const staySentences = {
  dynamic:
    'A rule decides who is in this group. Change the rule, or what it looks at, so that it leaves these people out.',
  synced:
    'This group is synchronized from on-premises. Take these people out of it there; the next synchronization brings it here.',
  'role-assignable':
    'This group can hold directory roles. Only a Privileged Role Administrator may change its members, in the Microsoft Entra admin center.',
} as const satisfies Record<StaysBecause, string>;
