import { formatCountry } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Forecast } from '../../../licensing/change';
import { nameOf, optionalText, someNames } from './names';

/** What somebody should know besides the numbers, the most surprising first. */
export function forecastNotes(w: Words, forecast: Forecast): readonly string[] {
  return [
    nested(w, forecast),
    ...conflicting(w, forecast),
    usageLocation(w, forecast),
    forecast.dynamic ? w('before.dynamic') : '',
    forecast.synced ? w('before.synced') : '',
    forecast.roleAssignable ? w('before.roleAssignable') : '',
  ].filter(Boolean);
}

/** Entra does not follow nested groups (Microsoft Entra, "Group-based licensing additional scenarios"). */
function nested(w: Words, forecast: Forecast): string {
  if (forecast.nestedOnly === 0) return '';
  const groups = someNames(w, forecast.nestedGroups, forecast.nestedGroupCount);
  return groups
    ? w('before.nested', { count: forecast.nestedOnly, groups })
    : w('before.nestedUnnamed', { count: forecast.nestedOnly });
}

/** The two most frequent ones; whom it really concerns is said by the forecast of each member. */
function conflicting(w: Words, forecast: Forecast): readonly string[] {
  return (forecast.conflicting ?? [])
    .slice(0, 2)
    .map(({ name, holders }) => w('before.conflicting', { count: holders, other: nameOf(w, name) }));
}

function usageLocation(w: Words, forecast: Forecast): string {
  const count = forecast.withoutUsageLocation;
  if (count === undefined) return w('before.locationUnknown');
  if (count === 0) return '';
  const code = optionalText(forecast.tenantUsageLocation, 20);
  return code
    ? w('before.noLocation', { count, country: formatCountry(code, w.locale) })
    : w('before.noLocationAtAll', { count });
}
