import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { errorWords } from './error-words';
import { someNames } from './names';
import { removalNumbers, removalTitle, removalTone } from './removal-words';

/** The result in one line, never better than it is. */
export function outcomeTitle(w: Words, change: Change): string {
  if (change.kind === 'remove') return removalTitle(w, change);
  const { outcome } = change;
  if (!outcome) return w('outcome.notAssigned');
  if (outcome.failed > 0) {
    return outcome.assigned + outcome.alreadyHad + outcome.unconfirmed === 0
      ? w('outcome.notAssigned')
      : w('outcome.withFailures', { count: outcome.failed });
  }
  if (outcome.unconfirmed > 0) return w('outcome.unconfirmed', { count: outcome.unconfirmed });
  return w('outcome.allAssigned');
}

/** The symbol before the title and its colour; the title says the same in words. */
export function outcomeTone(change: Change): { readonly symbol: string; readonly color: string } {
  if (change.kind === 'remove') return removalTone(change);
  const { outcome } = change;
  const got = (outcome?.assigned ?? 0) + (outcome?.alreadyHad ?? 0) + (outcome?.unconfirmed ?? 0);
  if (!outcome || (outcome.failed > 0 && got === 0)) return { symbol: '✕', color: 'Attention' };
  if (outcome.failed > 0 || outcome.unconfirmed > 0) return { symbol: '⚠', color: 'Default' };
  return { symbol: '✓', color: 'Good' };
}

/** Assigned always; the others where there are some, and failures also when there are none. */
export function outcomeCounts(
  w: Words,
  change: Change,
): readonly { value: string; label: string; color: string }[] {
  const { outcome } = change;
  if (!outcome) return [];
  const count = (value: number, label: string, color = 'Default') => ({
    value: w('number', { number: value }),
    label,
    color,
  });
  if (change.kind === 'remove') {
    return removalNumbers(w, change).map(({ number, label, bad }) =>
      count(number, label, bad ? 'Attention' : 'Default'),
    );
  }
  return [
    count(outcome.assigned, w('outcome.assigned')),
    ...(outcome.alreadyHad > 0 ? [count(outcome.alreadyHad, w('outcome.alreadyHad'))] : []),
    count(outcome.failed, w('outcome.failed'), outcome.failed > 0 ? 'Attention' : 'Default'),
    ...(outcome.unconfirmed > 0 ? [count(outcome.unconfirmed, w('outcome.notConfirmed'))] : []),
  ];
}

/** Each cause with its number, what cures it, and the first names. */
export function causeRows(
  w: Words,
  change: Change,
): readonly { title: string; cure: string; names: string }[] {
  return (change.outcome?.failures ?? []).map((cause) => {
    const { title, cure } = errorWords(w, change, cause.error);
    return {
      title: w('outcome.cause', { count: cause.count, title }),
      cure,
      names: someNames(
        w,
        cause.people.map((person) => person.name),
        cause.count,
      ),
    };
  });
}
