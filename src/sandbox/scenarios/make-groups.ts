import { contosoDomain, type people } from '../contoso/people';
import { newGroup, type Group } from '../tenant';
import type { GroupSeed } from './scenario';

const day = 24 * 3600 * 1000;

/** Where Graph shows no owners: mail groups belong to Exchange, and synchronized ones to their own directory. */
const withoutOwners: readonly GroupSeed['kind'][] = ['mail-security', 'distribution'];

/** The named people who own a group. */
export function ownersOf({ kind, synced }: GroupSeed): readonly (keyof typeof people)[] {
  return synced || withoutOwners.includes(kind) ? [] : ['adele'];
}

/** A group as its seed describes it, still without members and licenses. */
export function makeGroup(seed: GroupSeed, id: string, now: number): Group {
  const kind = seed.kind ?? 'security';
  const unified = kind.startsWith('microsoft365');
  return newGroup({
    id,
    displayName: seed.name,
    description: seed.description,
    mail: seed.mail ? `${seed.mail}@${contosoDomain}` : null,
    mailNickname: seed.mail ?? id.slice(0, 8),
    mailEnabled: kind !== 'security',
    securityEnabled: kind !== 'microsoft365' && kind !== 'distribution',
    groupTypes: [...(unified ? ['Unified'] : []), ...(seed.rule ? ['DynamicMembership'] : [])],
    membershipRule: seed.rule ?? null,
    onPremisesSyncEnabled: seed.synced ? true : null,
    isAssignableToRole: seed.roleAssignable ?? null,
    visibility: unified ? 'Private' : null,
    createdAt: now - 400 * day,
  });
}
