import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import { plainText } from '../../plain-text';

/** A name from the directory as plain text, "(no name)" when it has none. */
export function nameOf(w: Words, value: unknown, maxLength = 80): string {
  return plainText(value, maxLength, w('text.noName'));
}

/** Text that may be missing, `''` then. */
export function optionalText(value: unknown, maxLength = 120): string {
  return plainText(value, maxLength, '');
}

/** "Adele, Lynne and 7 more". @param total how many there are, named or not */
export function someNames(w: Words, names: readonly string[], total: number, most = 3): string {
  const named = names.slice(0, most).map((name) => nameOf(w, name, 60));
  const unnamed = Math.max(total, names.length) - named.length;
  return formatList(unnamed > 0 ? [...named, w('list.more', { count: unnamed })] : named, w.locale);
}
