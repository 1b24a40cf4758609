import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Outsider } from '../access/access';
import { isGuid } from '../graph/guid';

/** Who an activity speaks for, or why that is not believed. */
export type Identity =
  | {
      readonly personId: string;
      /** The tenant that the bot serves, in whose name everything is stored. */
      readonly tenantId: string;
      /** Null for whom the directory knows, guests included: those it tells apart itself. */
      readonly outsider: Outsider | null;
      readonly refusal?: undefined;
    }
  | { readonly refusal: 'identity' | 'tenant' };

/**
 * Reads the caller from the fields that Teams sets and its token protects. All tenant ids in the activity must
 * agree: neither the SDK nor the token checks the tenant.
 * @param served the tenant that the bot serves
 * @param others tenants whose people may come in as outsiders
 */
export function readIdentity(activity: Activity, served: string, others: readonly string[]): Identity {
  const tenantId = served.toLowerCase();
  const sent = tenantOf(activity);
  if (sent === undefined || ![tenantId, ...others].includes(sent)) return { refusal: 'tenant' };
  const given = activity.from.aadObjectId?.toLowerCase() ?? '';
  if (isGuid(given)) {
    const outsider = sent === tenantId ? null : ({ kind: 'federated', tenantId: sent } as const);
    return { personId: given, tenantId, outsider };
  }
  // Signed in to no organization: the channel gives them an id of its own, and there is no other.
  if (given === '' && sent === tenantId && activity.from.id !== '')
    return { personId: stableId(activity.from.id), tenantId, outsider: { kind: 'anonymous' } };
  return { refusal: 'identity' };
}

/** The one tenant that all fields name; undefined when there is none, or more than one. */
function tenantOf(activity: Activity): string | undefined {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | null | undefined;
  const account = activity.from as { tenantId?: unknown };
  const tenants = [activity.conversation.tenantId, channelData?.tenant?.id, account.tenantId]
    .filter((tenant): tenant is unknown => tenant !== undefined && tenant !== null && tenant !== '')
    .map((tenant) => (typeof tenant === 'string' ? tenant.toLowerCase() : undefined));
  const [first] = tenants;
  return tenants.every((tenant) => tenant === first) ? first : undefined;
}

/** An id of the directory's form, of which the directory knows nothing: always the same for one id of the channel. */
function stableId(channelId: string): string {
  const hex = createHash('sha256').update(`anonymous ${channelId}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
