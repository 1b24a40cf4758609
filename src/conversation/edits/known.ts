import { idOf, textOf, type CardData } from '../card-data';
import type { Press } from '../choose';
import { editKinds, type EditKind } from './edit-text';

/** What is known so far of a change that begins with a license that a group has; ids and typed texts, `''` if missing. */
export interface Known {
  readonly kind: EditKind;
  readonly groupId: string;
  readonly group: string;
  readonly skuId: string;
  readonly license: string;
  /** Of a swap: what to give instead. */
  readonly toSkuId: string;
  readonly to: string;
}

const longestText = 256;

/** What a button or form sends. A choice made on the form comes before what the card brought along. */
export function readKnown(data: CardData): Known {
  const chosen = (field: string, carried: string): string => idOf(data, field) || idOf(data, carried);
  return {
    kind: editKinds.find((kind) => kind === data['kind']) ?? 'remove',
    groupId: chosen('group', 'groupId'),
    group: textOf(data, 'groupQuery', longestText) || textOf(data, 'groupText', longestText),
    skuId: chosen('license', 'skuId'),
    license: textOf(data, 'licenseText', longestText),
    toSkuId: chosen('to', 'toSkuId'),
    to: textOf(data, 'toText', longestText),
  };
}

/** The same as data of a button: only what is there. */
export function knownData(known: Known): Readonly<Record<string, string>> {
  const { kind, groupId, group, skuId, license, toSkuId, to } = known;
  const fields = { groupId, groupText: group, skuId, licenseText: license, toSkuId, toText: to };
  const filled = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => [name, value.slice(0, longestText)] as const);
  return { kind, ...Object.fromEntries(filled) };
}

/** Goes on with what is known and one thing more. */
export function pressWith(known: Known, more: Partial<Known>): Press {
  return { verb: 'edit.go', data: knownData({ ...known, ...more }) };
}
