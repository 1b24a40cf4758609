import type { GraphApi, GraphUser, GraphWriteResults } from '../../graph/api';
import { GraphError } from '../../graph/errors';
import type { Change } from '../change';
import { isHeld } from '../rules/member';
import { isFailing } from './failed-member';
import type { RepairedPerson, RepairResult, Remedy } from './remedy';

/** What became of some people: those with an end, and those who are to be tried again. */
export interface Treated {
  readonly settled: readonly RepairResult[];
  readonly again: readonly { readonly id: string; readonly error: GraphError }[];
}

export type TreatGraph = Pick<
  GraphApi,
  | 'peopleById'
  | 'reprocessUsers'
  | 'setUsageLocation'
  | 'removeDirectLicense'
  | 'removeMembers'
  | 'subscribedSkus'
>;

/** Reasons of our own, beside Graph's sentences. */
export const ownReasons = {
  gone: 'gone',
  noLongerFailing: 'no-longer-failing',
  noSeat: 'no-seat',
} as const;

/**
 * Applies a remedy to at most twenty people. Everybody is looked at first: who does not fail any more is left alone, and
 * what was done already is not done again, so that a step which is repeated after a crash does no harm.
 * @throws GraphError when nobody could be treated at all, such as for a permission that is missing
 */
export async function treat(
  graph: TreatGraph,
  { group, remedy }: Pick<Change, 'group'> & { readonly remedy: Remedy },
  people: readonly RepairedPerson[],
): Promise<Treated> {
  if (remedy.kind === 'reprocess') return tryAgain(graph, ids(people), nothing);
  const found = await graph.peopleById(ids(people));
  const skipped = people.flatMap((person): readonly RepairResult[] => {
    const user = found.get(person.id);
    if (!user) return [{ id: person.id, state: 'skipped', reason: ownReasons.gone }];
    return isFailing(user, group.id)
      ? []
      : [{ id: person.id, state: 'skipped', reason: ownReasons.noLongerFailing }];
  });
  const failing = people.filter(({ id }) => !skipped.some((each) => each.id === id));
  const before = { settled: skipped, again: [] };
  switch (remedy.kind) {
    case 'set-location': {
      const without = failing.filter(({ id }) => found.get(id)?.usageLocation === '');
      const set = outcomes(await graph.setUsageLocation(ids(without), remedy.location));
      return tryAgain(graph, rest(failing, set), plus(before, set));
    }
    case 'remove-direct':
      return plus(before, await takeAndTry(graph, group.id, failing, found));
    case 'leave-out': {
      const left = outcomes(await graph.removeMembers(group.id, ids(failing)), 404);
      return plus(before, left, rest(failing, left));
    }
  }
}

const nothing: Treated = { settled: [], again: [] };

/** Has Entra work out the licenses of people anew; what it answers for those who still fail is the reason. */
async function tryAgain(graph: TreatGraph, personIds: readonly string[], before: Treated): Promise<Treated> {
  const tried = outcomes(await graph.reprocessUsers(personIds));
  return plus(
    before,
    tried,
    rest(
      personIds.map((id) => ({ id })),
      tried,
    ),
  );
}

/**
 * Takes away what is in the way, and only from those for whom Entra still fails without it: that is asked first, and so
 * nobody loses anything when this app may not have Entra try again.
 */
async function takeAndTry(
  graph: TreatGraph,
  groupId: string,
  people: readonly RepairedPerson[],
  found: ReadonlyMap<string, GraphUser>,
): Promise<Treated> {
  const first = outcomes(await graph.reprocessUsers(ids(people)));
  const fine = rest(people, first).map((id) => ({
    id,
    state: 'skipped' as const,
    reason: ownReasons.noLongerFailing,
  }));
  const stuck = first.settled.filter(({ state }) => state === 'refused').map(({ id }) => id);
  const others = first.settled.filter(({ state }) => state !== 'refused');
  const before = { settled: [...others, ...fine], again: first.again };
  const [enough, tooMany] = await withSeats(
    graph,
    groupId,
    people.filter(({ id }) => stuck.includes(id)),
    found,
  );
  const refused = tooMany.map(({ id }) => ({ id, state: 'refused' as const, reason: ownReasons.noSeat }));
  const taken = await takeDirect(graph, enough, found);
  return tryAgain(graph, rest(enough, taken), plus(plus(before, taken), { settled: refused, again: [] }));
}

/** Takes away what people still hold directly, one product after the other. */
async function takeDirect(
  graph: TreatGraph,
  people: readonly RepairedPerson[],
  found: ReadonlyMap<string, GraphUser>,
): Promise<Treated> {
  let all = nothing;
  for (const skuId of new Set(people.map((person) => person.skuId))) {
    const holders = people.filter(
      (person) => person.skuId === skuId && holdsDirectly(found.get(person.id), skuId),
    );
    // 400: it is gone already, perhaps by an attempt that a crash cut off. If it is not, trying again says so.
    all = plus(all, outcomes(await graph.removeDirectLicense(ids(holders), skuId), 400));
  }
  return all;
}

/**
 * Who gives a license up must get the other one: no more people are treated than there are seats of what they would get
 * from the group. What somebody holds already from elsewhere needs none.
 */
async function withSeats(
  graph: TreatGraph,
  groupId: string,
  people: readonly RepairedPerson[],
  found: ReadonlyMap<string, GraphUser>,
): Promise<readonly [readonly RepairedPerson[], readonly RepairedPerson[]]> {
  if (people.length === 0) return [[], []];
  const free = new Map(
    (await graph.subscribedSkus()).map(({ skuId, prepaidUnits, consumedUnits }) => [
      skuId,
      prepaidUnits.enabled + prepaidUnits.warning - consumedUnits,
    ]),
  );
  const enough: RepairedPerson[] = [];
  const tooMany: RepairedPerson[] = [];
  for (const person of people) {
    const needed = neededFrom(found.get(person.id), groupId);
    const hasSeats = needed.every((skuId) => (free.get(skuId) ?? 0) > 0);
    (hasSeats ? enough : tooMany).push(person);
    if (hasSeats) for (const skuId of needed) free.set(skuId, (free.get(skuId) ?? 0) - 1);
  }
  return [enough, tooMany];
}

/** Products of the group that somebody has from nowhere yet. */
function neededFrom(user: GraphUser | undefined, groupId: string): readonly string[] {
  const rows = user?.licenseAssignmentStates ?? [];
  const held = new Set(rows.filter(isHeld).map(({ skuId }) => skuId));
  return rows
    .filter((row) => row.assignedByGroup === groupId && !held.has(row.skuId))
    .map(({ skuId }) => skuId);
}

function holdsDirectly(user: GraphUser | undefined, skuId: string): boolean {
  return (
    user?.licenseAssignmentStates.some((row) => row.skuId === skuId && row.assignedByGroup === '') ?? false
  );
}

/**
 * Failures of single writes. Those that may pass come again; every other one is the end for that person, with Graph's
 * sentence as its reason.
 * @param done a status that says that there is nothing to do any more
 * @throws GraphError when the app itself may not do this
 */
function outcomes(results: GraphWriteResults, done?: number): Treated {
  const settled: RepairResult[] = [];
  const again: { id: string; error: GraphError }[] = [];
  for (const [id, result] of results) {
    if (!(result instanceof GraphError) || result.status === done) continue;
    if (result.status === 401 || result.status === 403) throw result;
    if (result.passing) again.push({ id, error: result });
    else if (result.status === 404) settled.push({ id, state: 'skipped', reason: ownReasons.gone });
    else settled.push({ id, state: 'refused', reason: result.graphMessage || result.sentence });
  }
  return { settled, again };
}

function plus(one: Treated, other: Treated, done: readonly string[] = []): Treated {
  return {
    settled: [
      ...one.settled,
      ...other.settled,
      ...done.map((id) => ({ id, state: 'done' as const, reason: '' })),
    ],
    again: [...one.again, ...other.again],
  };
}

/** Those with whom nothing went wrong. */
function rest(people: readonly { readonly id: string }[], { settled, again }: Treated): readonly string[] {
  const out = new Set([...settled, ...again].map(({ id }) => id));
  return ids(people).filter((id) => !out.has(id));
}

function ids(people: readonly { readonly id: string }[]): readonly string[] {
  return people.map(({ id }) => id);
}
