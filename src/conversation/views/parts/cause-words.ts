import { formatCountry, formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { ExactForecast } from '../../../licensing/exact-forecast';
import type { CauseSum, SourceSum } from '../../../licensing/rules/forecast-sum';
import type { Cause } from '../../../licensing/rules/give';
import { nameOf, optionalText } from './names';

const mostSources = 2;

/** What stands behind an id of a forecast: group, product or service plan. */
export type NameOfId = (id: string) => string;

export function namesIn(w: Words, { names }: Pick<ExactForecast, 'names'>): NameOfId {
  return (id) => nameOf(w, names[id] ?? id, 40);
}

/** Why somebody does not get a license or cannot give it up: in a few words, and in a sentence. */
export function causeWords(
  w: Words,
  name: NameOfId,
  cause: Cause,
  from: readonly SourceSum[],
): { readonly title: string; readonly text: string } {
  const license = name(cause.skuId);
  switch (cause.kind) {
    case 'no-seat':
      return { title: w('forecast.noSeat'), text: w('forecast.noSeatText', { license }) };
    case 'location': {
      const code = optionalText(cause.location, 20);
      const country = code && formatCountry(code, w.locale);
      return {
        title: country ? w('forecast.location', { country }) : w('forecast.locationUnknown'),
        text: w(cause.inherited ? 'forecast.locationInherited' : 'forecast.locationText', { license }),
      };
    }
    case 'conflict': {
      const other = name(cause.other.skuId);
      return {
        title: w('forecast.conflict', { other }),
        text: w('forecast.conflictText', {
          license,
          other,
          plan: name(cause.plan),
          otherPlan: name(cause.other.plan),
          from: sourceWords(w, name, from),
        }),
      };
    }
    case 'prerequisite':
      return {
        title: w('forecast.prerequisite'),
        text: w('forecast.prerequisiteText', {
          license,
          plan: name(cause.plan),
          needs: anyOfWords(w, cause.needsOneOf.map(name)),
        }),
      };
    case 'needed':
      return {
        title: w('forecast.needed'),
        text: w('forecast.neededText', {
          plan: name(cause.plan),
          other: license,
          from: sourceWords(w, name, from),
          needs: anyOfWords(w, cause.needsOneOf.map(name)),
        }),
      };
    case 'not-eligible':
      switch (cause.why) {
        case 'not-owned':
          return { title: w('forecast.notOwned', { license }), text: w('forecast.notOwnedText') };
        case 'not-assignable':
          return { title: w('forecast.notAssignable', { license }), text: w('forecast.notAssignableText') };
        case 'address-taken':
          return { title: w('forecast.addressTaken'), text: w('forecast.addressTakenText', { license }) };
      }
  }
}

/** Where a fact about service plans was seen; `''` for causes that need none. */
export function sourceOf(w: Words, { cause }: Pick<CauseSum, 'cause'>): string {
  return 'source' in cause ? w('forecast.source', { source: optionalText(cause.source, 120) }) : '';
}

/** "directly (3) and through Contoso all (2)"; without numbers where there is one source. */
export function sourceWords(w: Words, name: NameOfId, sources: readonly SourceSum[]): string {
  if (sources.length === 0) return w('forecast.elsewhere');
  const words = (from: string): string =>
    from === '' ? w('forecast.direct') : w('forecast.through', { group: name(from) });
  const [first, ...rest] = sources;
  if (first && rest.length === 0) return words(first.from);
  const shown = sources
    .slice(0, mostSources)
    .map(({ from, count }) => w('forecast.fromSome', { from: words(from), count }));
  const left = sources.length - shown.length;
  return formatList(left > 0 ? [...shown, w('list.more', { count: left })] : shown, w.locale);
}

/** "Exchange Online (Plan 1) or Exchange Online (Plan 2)" */
function anyOfWords(w: Words, names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  return w('forecast.orPlans', { first: names.slice(0, -1).slice(0, 3).join(', '), last });
}
