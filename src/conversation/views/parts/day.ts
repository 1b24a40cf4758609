import { formatDay } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';

/** A day with its year, which may be another one: "Mar 31, 2027"; `''` for what is no time. @param iso ISO 8601 */
export function dayOf(w: Words, iso: string | null | undefined): string {
  return formatDay(iso ?? '', w.locale);
}

/** The day as Input.Date wants it, `YYYY-MM-DD`; `''` for what is no time. */
export function inputDay(iso: string | null | undefined): string {
  const time = new Date(iso ?? '');
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10);
}
