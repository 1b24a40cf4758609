import { property, resource } from '../odata/resource';
import type { Sku } from '../tenant';
import type { HeldLicense } from './licenses';

/** A product that a person holds, with its product as the tenant knows it. */
export interface LicenseDetail {
  readonly held: HeldLicense;
  readonly sku: Sku;
}

const shown = true;

/** "licenseDetails resource type", Graph v1.0. */
export const licenseDetailResource = resource<LicenseDetail>(
  'LicenseDetails',
  'microsoft.graph.licenseDetails',
  [
    property('id', 'Edm.String', ({ sku }) => detailId(sku.skuId), { shown }),
    property('skuId', 'Edm.Guid', ({ sku }) => sku.skuId, { shown }),
    property('skuPartNumber', 'Edm.String', ({ sku }) => sku.skuPartNumber, { shown }),
    property('servicePlans', undefined, plans, { shown }),
  ],
);

function plans({ held, sku }: LicenseDetail): object[] {
  return sku.plans.map((plan) => ({
    servicePlanId: plan.id,
    servicePlanName: plan.name,
    provisioningStatus: held.disabledPlans.includes(plan.id) ? 'Disabled' : 'Success',
    appliesTo: plan.appliesTo,
  }));
}

/** Graph's own ids here are opaque base64url. */
function detailId(skuId: string): string {
  return Buffer.from(skuId.replaceAll('-', ''), 'hex').toString('base64url');
}
