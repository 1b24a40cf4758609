import type { WordKey, Words } from '../../../i18n/words';
import type { Change, ChangeKind } from '../../../licensing/change';
import { errorWords } from './error-words';
import { someNames } from './names';
import { repairNumbers, repairTitle, repairTone } from './repair-words';
import { removalNumbers, removalTitle, removalTone } from './removal-words';

const given = {
  done: 'outcome.allAssigned',
  withFailures: 'outcome.withFailures',
  unconfirmed: 'outcome.unconfirmed',
  not: 'outcome.notAssigned',
  counted: 'outcome.assigned',
} as const;

/** What is said of a change that gives or alters something, by how it ended. */
const results = {
  assign: given,
  repair: given,
  swap: {
    done: 'outcome.swap.done',
    withFailures: 'outcome.swap.withFailures',
    unconfirmed: 'outcome.swap.unconfirmed',
    not: 'outcome.swap.failed',
    counted: 'outcome.swap.assigned',
  },
  plans: {
    done: 'outcome.plans.done',
    withFailures: 'outcome.plans.withFailures',
    unconfirmed: 'outcome.plans.unconfirmed',
    not: 'outcome.plans.failed',
    counted: 'outcome.plans.assigned',
  },
} as const satisfies Record<Exclude<ChangeKind, 'remove'>, Record<string, WordKey>>;

/** The result in one line, never better than it is. */
export function outcomeTitle(w: Words, change: Change): string {
  if (change.remedy) return repairTitle(w, change);
  if (change.kind === 'remove') return removalTitle(w, change);
  const words = results[change.kind];
  const { outcome } = change;
  if (!outcome) return w(words.not);
  if (outcome.failed > 0) {
    return outcome.assigned + outcome.alreadyHad + outcome.unconfirmed === 0
      ? w(words.not)
      : w(words.withFailures, { count: outcome.failed });
  }
  if (outcome.unconfirmed > 0) return w(words.unconfirmed, { count: outcome.unconfirmed });
  return w(words.done);
}

/** The symbol before the title and its colour; the title says the same in words. */
export function outcomeTone(change: Change): { readonly symbol: string; readonly color: string } {
  if (change.remedy) return repairTone(change);
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
  if (change.remedy || change.kind === 'remove') {
    const numbers = change.remedy ? repairNumbers(w, change) : removalNumbers(w, change);
    return numbers.map(({ number, label, bad }) => count(number, label, bad ? 'Attention' : 'Default'));
  }
  return [
    count(outcome.assigned, w(results[change.kind].counted)),
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
