import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';

/** How a repair went, in one line, never better than it was. */
export function repairTitle(w: Words, { remedy, outcome }: Change): string {
  if (!outcome) return w('repair.failed');
  const words = remedy?.kind === 'leave-out' ? leftWords : fixedWords;
  const fixed = outcome.assigned + outcome.alreadyHad;
  if (fixed === 0 && outcome.members > 0) return w(words.none);
  return fixed === outcome.members
    ? w(words.all, { count: fixed })
    : w(words.some, { fixed, members: outcome.members });
}

const fixedWords = {
  all: 'repair.doneAll',
  some: 'repair.doneSome',
  none: 'repair.doneNone',
} as const;
const leftWords = { all: 'repair.leftAll', some: 'repair.leftSome', none: 'repair.leftNone' } as const;

/** The symbol before the title and its color; the title says the same in words. */
export function repairTone({ outcome }: Change): { readonly symbol: string; readonly color: string } {
  if (!outcome || (outcome.failed > 0 && outcome.assigned + outcome.alreadyHad === 0)) {
    return { symbol: '✕', color: 'Attention' };
  }
  return outcome.failed > 0 ? { symbol: '⚠', color: 'Default' } : { symbol: '✓', color: 'Good' };
}

/** The numbers of a repair and what each counts, for the completion card. */
export function repairNumbers(
  w: Words,
  { remedy, outcome }: Change,
): readonly { readonly number: number; readonly label: string; readonly bad?: boolean }[] {
  if (!outcome) return [];
  const { assigned, alreadyHad, failed } = outcome;
  return [
    { number: assigned, label: w(remedy?.kind === 'leave-out' ? 'repair.label.left' : 'repair.label.fixed') },
    ...(alreadyHad > 0 ? [{ number: alreadyHad, label: w('repair.label.fine') }] : []),
    { number: failed, label: w('repair.label.failing'), bad: failed > 0 },
  ];
}
