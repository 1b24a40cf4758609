import type { GraphCaller, GraphGroup, GraphUser, SubscribedSku } from '../../src/graph/api';
import type { Change, Edit, Forecast, NewChange } from '../../src/licensing/change';
import type { Product } from '../../src/licensing/product';

/** Plain data for rule tests: everything valid, nothing special, each field replaceable. */
export const ids = {
  tenant: '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30',
  group: '11111111-1111-4111-8111-111111111111',
  otherGroup: '22222222-2222-4222-8222-222222222222',
  e3: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  visio: 'c5928f49-12ba-48f7-ada3-0d743a3601d5',
  person: 'b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b01',
  change: '33333333-3333-4333-8333-333333333333',
} as const;

export const noon = new Date('2026-11-24T12:00:00.000Z');

/** Noon plus some seconds. */
export function after(seconds: number): Date {
  return new Date(noon.getTime() + seconds * 1000);
}

export function sku(over: Partial<SubscribedSku> = {}): SubscribedSku {
  return {
    skuId: ids.e3,
    skuPartNumber: 'SPE_E3',
    capabilityStatus: 'Enabled',
    appliesTo: 'User',
    consumedUnits: 412,
    prepaidUnits: { enabled: 500, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: [],
    ...over,
  };
}

export function product(over: Partial<Product> = {}): Product {
  return {
    skuId: ids.e3,
    partNumber: 'SPE_E3',
    name: 'Microsoft 365 E3',
    plans: [],
    state: 'ok',
    assignable: true,
    used: 412,
    total: 500,
    available: 88,
    ...over,
  };
}

export function group(over: Partial<GraphGroup> = {}): GraphGroup {
  return {
    id: ids.group,
    displayName: 'Contoso sales',
    description: '',
    mail: '',
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    membershipRule: '',
    onPremisesSyncEnabled: false,
    isAssignableToRole: false,
    assignedLicenses: [],
    licenseProcessingState: '',
    ...over,
  };
}

export function user(over: Partial<GraphUser> = {}): GraphUser {
  return {
    id: ids.person,
    displayName: 'Megan Bowen',
    userPrincipalName: 'meganb@contoso.example',
    mail: 'meganb@contoso.example',
    userType: 'Member',
    accountEnabled: true,
    usageLocation: 'US',
    licenseAssignmentStates: [],
    ...over,
  };
}

export function caller(over: Partial<GraphCaller> = {}): GraphCaller {
  return {
    user: user(),
    roles: [{ displayName: 'License Administrator', roleTemplateId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a' }],
    ...over,
  };
}

export function forecast(over: Partial<Forecast> = {}): Forecast {
  return {
    members: 12,
    alreadyLicensed: 3,
    errorsBefore: 0,
    seatsNeeded: 9,
    seatsAvailable: 88,
    nestedOnly: 0,
    nestedGroups: [],
    nestedGroupCount: 0,
    withoutUsageLocation: 0,
    tenantUsageLocation: 'US',
    dynamic: false,
    synced: false,
    roleAssignable: false,
    madeAt: noon.toISOString(),
    ...over,
  };
}

/** Gives a product with all its plans. */
export function giving(product: Change['product'], disabledPlans: readonly string[] = []): Edit {
  return { add: [{ ...product, disabledPlans }], remove: [] };
}

/** Takes a product away. */
export function taking(product: Change['product']): Edit {
  return { add: [], remove: [product] };
}

/** A change; what it edits follows from its kind and product unless it is said. */
export function change(over: Partial<Change> = {}): Change {
  const product = over.product ?? { skuId: ids.e3, name: 'Microsoft 365 E3' };
  return {
    id: ids.change,
    number: 17,
    tenantId: ids.tenant,
    kind: 'assign',
    state: 'processing',
    revision: 4,
    group: { id: ids.group, name: 'Contoso sales' },
    product,
    edit: over.kind === 'remove' ? taking(product) : giving(product),
    remedy: null,
    batch: null,
    parentId: null,
    before: null,
    origin: {},
    asker: { id: ids.person, name: 'Megan Bowen' },
    conversationId: 'a:personal-megan',
    locale: 'en',
    forecast: forecast(),
    progress: null,
    outcome: null,
    failure: null,
    request: null,
    schedule: null,
    createdAt: noon.toISOString(),
    confirmedAt: noon.toISOString(),
    attemptedAt: noon.toISOString(),
    acceptedAt: noon.toISOString(),
    busySeenAt: null,
    completeSeenAt: null,
    finishedAt: null,
    nextAt: null,
    attempts: 0,
    ...over,
  };
}

/** A change as it is handed to the store. */
export function newChange(over: Partial<NewChange> = {}): NewChange {
  const { tenantId, kind, group, product, edit, origin, asker, conversationId, locale } = change(over);
  const fields = { tenantId, kind, group, product, edit, origin, asker, conversationId, locale };
  const remedy = over.remedy ? { remedy: over.remedy } : {};
  const batch = over.batch ? { batch: over.batch } : {};
  return { ...fields, ...remedy, ...batch, forecast: over.forecast ?? forecast() };
}

/** The fields of a form for a time, with nothing chosen. */
export const noBegin = { date: '', time: '', earliest: '2026-11-24', zone: 'Europe/Berlin' } as const;
