import type { Change, Edit } from '../change';
import type { ChangeState } from '../change-states';

/** So many groups can be given a product at once. */
export const mostGroups = 200;

/** One group of a batch: what was counted before, and how its own change stands as far as the batch has seen. */
export interface BatchGroup {
  readonly id: string;
  readonly name: string;
  /** Direct user members when the batch was prepared. */
  readonly members: number;
  /** Those of them who had the product then, from whatever source. */
  readonly holders: number;
  /** Of an undoing: what is put back in this group, and the number of its change that is undone. */
  readonly back?: { readonly edit: Edit; readonly undoes: number };
  /** Of a removal: those who were known to have the product from elsewhere, and keep it. */
  readonly keep?: number;
  /** The change of this group; absent until it was made. */
  readonly result?: GroupResult;
}

export interface GroupResult {
  readonly changeId: string;
  /** What people type: `status 18`. */
  readonly number: number;
  readonly state: ChangeState;
  readonly assigned: number;
  /** Of a removal: those who have it from no source any more. */
  readonly removed?: number;
  readonly failed: number;
  readonly unconfirmed: number;
  /** Why nothing was done; `''` unless the change failed. */
  readonly reason: string;
}

/** Why a group that was named is not among those of the batch. */
export type LeftOut = 'has-license' | 'running' | 'planned' | 'not-licensable' | 'not-undone';

export interface LeftOutGroup {
  readonly name: string;
  readonly why: LeftOut;
  /** Of an undoing: why it is not undone, in a sentence. */
  readonly reason?: string;
}

/** One product for several groups; or, of an undoing, taken away from them again. */
export interface Batch {
  readonly groups: readonly BatchGroup[];
  readonly leftOut: readonly LeftOutGroup[];
  /** Fewer people cannot be without the product now, however much the groups overlap. */
  readonly atLeast: number;
}

/** A change that stands for the changes of several groups. */
export type BatchChange = Change & { readonly batch: Batch };

export function isBatch(change: Change): change is BatchChange {
  return change.batch !== null;
}

/** Ids of the groups that a change is about. */
export function groupIdsOf(change: Pick<Change, 'group' | 'batch'>): readonly string[] {
  return change.batch ? change.batch.groups.map(({ id }) => id) : [change.group.id];
}

/** What is written to one group of a change. */
export function editOf({ edit, batch }: Pick<Change, 'edit' | 'batch'>, groupId: string): Edit {
  return batch?.groups.find(({ id }) => id === groupId)?.back?.edit ?? edit;
}

/** What a batch is called wherever one group has its name: "Sales, Marketing +38". */
export function nameOfGroups(groups: readonly Pick<BatchGroup, 'name'>[]): string {
  const named = groups.slice(0, 2).map(({ name }) => (name.length > 60 ? `${name.slice(0, 59)}…` : name));
  return groups.length > 2 ? `${named.join(', ')} +${groups.length - 2}` : named.join(', ');
}
