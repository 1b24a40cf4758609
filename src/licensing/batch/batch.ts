import type { Change } from '../change';
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
  /** The change of this group; absent until it was made. */
  readonly result?: GroupResult;
}

export interface GroupResult {
  readonly changeId: string;
  /** What people type: `status 18`. */
  readonly number: number;
  readonly state: ChangeState;
  readonly assigned: number;
  readonly failed: number;
  readonly unconfirmed: number;
  /** Why nothing was done; `''` unless the change failed. */
  readonly reason: string;
}

/** Why a group that was named is not among those of the batch. */
export type LeftOut = 'has-license' | 'running' | 'planned' | 'not-licensable';

/** One product for several groups. */
export interface Batch {
  readonly groups: readonly BatchGroup[];
  readonly leftOut: readonly { readonly name: string; readonly why: LeftOut }[];
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

/** What a batch is called wherever one group has its name: "Sales, Marketing +38". */
export function nameOfGroups(groups: readonly Pick<BatchGroup, 'name'>[]): string {
  const named = groups.slice(0, 2).map(({ name }) => (name.length > 60 ? `${name.slice(0, 59)}…` : name));
  return groups.length > 2 ? `${named.join(', ')} +${groups.length - 2}` : named.join(', ');
}
