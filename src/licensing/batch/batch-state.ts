import type { Change, ChangeFailure, LicenseError, Outcome, Progress } from '../change';
import { isFinal } from '../change-states';
import type { Batch, BatchGroup, GroupResult } from './batch';

/** The part of a group's change that its batch follows from. */
export type Child = Pick<Change, 'id' | 'number' | 'state' | 'group' | 'outcome' | 'progress' | 'failure'>;

/** Names that are kept of each cause. */
const mostPeople = 5;

/** What a batch is while its groups are worked on, or how it ended. */
export interface BatchReading {
  readonly groups: readonly BatchGroup[];
  readonly progress: Progress;
  /** undefined as long as one group has not ended. */
  readonly end?:
    | { readonly to: 'done' | 'done-with-failures'; readonly outcome: Outcome }
    | { readonly to: 'failed'; readonly failure: ChangeFailure; readonly outcome: null };
}

/** How a batch stands, from the changes of its groups: it has ended when each of them has. */
export function readBatch(batch: Batch, children: readonly Child[]): BatchReading {
  const byGroup = new Map(children.map((child) => [child.group.id, child]));
  const groups = batch.groups.map((group) => {
    const child = byGroup.get(group.id);
    return child ? { ...group, result: resultOf(child) } : group;
  });
  const progress = progressOf(groups, byGroup);
  if (children.length < groups.length || children.some(({ state }) => !isFinal(state))) {
    return { groups, progress };
  }
  return { groups, progress, end: endOf(children) };
}

/** In how many groups it has ended, and in how many of these not everybody was given the product. */
export function groupCounts({ groups }: Pick<Batch, 'groups'>): {
  readonly all: number;
  readonly done: number;
  readonly withFailures: number;
} {
  const ended = groups.filter(({ result }) => result !== undefined && isFinal(result.state));
  return {
    all: groups.length,
    done: ended.length,
    withFailures: ended.filter(({ result }) => result?.state !== 'done').length,
  };
}

/** Whether nothing that a card of the batch shows has moved. */
export function sameResults(before: readonly BatchGroup[], now: readonly BatchGroup[]): boolean {
  return now.every(({ result: b }, index) => {
    const a = before[index]?.result;
    return (
      a?.changeId === b?.changeId &&
      a?.state === b?.state &&
      a?.assigned === b?.assigned &&
      a?.removed === b?.removed &&
      a?.failed === b?.failed &&
      a?.unconfirmed === b?.unconfirmed
    );
  });
}

function resultOf({ id, number, state, outcome, progress, failure }: Child): GroupResult {
  return {
    changeId: id,
    number,
    state,
    assigned: outcome?.assigned ?? 0,
    ...(outcome?.removed === undefined ? {} : { removed: outcome.removed }),
    failed: outcome?.failed ?? progress?.failed ?? 0,
    unconfirmed: outcome?.unconfirmed ?? 0,
    reason: failure?.sentence.slice(0, 300) ?? '',
  };
}

/** Members who are in several of the groups count in each. */
function progressOf(groups: readonly BatchGroup[], byGroup: ReadonlyMap<string, Child>): Progress {
  const sums = { members: 0, licensed: 0, failed: 0 };
  for (const { id, members } of groups) {
    const child = byGroup.get(id);
    const of = child?.outcome ?? child?.progress;
    const failed = of?.failed ?? 0;
    sums.members += of?.members ?? members;
    sums.failed += failed;
    sums.licensed += child?.outcome
      ? child.outcome.assigned + child.outcome.alreadyHad
      : (child?.progress?.licensed ?? 0);
  }
  return { ...sums, phase: 'processing' };
}

function endOf(children: readonly Child[]): NonNullable<BatchReading['end']> {
  const outcomes = children.flatMap(({ outcome }) => outcome ?? []);
  if (outcomes.length === 0) return { to: 'failed', failure: noneDone(children), outcome: null };
  const isWhole = children.every(({ state }) => state === 'done');
  return { to: isWhole ? 'done' : 'done-with-failures', outcome: sumOf(outcomes) };
}

function sumOf(outcomes: readonly Outcome[]): Outcome {
  const sum = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const causes = new Map<LicenseError, Outcome['failures'][number]>();
  for (const { error, count, people } of outcomes.flatMap(({ failures }) => failures)) {
    const known = causes.get(error);
    const all = new Map([...(known?.people ?? []), ...people].map((person) => [person.id, person]));
    const first = [...all.values()].slice(0, mostPeople);
    causes.set(error, { error, count: (known?.count ?? 0) + count, people: first });
  }
  return {
    members: sum(({ members }) => members),
    assigned: sum(({ assigned }) => assigned),
    alreadyHad: sum(({ alreadyHad }) => alreadyHad),
    ...(outcomes.some(({ removed }) => removed !== undefined)
      ? {
          removed: sum(({ removed = 0 }) => removed),
          keptElsewhere: sum(({ keptElsewhere = 0 }) => keptElsewhere),
        }
      : {}),
    failed: sum(({ failed }) => failed),
    unconfirmed: sum(({ unconfirmed }) => unconfirmed),
    failures: [...causes.values()].toSorted((a, b) => b.count - a.count),
  };
}

/** The reason is said where it is one and the same. */
function noneDone(children: readonly Child[]): ChangeFailure {
  const reasons = new Set(children.flatMap(({ failure }) => failure?.sentence ?? []));
  const [only] = reasons;
  return {
    code: 'batch.none',
    sentence: `Nothing was done in any of the ${children.length} groups.${reasons.size === 1 ? ` ${only}` : ''}`,
  };
}
