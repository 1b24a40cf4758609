import { formatTime } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { nameOf } from './names';

/** License and group of a change in one line. */
export function target(w: Words, change: Change): string {
  return w('change.target', { license: nameOf(w, change.product.name), group: nameOf(w, change.group.name) });
}

/** Who asked and when: a fixed time, so that the card alters only when a number moves. Nobody asks for a removal. */
export function askedBy(w: Words, change: Change): string {
  if (change.kind === 'remove') return w('removal.givenFor', { name: nameOf(w, change.asker.name) });
  const time = formatTime(change.confirmedAt ?? change.createdAt, w.locale);
  return w('change.askedBy', { name: nameOf(w, change.asker.name), time });
}

export function changeNumber(w: Words, change: Change): string {
  return w('change.number', { number: String(change.number) }); // an id, not a quantity: no thousands separator
}
