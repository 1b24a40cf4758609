import type { Activity } from 'botbuilder';
import { zoneOf } from '../conversation/when/wall-clock';

/** The person's time zone, as Teams says it in the `clientInfo` entity of what they send; UTC when it says none. */
export function timeZoneOf(activity: Activity): string {
  const info = activity.entities?.find((entity) => entity.type === 'clientInfo');
  return zoneOf(info?.['timezone'] ?? activity.localTimezone);
}
