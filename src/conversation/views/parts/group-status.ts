import type { Words } from '../../../i18n/words';
import type { GroupStatus } from '../../../licensing/groups';

/** A state in words, with a symbol whose colour only repeats them: some themes have a green too pale for text. */
export interface StatusWords {
  readonly symbol: string;
  readonly color: 'Good' | 'Accent' | 'Attention';
  readonly text: string;
}

const signs = {
  'all-assigned': { symbol: '✓', color: 'Good' },
  'in-progress': { symbol: '…', color: 'Accent' },
  errors: { symbol: '⚠', color: 'Attention' },
} as const satisfies Record<GroupStatus, Omit<StatusWords, 'text'>>;

/** The three states of the Microsoft 365 admin center, in its words. */
export function groupStatusWords(w: Words, status: GroupStatus): StatusWords {
  return { ...signs[status], text: w(`status.${status}`) };
}
