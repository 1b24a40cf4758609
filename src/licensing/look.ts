import type { GraphGroup } from '../graph/api';
import type { Change } from './change';
import { isAsWanted } from './edit';
import { permitFor } from './permit';
import type { Product } from './product';
import { mustWait, ofSamePair, othersOfGroup } from './same-pair';
import type { LicensingDeps } from './services';

/** What was read right before a change is written. */
export interface Looked {
  readonly group: GraphGroup | undefined;
  readonly products: readonly Product[];
  /** An attempt whose fate was unknown has worked: nobody's word can make that undone, so nobody was asked for it. */
  readonly found: boolean;
  readonly permit: Awaited<ReturnType<typeof permitFor>>;
  readonly at: Date;
}

/**
 * A group that one of ours was written to so lately, before or after it was read, is read again: the writer may have been
 * slow (a request with its repetitions takes up to 20 s), and its clock a little behind. Milliseconds.
 */
const unsettledMs = 30_000;

/** Reads everything that decides whether and how a change is written. @param others of the same group and product */
export async function lookAt(
  deps: LicensingDeps,
  change: Change,
  others: readonly Change[],
): Promise<Looked> {
  const at = deps.now();
  const [group, products] = await Promise.all([deps.graph.group(change.group.id), deps.catalog.products()]);
  const found = group !== undefined && change.attemptedAt !== null && isAsWanted(change, group);
  return { group, products, found, permit: found ? 'granted' : await permitFor(deps, change, others), at };
}

/**
 * The same before the turn to write has come, so that one process reads while another writes. Only the first attempt to
 * write something that does not hang on what else is on the group.
 */
export async function lookAhead(deps: LicensingDeps, change: Change): Promise<Looked | undefined> {
  if (change.state !== 'queued' || change.remedy !== null || change.origin.grant !== undefined)
    return undefined;
  const others = await othersOfGroup(deps.store, change);
  const pair = ofSamePair(change, others);
  if (mustWait(change, pair) || isUnsettled(others, deps.now())) return undefined;
  return lookAt(deps, change, pair);
}

/** Whether one of these is being written, or was about the time of a reading of their group. */
export function isUnsettled(others: readonly Change[], readAt: Date): boolean {
  const since = readAt.getTime() - unsettledMs;
  const isLate = (time: string | null): boolean => time !== null && Date.parse(time) > since;
  return others.some((other) => {
    return other.state === 'applying' || isLate(other.attemptedAt) || isLate(other.acceptedAt);
  });
}
