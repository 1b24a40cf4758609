import type { WordKey, Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import type { ExactForecast } from '../../../licensing/exact-forecast';
import { seatsWanted, type MemberSum } from '../../../licensing/rules/forecast-sum';
import type { Cause } from '../../../licensing/rules/give';
import type { Verdict } from '../../../licensing/rules/member-forecast';
import { causeWords, namesIn } from './cause-words';
import { nameOf } from './names';

/** In this order they are counted on a card. */
const labels: Readonly<Record<Verdict, WordKey>> = {
  gets: 'forecast.gets',
  changes: 'forecast.changes',
  loses: 'forecast.loses',
  has: 'forecast.has',
  keeps: 'forecast.keeps',
  fails: 'forecast.fails',
  blocked: 'forecast.blocked',
  same: 'forecast.same',
};

/** The forecast of all members in one sentence, never better than it is. */
export function exactSentence(w: Words, change: Change, sum: MemberSum): string {
  const { members, verdicts } = sum;
  const license = nameOf(w, change.product.name);
  if (members === 0) return w('forecast.nobody');
  switch (change.kind) {
    case 'remove':
      return verdicts.loses > 0
        ? w('forecast.lose', { count: verdicts.loses, license })
        : w('forecast.loseNobody', { license });
    case 'plans':
      return w('forecast.change', { count: verdicts.changes });
    case 'repair':
      return ''; // leaves the group's licenses alone: there is nothing to forecast
    case 'assign':
    case 'swap': {
      // Who could not give the old one up gets the new one all the same.
      const get = verdicts.gets + verdicts.blocked;
      const wanted = seatsWanted(sum);
      if (wanted === 0) return w('forecast.allHave', { license });
      if (get === 0) return w('forecast.none', { license });
      return verdicts.fails === 0
        ? w('forecast.all', { count: get, license })
        : w('forecast.some', { count: get, wanted, license });
    }
  }
}

/** How many members have each verdict; those that nobody has are left out. */
export function exactCounts(
  w: Words,
  { verdicts }: MemberSum,
): readonly { readonly label: string; readonly value: string; readonly color: string }[] {
  return (Object.keys(labels) as Verdict[])
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => ({
      label: w(labels[verdict]),
      value: w('number', { number: verdicts[verdict] }),
      color: verdict === 'fails' || verdict === 'blocked' ? 'Attention' : 'Default',
    }));
}

/** How many members fail because the seats of what is to be given end. */
export function withoutSeat({ causes }: MemberSum, { edit }: Pick<Change, 'edit'>): number {
  return causes.reduce((all, { cause, count }) => (isGiven(cause, edit) ? all + count : all), 0);
}

const mostCauseNotes = 3;

/** Why members fail, one line each; that seats of what is to be given are short is said elsewhere. */
export function causeNotes(
  w: Words,
  exact: ExactForecast,
  { edit }: Pick<Change, 'edit'>,
): readonly string[] {
  const name = namesIn(w, exact);
  return exact.sum.causes
    .filter(({ cause }) => !isGiven(cause, edit))
    .slice(0, mostCauseNotes)
    .map(({ cause, count, from }) => {
      const title =
        cause.kind === 'no-seat'
          ? w('forecast.noSeatOf', { license: name(cause.skuId) })
          : causeWords(w, name, cause, from).title;
      return w('forecast.cause', { count, title });
    });
}

function isGiven({ kind, skuId }: Cause, { add }: Change['edit']): boolean {
  return kind === 'no-seat' && add.some((license) => license.skuId === skuId);
}
