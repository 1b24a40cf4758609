import type { MemberForecast } from './member-forecast';
import type { NamedPerson } from './forecast-sum';

/** One member of a forecast, before the seats are handed out. */
export interface ForecastRow {
  readonly person: NamedPerson;
  /** Two letters, `''` when they have none of their own. */
  readonly location: string;
  readonly forecast: MemberForecast;
}

type PackedForecast = readonly [
  verdict: MemberForecast['verdict'],
  causes: MemberForecast['causes'],
  from: readonly string[],
  loses: readonly string[],
  seats: readonly string[],
  losesWithoutSeat: readonly string[],
  inheritsLocation: 0 | 1,
];
type PackedPerson = readonly [id: string, name: string, address: string, location: string];

interface PackedPage {
  /** Each forecast once: of a thousand members most fare like others. */
  readonly forecasts: readonly PackedForecast[];
  /** Of each member the place of their forecast among those. */
  readonly members: readonly (readonly [...PackedPerson, forecast: number])[];
}

/** A member as a page of an earlier version has them. */
type EarlierMember = readonly [...PackedPerson, ...PackedForecast];

/** A page of members as text that says nothing twice. */
export function packRows(rows: readonly ForecastRow[]): string {
  const places = new Map<string, number>();
  const forecasts: PackedForecast[] = [];
  const members = rows.map(({ person, location, forecast }): PackedPage['members'][number] => {
    const key = keyOf(forecast);
    const known = places.get(key);
    const place = known ?? forecasts.push(packForecast(forecast)) - 1;
    if (known === undefined) places.set(key, place);
    return [person.id, person.name, person.address, location, place];
  });
  return JSON.stringify({ forecasts, members } satisfies PackedPage);
}

/** @param packed what `packRows` made, now or in an earlier version, and nothing else */
export function unpackRows(packed: string): readonly ForecastRow[] {
  const page = JSON.parse(packed) as PackedPage | readonly EarlierMember[];
  if (isEarlier(page))
    return page.map(([id, name, address, location, ...forecast]) =>
      rowOf([id, name, address, location], unpackForecast(forecast)),
    );
  const forecasts = page.forecasts.map(unpackForecast);
  return page.members.map(([id, name, address, location, place]) =>
    rowOf([id, name, address, location], forecasts[place] as MemberForecast),
  );
}

function isEarlier(page: PackedPage | readonly EarlierMember[]): page is readonly EarlierMember[] {
  return Array.isArray(page);
}

function rowOf([id, name, address, location]: PackedPerson, forecast: MemberForecast): ForecastRow {
  return { person: { id, name, address }, location, forecast };
}

/** Equal for equal forecasts only: ids hold none of the marks, and of sources one may be empty, hence their number. */
function keyOf(forecast: MemberForecast): string {
  const { verdict, causes, from, loses, seats, losesWithoutSeat, inheritsLocation } = forecast;
  const lists = [from, loses, seats, losesWithoutSeat].map((ids) => ids.join(',')).join('/');
  return `${verdict}/${inheritsLocation}/${lists}/${causes.length === 0 ? '' : JSON.stringify(causes)}/${from.length}`;
}

function packForecast(forecast: MemberForecast): PackedForecast {
  const { verdict, causes, from, loses, seats, losesWithoutSeat, inheritsLocation } = forecast;
  return [verdict, causes, from, loses, seats, losesWithoutSeat, inheritsLocation ? 1 : 0];
}

function unpackForecast(packed: PackedForecast): MemberForecast {
  const [verdict, causes, from, loses, seats, losesWithoutSeat, inherits] = packed;
  return { verdict, causes, from, loses, seats, losesWithoutSeat, inheritsLocation: inherits === 1 };
}
