import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change, Forecast } from '../../../licensing/change';
import { needsLine } from '../edits/needs';
import { forecastCounts, whoGetsIt } from './forecast-counts';
import { nameOf, someNames } from './names';

/** What a change will do, in one sentence, never better than it is. */
export function effectSentence(w: Words, change: Change): string {
  const { kind, forecast, product } = change;
  const license = nameOf(w, product.name);
  switch (kind) {
    case 'repair':
    case 'assign':
      return whoGetsIt(w, forecast, license);
    case 'remove':
      return whoLosesIt(w, forecast, license);
    case 'swap': {
      if (forecast.members === 0) return w('effect.swapEmpty');
      return w('effect.swap', { count: forecast.members, license, from: oldLicense(w, change) });
    }
    case 'plans':
      return w('effect.switch', { count: forecast.members, what: switched(w, forecast) });
  }
}

/** What there is to add to the sentence; `''` when nothing. */
export function effectNote(w: Words, { kind, forecast }: Change): string {
  switch (kind) {
    case 'repair':
    case 'assign':
      return w('before.later');
    case 'remove': {
      const keep = forecast.losing?.keepElsewhere;
      if (keep === null) return w('effect.keepUnknown');
      return keep ? w('effect.keep', { count: keep }) : '';
    }
    case 'swap':
      return w('effect.oneStep');
    case 'plans':
      return w('effect.fromElsewhere');
  }
}

/** The numbers of the forecast, each with what it counts. */
export function effectCounts(w: Words, { kind, forecast }: Change) {
  const count = (label: string, number: number) => ({ label, value: w('number', { number }) });
  const { losing } = forecast;
  switch (kind) {
    case 'repair':
    case 'assign':
    case 'swap':
      return forecastCounts(w, forecast);
    case 'plans':
      return [];
    case 'remove':
      return [
        count(w('before.members'), forecast.members),
        ...(losing ? [count(w('effect.has'), losing.holders)] : []),
        ...(losing && losing.keepElsewhere !== null
          ? [
              count(w('effect.loses'), losing.holders - losing.keepElsewhere),
              count(w('effect.keeps'), losing.keepElsewhere),
            ]
          : []),
      ];
  }
}

const mostPlans = 4;

/** Which apps and services come, go and stay, by name. */
export function effectSections(w: Words, { kind, forecast }: Change) {
  const { plans } = forecast;
  if (!plans) return [];
  const names = (list: readonly { readonly name: string }[]): string =>
    someNames(
      w,
      list.map(({ name }) => name),
      list.length,
      mostPlans,
    );
  const sections =
    kind === 'plans'
      ? [
          [w('effect.switchedOn'), names(plans.gains)],
          [w('effect.switchedOff'), names(plans.loses)],
        ]
      : [
          [w('effect.gained'), names(plans.gains)],
          [w(kind === 'remove' ? 'effect.goes' : 'effect.lost'), names(plans.loses)],
          [
            w('effect.kept'),
            kind === 'swap' && plans.keeps > 0 ? w('effect.keptCount', { count: plans.keeps }) : '',
          ],
          [w('effect.staysOff'), names(plans.staysOff)],
        ];
  return sections.flatMap(([title, text]) => (title && text ? [{ title, text }] : []));
}

/** What becomes of people's data, and what would lack a plan that it needs. */
export function effectWarnings(w: Words, { forecast }: Change): readonly string[] {
  const { plans, losing, unmet = [] } = forecast;
  const nobody = losing !== undefined && losing.holders === losing.keepElsewhere;
  return [
    ...(plans && !nobody ? plans.ends.map((family) => w(`effect.ends.${family}`)) : []),
    ...(plans?.unknown && !nobody ? [w('effect.unknown')] : []),
    ...unmet.slice(0, 2).map((each) => needsLine(w, each)),
    ...(unmet.length > 0 ? [w('plans.needsRefused')] : []),
  ];
}

/** Of a swap: the license that goes. */
export function oldLicense(w: Words, { edit }: Pick<Change, 'edit'>): string {
  return formatList(
    edit.remove.map(({ name }) => nameOf(w, name)),
    w.locale,
  );
}

function whoLosesIt(w: Words, { losing }: Forecast, license: string): string {
  if (!losing) return w('effect.loseNobody', { license });
  if (losing.keepElsewhere === null) return w('effect.loseUpTo', { count: losing.holders, license });
  const count = losing.holders - losing.keepElsewhere;
  return count > 0 ? w('effect.lose', { count, license }) : w('effect.loseNobody', { license });
}

function switched(w: Words, { plans }: Forecast): string {
  const [on, off] = [plans?.gains.length ?? 0, plans?.loses.length ?? 0];
  return formatList(
    [
      ...(on > 0 ? [w('effect.on', { count: on })] : []),
      ...(off > 0 ? [w('effect.off', { count: off })] : []),
    ],
    w.locale,
  );
}
