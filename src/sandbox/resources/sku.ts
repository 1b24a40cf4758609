import { property, resource } from '../odata/resource';
import type { Sku } from '../tenant';
import { isoSecond } from './filters';

const shown = true;

/** A product ("subscribedSku resource type", Graph v1.0); only $select works on it. */
export const skuResource = resource<Sku>('SubscribedSku', 'microsoft.graph.subscribedSku', [
  property('accountName', 'Edm.String', (_sku, { tenant }) => tenant.organization.displayName, { shown }),
  property('accountId', 'Edm.String', (_sku, { tenant }) => tenant.organization.id, { shown }),
  property('appliesTo', 'Edm.String', (sku) => sku.appliesTo, { shown }),
  property('capabilityStatus', 'Edm.String', (sku) => sku.capabilityStatus, { shown }),
  property('consumedUnits', 'Edm.Int32', (sku, { tenant }) => tenant.consumed(sku.skuId), { shown }),
  property('id', 'Edm.String', (sku, { tenant }) => `${tenant.organization.id}_${sku.skuId}`, { shown }),
  property('skuId', 'Edm.Guid', (sku) => sku.skuId, { shown }),
  property('skuPartNumber', 'Edm.String', (sku) => sku.skuPartNumber, { shown }),
  property('subscriptionIds', undefined, (sku) => [subscriptionId(sku)], { shown }),
  property('prepaidUnits', undefined, (sku) => sku.units, { shown }),
  property('servicePlans', undefined, servicePlans, { shown }),
]);

/** What was bought, with its end ("companySubscription resource type", Graph v1.0). */
export const subscriptionResource = resource<Sku>(
  'CompanySubscription',
  'microsoft.graph.companySubscription',
  [
    property('id', 'Edm.String', subscriptionId, { shown }),
    property('commerceSubscriptionId', 'Edm.String', subscriptionId, { shown }),
    property('createdDateTime', 'Edm.DateTimeOffset', (_sku, { now }) => isoSecond(startOfYear(now, -1)), {
      shown,
    }),
    property('isTrial', 'Edm.Boolean', () => false, { shown }),
    property(
      'nextLifecycleDateTime',
      'Edm.DateTimeOffset',
      (_sku, { now }) => isoSecond(startOfYear(now, 1)),
      {
        shown,
      },
    ),
    property('ownerId', 'Edm.String', () => null, { shown }),
    property('ownerTenantId', 'Edm.String', () => null, { shown }),
    property('ownerType', 'Edm.String', () => 'User', { shown }),
    property('skuId', 'Edm.String', (sku) => sku.skuId, { shown }),
    property('skuPartNumber', 'Edm.String', (sku) => sku.skuPartNumber, { shown }),
    property('status', 'Edm.String', (sku) => sku.capabilityStatus, { shown }),
    property('totalLicenses', 'Edm.Int32', ({ units }) => units.enabled + units.warning + units.suspended, {
      shown,
    }),
    property('serviceStatus', undefined, servicePlans, { shown }),
  ],
);

function servicePlans(sku: Sku): object[] {
  return sku.plans.map((plan) => ({
    servicePlanId: plan.id,
    servicePlanName: plan.name,
    provisioningStatus: 'Success',
    appliesTo: plan.appliesTo,
  }));
}

/** A subscription is no product: its id differs from the product's, and is the same at every start. */
function subscriptionId(sku: Sku): string {
  return `${[...sku.skuId.slice(0, 8)].reverse().join('')}${sku.skuId.slice(8)}`;
}

function startOfYear(now: number, years: number): number {
  return Date.UTC(new Date(now).getUTCFullYear() + years, 0, 1);
}
