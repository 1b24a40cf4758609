import type { GraphGroup } from '../../graph/api';
import { isHeld } from '../rules/member';
import type { ExplainedMember } from './causes';
import type { PersonToRepair, RemedyKind } from './remedy';
import { staysBecause } from './stays';

/** The product that a person holds directly and that is in the way; `''` when there is none. */
export function directInTheWay({ reason, user }: Pick<ExplainedMember, 'reason' | 'user'>): string {
  const product =
    reason?.kind === 'conflict' && reason.other.from === ''
      ? reason.other.skuId
      : reason?.kind === 'needed' && reason.from === ''
        ? reason.skuId
        : '';
  const held = user.licenseAssignmentStates.some(
    (row) => row.skuId === product && row.assignedByGroup === '' && isHeld(row),
  );
  return held ? product : '';
}

/**
 * Whom of these a remedy can help. To try again can help everybody; a usage location those whose inherited one is
 * prohibited; to take a direct license away those for whom one is in the way.
 */
export function whomItHelps(
  kind: RemedyKind,
  members: readonly ExplainedMember[],
  group: GraphGroup,
): readonly PersonToRepair[] {
  switch (kind) {
    case 'reprocess':
      return members.map((member) => personOf(member));
    case 'set-location':
      return members
        .filter(
          ({ error, user }) => error === 'ProhibitedInUsageLocationViolation' && user.usageLocation === '',
        )
        .map((member) => personOf(member));
    case 'remove-direct':
      return members
        .map((member) => personOf(member, directInTheWay(member)))
        .filter(({ skuId }) => skuId !== '');
    case 'leave-out':
      return staysBecause(group) ? [] : members.map((member) => personOf(member));
  }
}

function personOf({ user, error }: ExplainedMember, skuId = ''): PersonToRepair {
  return {
    id: user.id,
    name: user.displayName,
    address: user.mail || user.userPrincipalName,
    error,
    skuId,
  };
}
