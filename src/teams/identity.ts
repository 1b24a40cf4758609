import type { Activity } from 'botbuilder';
import { isGuid } from '../graph/guid';

/** Who an activity speaks for, or why that is not believed. */
export type Identity =
  | { readonly personId: string; readonly tenantId: string; readonly refusal?: undefined }
  | { readonly refusal: 'identity' | 'tenant' };

/**
 * Reads the caller from the fields that Teams sets and its token protects. All tenant ids in the activity must
 * agree and be the allowed one: neither the SDK nor the token checks the tenant.
 */
export function readIdentity(activity: Activity, allowedTenant: string): Identity {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | null | undefined;
  const account = activity.from as { tenantId?: unknown };
  const tenants = [activity.conversation.tenantId, channelData?.tenant?.id, account.tenantId].filter(
    (tenant): tenant is unknown => tenant !== undefined && tenant !== null && tenant !== '',
  );
  const allowed = allowedTenant.toLowerCase();
  const agree = tenants.every((tenant) => typeof tenant === 'string' && tenant.toLowerCase() === allowed);
  if (tenants.length === 0 || !agree) return { refusal: 'tenant' };
  const personId = activity.from.aadObjectId?.toLowerCase() ?? '';
  return isGuid(personId) ? { personId, tenantId: allowed } : { refusal: 'identity' };
}
