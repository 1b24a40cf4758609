import { allow } from '../odata/resource';

/**
 * What Microsoft allows in $filter, by kind of property ("Supports $filter" in the property tables of user and group,
 * and "Advanced query capabilities on directory objects").
 */
export const filters = {
  id: allow('eq in', 'ne not'),
  name: allow('eq in ge le startsWith', 'ne not null'),
  /** As name, and its end may be asked for. */
  address: allow('eq in ge le startsWith', 'ne not null endsWith'),
  text: allow('eq in ge le startsWith', 'ne not null'),
  flag: allow('eq in', 'ne not'),
  flagOrNone: allow('eq in', 'ne not null'),
  list: allow('any', 'not count'),
  listOfNames: allow('any', 'not'),
  advancedList: allow('', 'any not'),
  time: allow('eq ge le', 'ne not in'),
} as const;

export const isoTime = (at: number): string => new Date(at).toISOString();

/** Directory times have no fractions of a second. */
export const isoSecond = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
