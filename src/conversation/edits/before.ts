import { policyFor } from '../../approvals/policy';
import { isBatch } from '../../licensing/batch/batch';
import type { Change } from '../../licensing/change';
import { beforeBatch } from '../batch/review';
import type { CardView } from '../card-view';
import { wantsSecondPerson } from '../requests/second-person';
import { whomRulesMean } from '../requests/who-decides';
import type { Desk, Turn } from '../turn';
import { beforeEditView } from '../views/edits/before-edit';
import { mustTypeName } from './type-name';

/** What a draft would do, and what it takes to have it done: perhaps the group's name, perhaps somebody's approval. */
export async function beforeEdit(
  desk: Desk,
  turn: Turn,
  change: Change,
  {
    asks = false,
    ...more
  }: { readonly notice?: string; readonly justification?: string; readonly asks?: boolean } = {},
): Promise<CardView> {
  if (isBatch(change)) return beforeBatch(desk, turn, change, { ...more, asks });
  return beforeEditView(turn.words, {
    change,
    ...more,
    typeName: mustTypeName(desk, change),
    mayWait: desk.byHand === null,
    approvers: wantsSecondPerson(desk, change) ? await approversOf(desk, change) : null,
  });
}

async function approversOf(desk: Desk, change: Change): Promise<readonly string[]> {
  const { product, group, forecast } = change;
  const subject = { skuId: product.skuId, groupId: group.id, members: forecast.members };
  const [first] = policyFor(desk.approvals.policy, subject).stages;
  return (await whomRulesMean(desk, change, () => first?.approvers ?? [])).approvers;
}
