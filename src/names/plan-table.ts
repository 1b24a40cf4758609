import { businessApps } from './plans/business-apps';
import { devices } from './plans/devices';
import { mailAndFiles } from './plans/mail-and-files';
import { meetings } from './plans/meetings';
import { officeApps } from './plans/office-apps';
import { security } from './plans/security';

/**
 * The service plans of the products in `product-table.ts` by id. Source: Microsoft's list "Product names and service
 * plan identifiers for licensing" (learn.microsoft.com/entra/identity/users/licensing-service-plan-reference), as of
 * July 2026. It spells many plans in several ways, some of them wrong; of these the usual one stands here.
 */
export const planTable: Readonly<Record<string, string>> = {
  ...officeApps,
  ...mailAndFiles,
  ...meetings,
  ...security,
  ...devices,
  ...businessApps,
};
