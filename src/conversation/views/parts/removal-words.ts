import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';

/** How the end of a grant went, in one line. */
export function removalTitle(w: Words, { state, outcome, failure }: Change): string {
  if (state === 'failed' || !outcome) {
    if (failure?.code === 'removal.stays') return w('removal.stays');
    return failure?.code === 'group.gone' ? w('removal.gone') : w('removal.failed');
  }
  if (outcome.failed > 0) return w('removal.withFailures', { count: outcome.failed });
  if (outcome.unconfirmed > 0) return w('removal.unconfirmed', { count: outcome.unconfirmed });
  return w('removal.done');
}

/** The symbol before the title and its color; the title says the same in words. */
export function removalTone({ outcome, failure }: Change): {
  readonly symbol: string;
  readonly color: string;
} {
  if (!outcome && failure?.code !== 'removal.stays') return { symbol: '✕', color: 'Attention' };
  if (!outcome || outcome.failed > 0 || outcome.unconfirmed > 0) return { symbol: '⚠', color: 'Default' };
  return { symbol: '✓', color: 'Good' };
}

/** The numbers of a removal and what each counts, for the completion card. */
export function removalNumbers(
  w: Words,
  { outcome }: Change,
): readonly { readonly number: number; readonly label: string; readonly bad?: boolean }[] {
  if (!outcome) return [];
  const { removed = 0, keptElsewhere = 0, failed, unconfirmed } = outcome;
  return [
    { number: removed, label: w('removal.removed') },
    ...(keptElsewhere > 0 ? [{ number: keptElsewhere, label: w('removal.keptElsewhere') }] : []),
    { number: failed, label: w('removal.couldNot'), bad: failed > 0 },
    ...(unconfirmed > 0 ? [{ number: unconfirmed, label: w('outcome.notConfirmed') }] : []),
  ];
}
