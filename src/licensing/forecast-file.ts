import { csvStream } from '../downloads/csv';
import type { FileSource } from '../downloads/file';
import type { Store } from '../store/contract';
import type { ExactForecast } from './exact-forecast';
import { settleSeats } from './rules/forecast-sum';
import { unpackRows, type ForecastRow } from './rules/forecast-rows';
import type { Cause } from './rules/give';
import type { MemberForecast } from './rules/member-forecast';

/**
 * The forecast of every member as a file, one line each, page by page from the store; undefined when the members are
 * not kept any more. Who had it is on record before the first line is read.
 */
export function forecastFile(deps: {
  readonly store: Pick<Store, 'changes' | 'evidence' | 'forecasts'>;
  readonly now: () => Date;
}): FileSource<'forecast'> {
  const { changes, evidence, forecasts } = deps.store;
  return async ({ changeId }, { format, personId }) => {
    const [change, forecast] = await Promise.all([changes.get(changeId), forecasts.get(changeId)]);
    const result = forecast?.result;
    const first = await forecasts.page(changeId, 0);
    if (!change || !result || first === undefined) return undefined;
    await evidence.append(change.id, {
      at: deps.now().toISOString(),
      kind: 'forecast-downloaded',
      actor: personId,
      data: { format },
    });
    const page = (index: number) => (index === 0 ? first : forecasts.page(changeId, index));
    return csvStream(`license-desk-forecast-${change.number}.csv`, linesOf(page, result));
  };
}

const columns = [
  'name',
  'address',
  'id',
  'usage location',
  'forecast',
  'reasons',
  'has it from',
  'loses',
  'made at',
] as const;

async function* linesOf(
  page: (index: number) => string | undefined | Promise<string | undefined>,
  { names, seatLimits, madeAt }: ExactForecast,
): AsyncGenerator<readonly string[]> {
  const nameOf = (id: string): string => names[id] ?? id;
  const limits = new Map(Object.entries(seatLimits));
  yield columns;
  for (let index = 0; ; index += 1) {
    const rows = await page(index);
    if (rows === undefined) return;
    for (const row of unpackRows(rows)) {
      yield lineOf(row, settleSeats(row.forecast, row.person.id, limits), nameOf, madeAt);
    }
  }
}

function lineOf(
  { person, location }: ForecastRow,
  { verdict, causes, from, loses, inheritsLocation }: MemberForecast,
  nameOf: (id: string) => string,
  madeAt: string,
): readonly string[] {
  return [
    person.name,
    person.address,
    person.id,
    inheritsLocation ? 'inherited' : location,
    verdicts[verdict],
    causes.map((cause) => reasonOf(cause, nameOf)).join('; '),
    from.map((id) => sourceOf(id, nameOf)).join('; '),
    loses.map(nameOf).join('; '),
    madeAt,
  ];
}

/** In the words of a table: short, and always the same. */
const verdicts: Readonly<Record<MemberForecast['verdict'], string>> = {
  gets: 'will get it',
  has: 'has it already',
  changes: 'gets the new choice of plans',
  fails: 'will not get it',
  loses: 'will lose it',
  keeps: 'keeps it from elsewhere',
  blocked: 'cannot give it up',
  same: 'no difference',
};

function reasonOf(cause: Cause, nameOf: (id: string) => string): string {
  const license = nameOf(cause.skuId);
  switch (cause.kind) {
    case 'no-seat':
      return `no seat of ${license}`;
    case 'location':
      return `${license} not offered in ${cause.location || 'their country'}`;
    case 'conflict':
      return `${nameOf(cause.plan)} of ${license} excludes ${nameOf(cause.other.plan)} of ${nameOf(cause.other.skuId)} (${sourceOf(cause.other.from, nameOf)})`;
    case 'prerequisite':
      return `${nameOf(cause.plan)} of ${license} needs ${cause.needsOneOf.map(nameOf).join(' or ')}`;
    case 'needed':
      return `${nameOf(cause.plan)} of ${license} (${sourceOf(cause.from, nameOf)}) needs ${cause.needsOneOf.map(nameOf).join(' or ')}`;
    case 'not-eligible':
      return `${license}: ${eligibility[cause.why]}`;
  }
}

const eligibility = {
  'not-owned': 'not owned any more',
  'not-assignable': 'subscription has ended',
  'address-taken': 'mail address in use',
} as const;

function sourceOf(id: string, nameOf: (id: string) => string): string {
  return id === '' ? 'direct' : nameOf(id);
}
