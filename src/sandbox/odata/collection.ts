import { badRequest, unsupported, type Answer } from '../http/answer';
import { isAdvanced, isEventual, wantsCount, type GraphRequest } from '../http/request';
import type { View } from '../view';
import { compileFilter, type Predicate } from './compile';
import { sortBy } from './order';
import { queryKey, readSkip, readTop, type PageMark } from './page';
import { project, readProjection } from './projection';
import type { Resource } from './resource';
import { compileSearch } from './search';

/** A list of entities as Graph offers it. */
export interface Collection<E> {
  readonly resource: Resource<E>;
  /** What follows `$metadata#` in `@odata.context`. */
  readonly context: string;
  readonly entities: Iterable<E>;
  /** The list hangs on another object (members, memberOf): $filter, $orderby and $search need advanced queries. */
  readonly reference?: boolean;
  /** Every object says its `@odata.type`. */
  readonly typed?: boolean;
  /** No directory objects: sorting what was filtered needs no advanced query. */
  readonly simple?: boolean;
}

/** Answers a list: $search, $filter, $orderby, $count, paging, $select and $expand, with the service's refusals. */
export function answerCollection<E>(request: GraphRequest, view: View, list: Collection<E>): Answer {
  const { query } = request;
  const advanced = isAdvanced(request);
  const mode = { advanced, counting: wantsCount(request) };
  if (query.has('$skip')) throw unsupported("'$skip' is not supported by the service.");
  if (advanced && query.has('$expand')) throw unsupported('$expand is not supported with advanced queries.');
  const fits = test(request, list);
  if (request.path.endsWith('/$count')) {
    if (!isEventual(request)) throw badRequest('$count is not currently supported.');
    return {
      status: 200,
      body: String(countOf(list.entities, view, fits)),
      headers: { 'content-type': 'text/plain' },
    };
  }
  const projection = readProjection(query, list.resource);
  const top = readTop(query.get('$top'));
  const key = queryKey(request.path, query);
  const skip = readSkip(query.get('$skiptoken'), key);
  const orderBy = query.get('$orderby');
  const counting = mode.counting && isEventual(request) && skip === 0;
  const found = collect(list.entities, view, fits, orderBy || counting ? Infinity : skip + top + 1);
  if (list.reference && orderBy && !advanced) throw unsupported('Sorting not supported for current query.');
  const ordered = orderBy
    ? sortBy(found, orderBy, list.resource, view, { ...mode, filtered: query.has('$filter') && !list.simple })
    : found;
  const next: PageMark = { offset: skip + top, query: key };
  return {
    status: 200,
    body: {
      '@odata.context': `$metadata#${list.context}${projection.selected ? `(${projection.selected})` : ''}`,
      ...(counting ? { '@odata.count': found.length } : {}),
      ...(ordered.length > skip + top ? { '@odata.nextLink': { nextPage: next } } : {}),
      value: ordered
        .slice(skip, skip + top)
        .map((each) => project(each, view, projection, list.typed ? list.resource.typeOf(each) : undefined)),
    },
  };
}

function test<E>(request: GraphRequest, list: Collection<E>): Predicate<E> | undefined {
  const filterText = request.query.get('$filter');
  const searchText = request.query.get('$search');
  const mode = { advanced: isAdvanced(request), counting: wantsCount(request) };
  if (list.reference && filterText !== undefined && !mode.advanced)
    throw unsupported('The specified filter to the reference property query is currently not supported.');
  const filter = filterText === undefined ? undefined : compileFilter(filterText, list.resource, mode);
  const search =
    searchText === undefined
      ? undefined
      : compileSearch(searchText, list.resource, { eventual: isEventual(request) });
  if (!filter || !search) return filter ?? search;
  return (entity, view) => filter(entity, view) && search(entity, view);
}

function countOf<E>(entities: Iterable<E>, view: View, fits: Predicate<E> | undefined): number {
  if (!fits && Array.isArray(entities)) return entities.length;
  let count = 0;
  for (const entity of entities) if (!fits || fits(entity, view)) count += 1;
  return count;
}

/** Entities that fit, in the order of the list, at most so many. */
function collect<E>(
  entities: Iterable<E>,
  view: View,
  fits: Predicate<E> | undefined,
  most: number,
): readonly E[] {
  const found: E[] = [];
  for (const entity of entities) {
    if (fits && !fits(entity, view)) continue;
    found.push(entity);
    if (found.length >= most) break;
  }
  return found;
}

/** Answers one object. @param context what follows `$metadata#`, without `/$entity` */
export function answerEntity<E>(
  request: GraphRequest,
  view: View,
  resource: Resource<E>,
  context: string,
  entity: E,
  status = 200,
): Answer {
  const projection = readProjection(request.query, resource);
  const selected = projection.selected ? `(${projection.selected})` : '';
  return {
    status,
    body: {
      '@odata.context': `$metadata#${context}${selected}/$entity`,
      ...project(entity, view, projection),
    },
  };
}
