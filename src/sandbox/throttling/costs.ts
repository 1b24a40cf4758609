import { fitsPath } from '../faults/path-glob';
import type { GraphRequest } from '../http/request';

/** What a request takes out of the budgets of an app in a tenant. */
export interface Cost {
  /** Resource units. */
  readonly units: number;
  readonly writes: number;
  /** Reports have a budget of their own, counted in requests. */
  readonly reports: number;
}

/** Base costs that differ from 1, from Microsoft's "Graph service-specific throttling limits", identity and access. */
const baseCosts: readonly (readonly [pattern: string, units: number])[] = [
  ['/users', 2],
  ['/groups/*/members/**', 3],
  ['/groups/*/transitiveMembers/**', 5],
  ['/subscribedSkus', 3],
  ['/me/licenseDetails', 2],
  ['/users/*/licenseDetails', 2],
  ['/me/memberOf/**', 2],
  ['/users/*/memberOf/**', 2],
  ['/me/transitiveMemberOf/**', 2],
  ['/users/*/transitiveMemberOf/**', 2],
];

const usualCost = 1;
const smallPage = 20;

/** The cost of a request. Nothing costs less than one unit, except a `$batch`, whose requests are counted one by one. */
export function costOf({ method, path, query }: Pick<GraphRequest, 'method' | 'path' | 'query'>): Cost {
  if (path.toLowerCase() === '/$batch') return { units: 0, writes: 0, reports: 0 };
  if (method !== 'GET') return { units: usualCost, writes: 1, reports: 0 };
  const base = baseCosts.find(([pattern]) => fitsPath(pattern, path))?.[1] ?? usualCost;
  const top = query.get('$top');
  const units =
    base +
    (query.has('$expand') ? 1 : 0) -
    (query.has('$select') ? 1 : 0) -
    (top !== undefined && Number(top) < smallPage ? 1 : 0);
  return { units: Math.max(1, units), writes: 0, reports: fitsPath('/auditLogs/**', path) ? 1 : 0 };
}
