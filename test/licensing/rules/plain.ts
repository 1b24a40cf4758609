import type { GraphUser } from '../../../src/graph/api';
import type { ForecastContext, Row } from '../../../src/licensing/rules/member';
import { memberForecaster, type MemberForecast } from '../../../src/licensing/rules/member-forecast';
import type { PlanFacts } from '../../../src/licensing/rules/plan-facts';
import type { Product } from '../../../src/licensing/product';
import { productMap, type Products } from '../../../src/licensing/rules/template';
import { ids, product, user } from '../../support/builders';

/** Plain data for the rules of the forecast: made-up products with one or two made-up plans each. */
export function guidOf(number: number): string {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const plan = {
  mail: guidOf(0xa1),
  mailPlus: guidOf(0xa2),
  archive: guidOf(0xa3),
  sites: guidOf(0xa4),
  phone: guidOf(0xa5),
} as const;

/** `suite` brings mail and sites, `rival` a mail that excludes it, `addOn` an archive that needs a mail. */
export const sku = {
  suite: guidOf(0xb1),
  rival: guidOf(0xb2),
  addOn: guidOf(0xb3),
  phone: guidOf(0xb4),
} as const;

export const facts: PlanFacts = {
  conflicts: [{ plans: [plan.mail, plan.mailPlus], source: 'a test' }],
  dependencies: [{ plan: plan.archive, needsOneOf: [plan.mail, plan.mailPlus], source: 'a test' }],
};

export function owned(skuId: string, plans: readonly string[], over: Partial<Product> = {}): Product {
  return product({
    skuId,
    name: `Product ${skuId.slice(6, 8)}`,
    plans: plans.map((id) => ({ id, name: `Plan ${id.slice(6, 8)}`, partNumber: id, perPerson: true })),
    ...over,
  });
}

export function products(...over: readonly Product[]): Products {
  const all = [
    owned(sku.suite, [plan.mail, plan.sites]),
    owned(sku.rival, [plan.mailPlus]),
    owned(sku.addOn, [plan.archive]),
    owned(sku.phone, [plan.phone]),
    ...over,
  ];
  return productMap(all);
}

export function license(skuId: string, disabledPlans: readonly string[] = []) {
  return { skuId, disabledPlans };
}

/** A row of licenseAssignmentStates from another group unless it says otherwise. */
export function row(skuId: string, over: Partial<Row> = {}): Row {
  return {
    skuId,
    assignedByGroup: ids.otherGroup,
    state: 'Active',
    error: '',
    lastUpdatedDateTime: '2026-11-01T00:00:00Z',
    disabledPlans: [],
    ...over,
  };
}

export const here = { assignedByGroup: ids.group } as const;
export const direct = { assignedByGroup: '' } as const;

export function member(rows: readonly Row[] = [], over: Partial<GraphUser> = {}): GraphUser {
  return user({ licenseAssignmentStates: rows, ...over });
}

/** Assigning the suite to a group that has nothing, unless it says otherwise. */
export function context(over: Partial<ForecastContext> = {}): ForecastContext {
  return {
    groupId: ids.group,
    template: [license(sku.suite)],
    added: [sku.suite],
    removed: [],
    products: products(),
    facts,
    prohibited: new Map(),
    tenantLocation: 'US',
    ...over,
  };
}

export function forecastFor(
  rows: readonly Row[],
  over: Partial<ForecastContext> = {},
  person: Partial<GraphUser> = {},
): MemberForecast {
  return memberForecaster(context(over))(member(rows, person));
}
