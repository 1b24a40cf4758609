import type { Words } from '../../../i18n/words';
import type { Forecast } from '../../../licensing/change';

/** The numbers of a forecast, each with what it counts. */
export function forecastCounts(
  w: Words,
  forecast: Forecast,
): readonly { readonly label: string; readonly value: string }[] {
  const count = (label: string, number: number) => ({ label, value: w('number', { number }) });
  return [
    count(w('before.members'), forecast.members),
    count(w('before.already'), forecast.alreadyLicensed),
    count(w('before.needed'), forecast.seatsNeeded),
    count(w('before.available'), Math.max(0, forecast.seatsAvailable)),
  ];
}

/** How many members Entra will have no seat for. */
export function missingSeats(forecast: Forecast): number {
  return Math.max(0, forecast.seatsNeeded - Math.max(0, forecast.seatsAvailable));
}

/** The forecast in one sentence, never better than it is. @param license plain text */
export function whoGetsIt(w: Words, forecast: Forecast, license: string): string {
  if (forecast.members === 0) return w('before.empty', { license });
  if (forecast.seatsNeeded === 0) return w('before.allHave', { license });
  const short = missingSeats(forecast);
  if (short === 0) return w('before.will', { count: forecast.seatsNeeded, license });
  const can = forecast.seatsNeeded - short;
  if (can === 0) return w('before.willNone', { license });
  return w('before.willSome', { count: can, needed: forecast.seatsNeeded, license });
}
