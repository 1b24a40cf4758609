import type { Words } from '../../../i18n/words';
import type { GroupStatus } from '../../../licensing/groups';

const colors = { 'all-assigned': 'Good', 'in-progress': 'Accent', errors: 'Attention' } as const;

/** The admin center's three states: a symbol, words, and a colour that only repeats them. */
export function groupStatusWords(
  w: Words,
  status: GroupStatus,
): { readonly text: string; readonly color: string } {
  return { text: w(`status.${status}`), color: colors[status] };
}
