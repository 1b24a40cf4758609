/** Making a formatter takes a hundred times as long as using it; locales come from clients, so only so many are kept. */
const mostRemembered = 100;

function remembered<T>(make: (locale: string, timeZone: string) => T) {
  const made = new Map<string, T>();
  return (locale: string, timeZone = 'UTC'): T => {
    const key = `${locale} ${timeZone}`;
    const before = made.get(key);
    if (before) return before;
    const formatter = make(locale, timeZone);
    if (made.size < mostRemembered) made.set(key, formatter);
    return formatter;
  };
}

const numbers = remembered((locale) => new Intl.NumberFormat(locale));
const days = remembered(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
);
const times = remembered(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    }),
);

const amounts = (unit: string) =>
  remembered((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }));
const units = {
  day: amounts('day'),
  hour: amounts('hour'),
  minute: amounts('minute'),
  second: amounts('second'),
};
const choices = remembered((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));
const lists = remembered((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/** 12,345 as the locale writes it. */
export function formatNumber(value: number, locale: string): string {
  return numbers(locale).format(value);
}

/**
 * Date and time of day with the zone's short name: "Nov 24, 12:05 PM UTC".
 * @param iso ISO 8601; anything else gives `''`
 * @param timeZone IANA name
 */
export function formatTime(iso: string, locale: string, timeZone = 'UTC'): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  // Newer ICU versions write narrow no-break spaces; ordinary ones read the same on every version of Node.
  return times(locale, timeZone)
    .format(time)
    .replace(/[\u00a0\u202f]/g, ' ');
}

/** A day with its year: "Mar 31, 2027"; `''` for what is no time. @param iso ISO 8601 */
export function formatDay(iso: string, locale: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : days(locale).format(time);
}

/**
 * A moment with everything that tells it apart from others: "Thu, Dec 24, 2026, 8:30 AM GMT+1".
 * @param iso ISO 8601; anything else gives `''`
 * @param timeZone IANA name
 */
export function formatMoment(iso: string, locale: string, timeZone: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  const style = {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const;
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(time).replace(/[\u00a0\u202f]/g, ' ');
}

/** How long something took, in its two largest units: "1 min 20 s", or "2 min". @param ms milliseconds */
export function formatElapsed(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const unit = (value: number, name: keyof typeof units): string => units[name](locale).format(value);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600),
    Math.floor(seconds / 60),
  ];
  const two = (large: string, small: number, name: keyof typeof units): string =>
    small > 0 ? `${large} ${unit(small, name)}` : large;
  if (days > 0) return two(unit(days, 'day'), hours % 24, 'hour');
  if (hours > 0) return two(unit(hours, 'hour'), minutes % 60, 'minute');
  if (minutes > 0) return two(unit(minutes, 'minute'), seconds % 60, 'second');
  return unit(seconds, 'second');
}

/** "United States (US)"; the code alone when the runtime does not know it. */
export function formatCountry(code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'region' }).of(code.toUpperCase());
    return name && name !== code ? `${name} (${code})` : code;
  } catch {
    return code;
  }
}

/** "A, B or C" as the locale writes it. */
export function formatChoice(items: readonly string[], locale: string): string {
  return choices(locale).format(items);
}

/** "A, B and C" as the locale writes it. */
export function formatList(items: readonly string[], locale: string): string {
  return lists(locale).format(items);
}
