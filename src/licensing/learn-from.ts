import { messageOf } from '../errors';
import type { GraphMember } from '../graph/api';
import { GraphError } from '../graph/errors';
import type { Change, LicenseError } from './change';
import { afterEdit } from './edit';
import { knownPlanNames } from './rules/known-plan-facts';
import { learnPair } from './rules/learn';
import { anyOf } from './rules/plan-facts';
import { planReader, productMap } from './rules/template';
import type { LicensingDeps } from './services';

type LearnDeps = Pick<LicensingDeps, 'now' | 'log'> & {
  readonly catalog: Pick<LicensingDeps['catalog'], 'products'>;
  readonly store: Pick<LicensingDeps['store'], 'facts'>;
};

/** What Graph answered about one person, and its word for why the license failed. */
export interface Answer {
  readonly text: string;
  readonly category: LicenseError;
}

/** Different answers that are read at once; most people of a group fail for the same reason. */
const mostAnswers = 20;

/**
 * Keeps what Graph's texts about people teach about service plans: its answers to those who were reprocessed, and the
 * entries of the audit log. There the category must be known, and every id that of a plan, because such texts may name
 * accounts as well. To learn is never worth a failure, so this one does not throw.
 */
export async function learnFromAnswers(
  deps: LearnDeps,
  tenantId: string,
  answers: readonly Answer[],
): Promise<void> {
  const telling = answers.filter(
    ({ category }) => category === 'MutuallyExclusiveViolation' || category === 'DependencyViolation',
  );
  const different = [...new Map(telling.map((each) => [`${each.category} ${each.text}`, each])).values()];
  if (different.length === 0) return;
  try {
    const owned = await deps.catalog.products();
    const products = productMap(owned);
    const plans = new Set([
      ...knownPlanNames.keys(),
      ...owned.flatMap((each) => each.plans.map(({ id }) => id)),
    ]);
    const known = (await deps.store.facts.of(tenantId)).map(({ at: _at, ...fact }) => JSON.stringify(fact));
    for (const { text, category } of different.slice(0, mostAnswers)) {
      const pair = learnPair(text, { on: { has: () => false }, products, category });
      const ids = !pair ? [] : pair.kind === 'conflict' ? pair.plans : [pair.plan, ...pair.needsOneOf];
      if (!pair || !ids.every((id) => plans.has(id)) || known.includes(JSON.stringify(pair))) continue;
      await deps.store.facts.learn(tenantId, pair, deps.now());
    }
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'nothing was learned from what Graph said of people');
  }
}

/** Graph refused to write a change: its text may name the plans that do not go together. This one does not throw. */
export async function learnFromRefusal(
  deps: LearnDeps,
  change: Pick<Change, 'tenantId' | 'edit' | 'before'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof GraphError) || error.status !== 400 || !change.before) return;
  const template = afterEdit(change.before, change.edit);
  try {
    const products = productMap(await deps.catalog.products());
    const on = anyOf(template.map(planReader(products)));
    const pair = learnPair(error.graphMessage, { on, products });
    if (pair) await deps.store.facts.learn(change.tenantId, pair, deps.now());
  } catch (failure) {
    deps.log.warn({ error: messageOf(failure) }, 'nothing was learned from an answer of Graph');
  }
}

/** Gathers where Entra refused the products of a change for the sake of the usage location. */
export class RefusedLocations {
  private readonly found = new Map<string, { readonly skuId: string; readonly location: string }>();

  constructor(private readonly change: Pick<Change, 'group' | 'edit' | 'forecast' | 'acceptedAt'>) {}

  add(member: GraphMember): void {
    const { group, edit, forecast, acceptedAt } = this.change;
    const location = member.usageLocation || forecast.tenantUsageLocation;
    if (location === '') return;
    for (const row of member.licenseAssignmentStates) {
      if (row.error !== 'ProhibitedInUsageLocationViolation' || row.assignedByGroup !== group.id) continue;
      // An older refusal may speak of a location that was corrected since.
      if (!edit.add.some(({ skuId }) => skuId === row.skuId) || isBefore(row.lastUpdatedDateTime, acceptedAt))
        continue;
      this.found.set(`${row.skuId}/${location}`, { skuId: row.skuId, location });
    }
  }

  async learn(deps: LearnDeps, tenantId: string): Promise<void> {
    try {
      for (const each of this.found.values())
        await deps.store.facts.learn(tenantId, { kind: 'location', ...each }, deps.now());
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'refused locations were not kept');
    }
  }
}

/** Graph's times have whole seconds: what is within the same second is not before. */
function isBefore(time: string, limit: string | null): boolean {
  return limit !== null && !(Date.parse(time) + 1_000 > Date.parse(limit));
}
