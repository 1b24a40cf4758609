import type { Words } from '../../../i18n/words';
import { nameOf } from './names';

/** Ids and part numbers that stand behind the button *Details*. */
export interface Details {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

/** @param rows what it is, and the id or part number itself */
export function details(w: Words, rows: readonly (readonly [label: string, value: string])[]): Details {
  return {
    title: w('action.details'),
    rows: rows.map(([label, value]) => ({ label: nameOf(w, label, 60), value: nameOf(w, value, 80) })),
  };
}
