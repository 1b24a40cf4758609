import { formatTime } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { oldLicense } from './effect-words';
import { nameOf } from './names';

/** What a change does to which group, in one line. */
export function target(w: Words, change: Change): string {
  if (change.remedy) return w(`repair.target.${change.remedy.kind}`, { group: nameOf(w, change.group.name) });
  const names = { license: nameOf(w, change.product.name), group: nameOf(w, change.group.name) };
  switch (change.kind) {
    case 'assign':
    case 'repair':
      return w('change.target', names);
    case 'remove':
      return w('change.target.remove', names);
    case 'swap':
      return w('change.target.swap', { ...names, from: oldLicense(w, change) });
    case 'plans':
      return w('change.target.plans', names);
  }
}

/** Who asked and when: a fixed time, so that the card alters only when a number moves. Nobody asks for the end of a grant. */
export function askedBy(w: Words, change: Change): string {
  if (change.origin.grant !== undefined) return w('removal.givenFor', { name: nameOf(w, change.asker.name) });
  const time = formatTime(change.confirmedAt ?? change.createdAt, w.locale);
  return w('change.askedBy', { name: nameOf(w, change.asker.name), time });
}

/** "Undoes change 17"; `''` for a change of its own. */
export function undoes(w: Words, { origin }: Pick<Change, 'origin'>): string {
  return origin.undoes === undefined ? '' : w('change.undoOf', { undoes: String(origin.undoes) });
}

export function changeNumber(w: Words, change: Change): string {
  return w('change.number', { number: String(change.number) }); // an id, not a quantity: no thousands separator
}
