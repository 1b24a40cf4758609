import { messageOf } from '../errors';
import type { GraphMember } from '../graph/api';
import { GraphError } from '../graph/errors';
import type { Change } from './change';
import { afterEdit } from './edit';
import { learnPair } from './rules/learn';
import { anyOf, type PlansOn } from './rules/plan-facts';
import { planReader, productMap, type Template } from './rules/template';
import type { LicensingDeps } from './services';

type LearnDeps = Pick<LicensingDeps, 'catalog' | 'now' | 'log'> & {
  readonly store: Pick<LicensingDeps['store'], 'facts'>;
};

/**
 * Keeps what a text of Graph's teaches about service plans: that of a refused change, of a person who was reprocessed,
 * of the audit log. To learn is never worth a failure, so this one does not throw.
 * @param said.on the sources of licenses that would stand together; without them the category must be known
 */
export async function learnFromText(
  deps: LearnDeps,
  tenantId: string,
  said: { readonly text: string; readonly on?: Template; readonly category?: string },
): Promise<void> {
  try {
    const products = productMap(await deps.catalog.products());
    const plansOf = planReader(products);
    const on: PlansOn = said.on ? anyOf(said.on.map(plansOf)) : { has: () => false };
    const pair = learnPair(said.text, {
      on,
      products,
      ...(said.category === undefined ? {} : { category: said.category }),
    });
    if (pair) await deps.store.facts.learn(tenantId, pair, deps.now());
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'nothing was learned from an answer of Graph');
  }
}

/** Graph refused to write a change: its text may name the plans that do not go together. */
export async function learnFromRefusal(
  deps: LearnDeps,
  change: Pick<Change, 'tenantId' | 'edit' | 'before'>,
  error: unknown,
): Promise<void> {
  if (!(error instanceof GraphError) || error.status !== 400 || !change.before) return;
  const on = afterEdit(change.before, change.edit);
  await learnFromText(deps, change.tenantId, { text: error.graphMessage, on });
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
