import type { GraphAssignedLicense } from '../graph/api';
import type { Change, ChangeFailure, ChangeKind, Edit } from './change';
import { isFinal } from './change-states';
import { afterEdit, samePlans, touchesAny } from './edit';
import type { NamedProduct } from './shapes';

/** What puts a group's licenses back to where a change found them. */
export interface Undoing {
  readonly kind: ChangeKind;
  readonly edit: Edit;
  /** What the undoing is about, as a change has it. */
  readonly product: NamedProduct;
}

type Done = Pick<Change, 'number' | 'state' | 'edit' | 'before'>;
/** A later change of the same group. */
type Later = Pick<Change, 'number' | 'origin' | 'asker' | 'edit' | 'acceptedAt'>;

/**
 * Works out how to undo a change, or why it cannot be undone. The group must be exactly as the change left it: whoever
 * altered it since may rely on what it is now. To undo an undoing is to do it again, by the same rules.
 * @param now the group's licenses as they are
 * @param later changes of the same group with higher numbers, newest first
 * @param nameOf names a product by its id
 */
export function undoing(
  change: Done,
  now: readonly GraphAssignedLicense[],
  later: readonly Later[],
  nameOf: (skuId: string) => string,
): Undoing | { readonly failure: ChangeFailure } {
  if (!isFinal(change.state)) return { failure: notEnded(change) };
  if (change.before === null)
    return refuse(
      'undo.nothing',
      `Change ${change.number} wrote nothing to the group, so there is nothing to undo.`,
    );
  const left = afterEdit(change.before, change.edit);
  const moved = difference(left, now);
  if (moved.length === 0) return back(change.before, now, nameOf);
  const isBack = difference(change.before, now).length === 0;
  return { failure: isBack ? isUndone(change, later) : changedSince(change, moved, later, nameOf) };
}

/** The edit that makes one set of licenses of another. */
function back(
  before: readonly GraphAssignedLicense[],
  now: readonly GraphAssignedLicense[],
  nameOf: (skuId: string) => string,
): Undoing | { readonly failure: ChangeFailure } {
  const wrong = difference(before, now);
  const named = (skuId: string): NamedProduct => ({ skuId, name: nameOf(skuId) });
  const add = before
    .filter(({ skuId }) => wrong.includes(skuId))
    .map(({ skuId, disabledPlans }) => ({ ...named(skuId), disabledPlans }));
  const remove = now
    .filter(({ skuId }) => !before.some((license) => license.skuId === skuId))
    .map(({ skuId }) => named(skuId));
  const product = add[0] ?? remove[0];
  if (!product) return refuse('undo.nothing', 'This change altered nothing, so there is nothing to undo.');
  const isThere = now.some(({ skuId }) => skuId === product.skuId);
  const kind = add.length === 0 ? 'remove' : remove.length > 0 ? 'swap' : isThere ? 'plans' : 'assign';
  return {
    kind,
    edit: { add, remove, basis: now.filter(({ skuId }) => wrong.includes(skuId)) },
    product: { skuId: product.skuId, name: product.name },
  };
}

/** Products that only one side has, or that have other plans off. */
function difference(
  one: readonly GraphAssignedLicense[],
  other: readonly GraphAssignedLicense[],
): readonly string[] {
  const all = new Set([...one, ...other].map(({ skuId }) => skuId));
  return [...all].filter((skuId) => {
    const [a, b] = [one, other].map((side) => side.find((license) => license.skuId === skuId));
    return !a || !b || !samePlans(a.disabledPlans, b.disabledPlans);
  });
}

export function notEnded({ number }: Pick<Change, 'number'>): ChangeFailure {
  return failure('undo.not-done', `Change ${number} has not ended yet.`);
}

function isUndone({ number }: Done, later: readonly Later[]): ChangeFailure {
  const by = later.find(({ origin, acceptedAt }) => origin.undoes === number && acceptedAt !== null);
  return failure(
    'undo.undone',
    by
      ? `Change ${number} was undone already, by change ${by.number} of ${by.asker.name}.`
      : `The group is already as it was before change ${number}, so there is nothing to undo.`,
  );
}

function changedSince(
  { number }: Done,
  moved: readonly string[],
  later: readonly Later[],
  nameOf: (skuId: string) => string,
): ChangeFailure {
  const by = later.find((change) => change.acceptedAt !== null && touchesAny(change, moved));
  const who = by
    ? `change ${by.number} by ${by.asker.name} altered the group’s licenses since`
    : 'somebody altered the group’s licenses since, outside of License Desk';
  return failure(
    'undo.changed-since',
    `Change ${number} cannot be undone, because ${who}: ${moved.map(nameOf).join(', ')}. Make a change of your own instead.`,
  );
}

function failure(code: string, sentence: string): ChangeFailure {
  return { code, sentence };
}

function refuse(code: string, sentence: string): { readonly failure: ChangeFailure } {
  return { failure: failure(code, sentence) };
}
