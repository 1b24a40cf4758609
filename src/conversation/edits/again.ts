import type { Change } from '../../licensing/change';
import { cancelDraft } from '../../licensing/confirm';
import type { Want } from '../../licensing/want';
import type { Desk, Reply, Turn } from '../turn';
import { editForm } from './form';
import { showPlans } from './plans';
import { reviewWant } from './review';
import { wantUndo } from './undo';
import { licensesOf } from '../../licensing/group-licenses';

/** Draws a draft anew: what it promised may have changed since. */
export async function reviewAgain(desk: Desk, turn: Turn, draft: Change): Promise<Reply> {
  return reviewWant(desk, turn, draft.group.id, await wantOf(desk, turn, draft), draft.schedule);
}

/** Back to where it was put together, with what was chosen. The draft ends here; the next review draws a new one. */
export async function editAgain(desk: Desk, turn: Turn, draft: Change): Promise<Reply> {
  await cancelDraft(desk.licensing, draft, turn.person);
  const { kind, edit, product } = draft;
  const group = await desk.graph.group(draft.group.id);
  const none = { group: '', license: '', to: '' };
  const [from] = edit.remove;
  const swaps = kind === 'swap' && from !== undefined;
  const known = {
    ...none,
    kind: swaps ? ('swap' as const) : ('remove' as const),
    groupId: group?.id ?? '',
    skuId: swaps ? from.skuId : product.skuId,
    toSkuId: swaps ? product.skuId : '',
  };
  if (!group) return editForm(turn, known, { notice: turn.words('edit.groupGone') });
  const [license] = edit.add;
  if (kind === 'plans' && license)
    return showPlans(desk, turn, group, license.skuId, { off: license.disabledPlans });
  const products = await desk.catalog.products();
  return editForm(turn, known, { group, products, own: licensesOf(group, products, desk.catalog.names) });
}

/** What the person wanted when the draft was made. */
export async function wantOf(desk: Desk, turn: Turn, { kind, edit, product, origin }: Change): Promise<Want> {
  const { skuId } = product;
  const needs = origin.needs ? { needs: origin.needs } : {};
  const undone =
    origin.undoes === undefined ? undefined : await desk.store.changes.byNumber(turn.tenantId, origin.undoes);
  if (undone) return wantUndo(desk, undone);
  switch (kind) {
    case 'assign':
    case 'repair':
      return { kind: 'assign', skuId, ...needs };
    case 'remove':
      return { kind, skuId };
    case 'swap':
      return { kind, skuId, fromSkuId: edit.remove[0]?.skuId ?? '', ...needs };
    case 'plans': {
      const shown = edit.basis?.[0]?.disabledPlans ?? [];
      return { kind, skuId, choice: { shown, wanted: edit.add[0]?.disabledPlans ?? [] } };
    }
  }
}
