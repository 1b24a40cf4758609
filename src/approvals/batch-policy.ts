import { groupIdsOf, type Batch } from '../licensing/batch/batch';
import type { Change, ChangeFailure } from '../licensing/change';
import { needsSecondPerson, policyFor, type ApproverRule, type Policy, type RequestPolicy } from './policy';

type Subject = Pick<Change, 'product' | 'group' | 'batch' | 'forecast'>;

/** What holds for a request about a change; of a batch, what holds for its first group (`batchObstacle`: for all). */
export function policyOf(policy: Policy, change: Subject): RequestPolicy {
  return policyFor(policy, subjectFor(change, groupIdsOf(change)[0] ?? ''));
}

/**
 * Whether the policy wants somebody else to agree to what an administrator makes directly. A batch counts as one group
 * with the members of all: nobody gets past a limit by splitting.
 */
export function needsAgreement(policy: Policy, change: Subject): boolean {
  return groupIdsOf(change).some((groupId) => needsSecondPerson(policy, subjectFor(change, groupId)));
}

/**
 * Why one request cannot stand for all groups of a batch: one decision must be right for each of them, so all must have
 * the same approvers, and these cannot be the owners of each group.
 */
export function batchObstacle(
  policy: Policy,
  change: Subject & { readonly batch: Batch },
): ChangeFailure | undefined {
  const own = policyOf(policy, change);
  const other = change.batch.groups.filter(
    ({ id }) => JSON.stringify(policyFor(policy, subjectFor(change, id))) !== JSON.stringify(own),
  );
  if (other.length > 0) {
    const names = other.slice(0, 3).map(({ name }) => name.slice(0, 80));
    const more = other.length > names.length ? ` and ${other.length - names.length} more` : '';
    return {
      code: 'batch.other-approvers',
      sentence: `These groups need an approval, and others decide about ${names.join(', ')}${more}. Ask for them apart.`,
    };
  }
  const rules = own.stages.flatMap(({ approvers, escalate }) => [...approvers, ...(escalate?.to ?? [])]);
  return rules.some(byOwners) ? ownersDecide : undefined;
}

function byOwners({ kind }: ApproverRule): boolean {
  return kind === 'owners';
}

const ownersDecide: ChangeFailure = {
  code: 'batch.owners',
  sentence:
    'These groups need an approval, and the owners of each group decide about it. Ask for each group on its own.',
};

function subjectFor({ product, forecast }: Subject, groupId: string) {
  return { skuId: product.skuId, groupId, members: forecast.members };
}
