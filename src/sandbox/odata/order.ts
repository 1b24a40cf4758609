import { GraphFault, unsupported } from '../http/answer';
import type { View } from '../view';
import type { QueryMode } from './compile';
import type { Resource } from './resource';

/**
 * Sorts by one property, text without regard to case. Microsoft allows few properties, and together with $filter only
 * in advanced queries.
 * @throws GraphFault
 */
export function sortBy<E>(
  entities: readonly E[],
  orderBy: string,
  resource: Resource<E>,
  view: View,
  mode: QueryMode & { readonly filtered: boolean },
): readonly E[] {
  const [name = '', direction = 'asc', ...rest] = orderBy.trim().split(/\s+/);
  const found = resource.properties.get(name.toLowerCase());
  if (!found) {
    throw new GraphFault(
      400,
      'BadRequest',
      `Could not find a property named '${name.slice(0, 100)}' on type '${resource.type}'.`,
    );
  }
  const sign = direction.toLowerCase() === 'desc' ? -1 : direction.toLowerCase() === 'asc' ? 1 : 0;
  if (!found.orderBy || sign === 0 || rest.length > 0) {
    throw unsupported(
      `Unsupported or invalid query orderby clause specified for property '${found.name}' of resource '${resource.name}'.`,
    );
  }
  if ((found.orderBy === 'advanced' || mode.filtered) && !mode.advanced)
    throw unsupported('Sorting not supported for current query.');
  const keyed = entities.map((entity) => {
    const value = found.read(entity, view);
    return { entity, key: typeof value === 'string' ? value.toLowerCase() : '' };
  });
  keyed.sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entity }) => entity);
}
