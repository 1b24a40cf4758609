import type { Words } from '../../../i18n/words';
import type { Slice } from '../../page';

/** Where a list stands, and the numbers that its two buttons send. */
export interface Paging {
  readonly text: string;
  readonly many: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly previous: number;
  readonly next: number;
  readonly previousTitle: string;
  readonly nextTitle: string;
}

/** @param page counted from 0; people see it counted from 1 */
export function paging(w: Words, { page, pages }: Pick<Slice<unknown>, 'page' | 'pages'>): Paging {
  return {
    text: w('paging.page', { page: page + 1, pages }),
    many: pages > 1,
    hasPrevious: page > 0,
    hasNext: page + 1 < pages,
    previous: page - 1,
    next: page + 1,
    previousTitle: w('action.previous'),
    nextTitle: w('action.next'),
  };
}
