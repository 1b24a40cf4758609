import type { MemberForecast } from './member-forecast';
import type { NamedPerson } from './forecast-sum';

/** One member of a forecast, before the seats are handed out. */
export interface ForecastRow {
  readonly person: NamedPerson;
  /** Two letters, `''` when they have none of their own. */
  readonly location: string;
  readonly forecast: MemberForecast;
}

type Packed = [
  id: string,
  name: string,
  address: string,
  location: string,
  verdict: MemberForecast['verdict'],
  causes: MemberForecast['causes'],
  from: readonly string[],
  loses: readonly string[],
  seats: readonly string[],
  losesWithoutSeat: readonly string[],
  inheritsLocation: 0 | 1,
];

/** A page of members as text, without the names of fields that would be said a hundred thousand times. */
export function packRows(rows: readonly ForecastRow[]): string {
  return JSON.stringify(
    rows.map(({ person, location, forecast }): Packed => [
      person.id,
      person.name,
      person.address,
      location,
      forecast.verdict,
      forecast.causes,
      forecast.from,
      forecast.loses,
      forecast.seats,
      forecast.losesWithoutSeat,
      forecast.inheritsLocation ? 1 : 0,
    ]),
  );
}

/** @param packed what `packRows` made, and nothing else */
export function unpackRows(packed: string): readonly ForecastRow[] {
  return (JSON.parse(packed) as Packed[]).map(
    ([id, name, address, location, verdict, causes, from, loses, seats, losesWithoutSeat, inherits]) => ({
      person: { id, name, address },
      location,
      forecast: {
        verdict,
        causes,
        from,
        loses,
        seats,
        losesWithoutSeat,
        inheritsLocation: inherits === 1,
      },
    }),
  );
}
