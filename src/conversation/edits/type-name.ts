import { isBatch } from '../../licensing/batch/batch';
import type { Change } from '../../licensing/change';
import { plainText } from '../plain-text';
import type { Desk } from '../turn';

/** Whether a change takes so much away from so many that a name must be typed. */
export function mustTypeName(desk: Pick<Desk, 'typeNameAbove'>, { edit, forecast }: Change): boolean {
  return edit.add.length === 0 && forecast.members > desk.typeNameAbove;
}

/** The group's name, or of several groups that of the license, as it stands on the card; case and spaces do not count. */
export function isNameOf(change: Change, typed: string): boolean {
  const plain = (text: string): string => plainText(text, 200, '').toLowerCase();
  const { name } = isBatch(change) ? change.product : change.group;
  return plain(typed) === plain(plainText(name, 80, ''));
}
