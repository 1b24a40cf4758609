import { needsAgreement } from '../../approvals/batch-policy';
import { needsSecondPerson } from '../../approvals/policy';
import { isBatch } from '../../licensing/batch/batch';
import type { Change } from '../../licensing/change';
import { productsOf } from '../../licensing/edit';
import { cancelDraft } from '../../licensing/confirm';
import { toChoices } from '../find-group';
import type { Desk, Reply, Turn } from '../turn';
import { requestFormView } from '../views/requests/request-form';
import { beginInput, readerOf } from '../when/asked';
import { tomorrow } from './dates';

/** Whether the policy wants somebody else to agree to a change that an administrator makes directly. */
export function wantsSecondPerson(desk: Desk, draft: Change): boolean {
  if (isBatch(draft)) return needsAgreement(desk.approvals.policy, draft);
  const { edit, group, forecast } = draft;
  return productsOf(edit).some((skuId) =>
    needsSecondPerson(desk.approvals.policy, { skuId, groupId: group.id, members: forecast.members }),
  );
}

/** The draft ends here; what was chosen stays on the form for a request. */
export async function askSecondPerson(desk: Desk, turn: Turn, draft: Change): Promise<Reply> {
  await cancelDraft(desk.licensing, draft, turn.person);
  const [group, products] = await Promise.all([desk.graph.group(draft.group.id), desk.catalog.products()]);
  const [selectedGroup] = await toChoices(desk.graph, group ? [group] : [], turn.words.locale);
  return {
    card: requestFormView(turn.words, {
      products: products.filter((product) => product.assignable),
      typeahead: turn.typeahead,
      selectedSkuId: draft.product.skuId,
      selectedGroup,
      earliest: tomorrow(desk.now()),
      begin: beginInput(readerOf(desk, turn), draft.schedule),
      notice: turn.words('request.secondPerson'),
    }),
  };
}
