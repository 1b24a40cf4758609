import { formatCountry, formatTime } from '../../i18n/format';
import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import { isFinal } from '../../licensing/change-states';
import type { ExactForecast, StoredForecast } from '../../licensing/exact-forecast';
import type { CauseSum, NamedPerson } from '../../licensing/rules/forecast-sum';
import { action, type ActionView, type CardView } from '../card-view';
import { target } from './parts/asked-by';
import { bar } from './parts/bar';
import { causeWords, namesIn, sourceOf, sourceWords, type NameOfId } from './parts/cause-words';
import { exactCounts, exactSentence } from './parts/exact-words';
import { optionalText, someNames } from './parts/names';

export interface ForecastInput {
  readonly change: Change;
  /** undefined: none was asked for. */
  readonly forecast: StoredForecast | undefined;
  /** Somebody may have the list of everybody here. */
  readonly mayDownload?: boolean;
}

const mostCauses = 5;
const mostDragged = 2;
/** Bytes that the rows may fill of the 25 KB of a card, without what the template adds to each. */
const room = { causes: 9_000, dragged: 2_500 };

/** What a change will do, member by member: how far the reading is, or what came out. */
export function forecastView(w: Words, { change, forecast, mayDownload }: ForecastInput): CardView {
  const about = target(w, change);
  const result = forecast?.result ?? undefined;
  const running = forecast?.state === 'running';
  const sentence = result ? exactSentence(w, change, result.sum) : '';
  const reading = !running
    ? ''
    : forecast.read === 0
      ? w('forecast.waiting')
      : w('forecast.reading', { read: forecast.read, total: Math.max(forecast.read, forecast.total) });
  const failed = forecast?.state === 'failed' ? optionalText(forecast.failure?.sentence, 300) : '';
  return {
    name: 'forecast',
    data: {
      title: w('forecast.title'),
      target: about,
      sentence,
      running,
      reading,
      tellYou: w('forecast.tellYou'),
      bar: bar(forecast?.read ?? 0, forecast?.total ?? 0),
      failedTitle: w('forecast.failed'),
      failed: forecast ? failed : w('forecast.gone'),
      ...found(w, change, result),
      actions: buttons(w, change, forecast, mayDownload ?? false),
    },
    summary: `${w('forecast.title')}: ${about}. ${sentence || reading || failed}`,
  };
}

/** What came out; every list is empty while nothing has. */
function found(w: Words, change: Change, result: ExactForecast | undefined) {
  if (!result) return { counts: [], hasCounts: false, causes: [], more: '', dragged: [], notes: [] };
  const { sum } = result;
  const name = namesIn(w, result);
  const causes = within(
    room.causes,
    sum.causes.slice(0, mostCauses).map((each) => causeRow(w, name, change, each)),
  );
  const more = sum.otherCauses + sum.causes.slice(causes.length).reduce((all, { count }) => all + count, 0);
  const dragged = sum.dragged.slice(0, mostDragged).map(({ skuId, because, count, people }) => ({
    title: w('forecast.dragged', { count, license: name(skuId) }),
    text: w('forecast.draggedText', { because: name(because) }),
    names: firstNames(w, people, count),
  }));
  return {
    counts: exactCounts(w, sum),
    hasCounts: sum.members > 0,
    causes,
    more: more > 0 ? w('forecast.more', { count: more }) : '',
    dragged: within(room.dragged, dragged),
    notes: notes(w, name, change, result).map((text) => ({ text })),
  };
}

function causeRow(w: Words, name: NameOfId, change: Change, each: CauseSum) {
  const { cause, count, people, from } = each;
  const { title, text } = causeWords(w, name, cause, from);
  const isSibling = cause.kind !== 'needed' && !change.edit.add.some(({ skuId }) => skuId === cause.skuId);
  return {
    title: w('forecast.cause', { count, title }),
    text: isSibling ? `${text} ${w('forecast.sibling', { license: name(cause.skuId) })}` : text,
    names: firstNames(w, people, count),
    source: sourceOf(w, each),
  };
}

function firstNames(w: Words, people: readonly NamedPerson[], count: number): string {
  const names = people.map((person) => person.name);
  return someNames(w, names, count);
}

/** As many rows as there is room for; of names of ordinary length that is all. */
function within<Row extends object>(bytes: number, rows: readonly Row[]): readonly Row[] {
  let left = bytes;
  const end = rows.findIndex((row) => (left -= Buffer.byteLength(JSON.stringify(row))) < 0);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Where it comes from, when it was made, and what it cannot know. */
function notes(w: Words, name: NameOfId, change: Change, { sum, madeAt }: ExactForecast): readonly string[] {
  const location = optionalText(change.forecast.tenantUsageLocation, 20);
  const gives = change.edit.add.length > 0;
  const [leaving] = change.edit.remove;
  const { losing = [] } = sum;
  return [
    losing.length > 0
      ? w('forecast.losers', {
          license: name(leaving?.skuId ?? ''),
          names: firstNames(w, losing, sum.verdicts.loses),
        })
      : '',
    sum.from.length > 0
      ? w(gives ? 'forecast.have' : 'forecast.keep', { from: sourceWords(w, name, sum.from) })
      : '',
    gives && sum.inheritLocation > 0 && location
      ? w('forecast.inherit', { count: sum.inheritLocation, country: formatCountry(location, w.locale) })
      : '',
    sum.causes.some(({ cause }) => cause.kind === 'no-seat') ? w('forecast.order') : '',
    gives ? w('forecast.cannotKnow') : '',
    w('forecast.madeAt', { time: formatTime(madeAt, w.locale) }),
  ].filter(Boolean);
}

function buttons(
  w: Words,
  change: Change,
  forecast: StoredForecast | undefined,
  mayDownload: boolean,
): readonly ActionView[] {
  const { id } = change;
  const back = action(w('forecast.back'), change.request ? 'request.show' : 'change.check', { id });
  if (forecast?.state === 'running') return [action(w('action.refresh'), 'forecast.show', { id }), back];
  return [
    ...(forecast?.result && mayDownload ? [action(w('forecast.download'), 'forecast.download', { id })] : []),
    ...(isFinal(change.state) ? [] : [action(w('forecast.again'), 'forecast.again', { id })]),
    back,
  ];
}
