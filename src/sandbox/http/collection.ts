import { matches, pathsOf, type Row } from '../odata/evaluate';
import { parseFilter, type Filter } from '../odata/filter';
import { fitsSearch, parseSearch } from '../odata/search';
import { badRequest, unsupported, type Answer } from './answer';
import { isAdvanced, isEventual, wantsCount, type GraphRequest } from './request';

/** What a collection allows, as Microsoft documents it per property. */
export interface CollectionRules {
  /** "Group" or "User", for messages. */
  readonly resource: string;
  /** For `@odata.context`. */
  readonly context: string;
  /** Properties that may stand in a $filter without advanced parameters. */
  readonly filterable: readonly string[];
  /** Returned when there is no $select. */
  readonly byDefault: readonly string[];
  /** The collection is a reference of another object: any $filter needs advanced parameters. */
  readonly reference?: boolean;
}

const largestPage = 999;
const usualPage = 100;

/** Applies $search, $filter, $orderby, paging and $select to rows, with the refusals of the real service. */
export function answerCollection(request: GraphRequest, rules: CollectionRules, rows: Iterable<Row>): Answer {
  const { query } = request;
  let found: readonly Row[] = [...select(request, rules, rows)];
  if (request.path.endsWith('/$count')) {
    if (!isEventual(request)) throw badRequest('$count is not currently supported.');
    return { status: 200, body: String(found.length), headers: { 'content-type': 'text/plain' } };
  }
  const orderBy = query.get('$orderby');
  if (orderBy) found = sortBy(found, orderBy, request, rules);
  const top = readTop(query.get('$top'));
  const skip = readSkip(query.get('$skiptoken'));
  const page = found.slice(skip, skip + top);
  const fields = fieldsOf(query.get('$select'), rules);
  const more = skip + top < found.length;
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(rules.context, query.get('$select')),
      ...(wantsCount(request) && isEventual(request) && skip === 0 ? { '@odata.count': found.length } : {}),
      ...(more ? { '@odata.nextLink': { nextPage: skip + top } } : {}),
      value: page.map((row) => pick(row, fields)),
    },
  };
}

function* select(request: GraphRequest, rules: CollectionRules, rows: Iterable<Row>): Iterable<Row> {
  const filterText = request.query.get('$filter');
  const searchText = request.query.get('$search');
  const filter = filterText === undefined ? undefined : readFilter(filterText, request, rules);
  const search = searchText === undefined ? undefined : readSearch(searchText, request);
  for (const row of rows) {
    if (filter && !matches(filter, row)) continue;
    if (search && !fitsSearch(search, row)) continue;
    yield row;
  }
}

function readFilter(text: string, request: GraphRequest, rules: CollectionRules): Filter {
  const filter = parseFilter(text);
  if (!filter) throw badRequest(`Invalid filter clause: Syntax error in '${text.slice(0, 200)}'.`);
  if (rules.reference && !isAdvanced(request)) {
    throw unsupported('The specified filter to the reference property query is currently not supported.');
  }
  for (const path of pathsOf(filter)) {
    const property = path.split('/')[0] ?? '';
    if (property === 'hasMembersWithLicenseErrors' && wantsCount(request))
      throw unknownProperty(property, rules);
    if (!rules.filterable.includes(property)) throw unknownProperty(property, rules);
  }
  if (needsAdvanced(filter) && !isAdvanced(request)) {
    throw unsupported(
      'Operator is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header.',
    );
  }
  return filter;
}

function unknownProperty(property: string, rules: CollectionRules): Error {
  return unsupported(
    `Unsupported or invalid query filter clause specified for property '${property}' of resource '${rules.resource}'.`,
  );
}

/** `ne`, `not`, `endsWith`, comparisons with null and with `/$count` work only in advanced mode. */
function needsAdvanced(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return needsAdvanced(filter.left) || needsAdvanced(filter.right);
    case 'not':
      return true;
    case 'call':
      return filter.name === 'endswith';
    case 'compare':
      return filter.operator === 'ne' || filter.value === null || filter.path.endsWith('$count');
    default:
      return false;
  }
}

function readSearch(text: string, request: GraphRequest) {
  if (!isEventual(request)) {
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const search = parseSearch(text);
  if (!search) throw badRequest('Syntax error: the $search clause must be quoted as "property:value".');
  return search;
}

function sortBy(
  rows: readonly Row[],
  orderBy: string,
  request: GraphRequest,
  rules: CollectionRules,
): readonly Row[] {
  const [property = '', direction = 'asc'] = orderBy.trim().split(/\s+/);
  if (property !== 'displayName' && property !== 'userPrincipalName') throw unknownProperty(property, rules);
  if ((rules.reference || request.query.has('$filter')) && !isAdvanced(request)) {
    throw unsupported('Sorting not supported for current query.');
  }
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const text = (row: Row): string => {
    const value = row[property];
    return typeof value === 'string' ? value.toLowerCase() : '';
  };
  return [...rows].sort((a, b) => sign * (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

function readTop(value: string | undefined): number {
  if (value === undefined) return usualPage;
  const top = Number(value);
  if (!Number.isInteger(top) || top < 1 || top > largestPage) {
    throw badRequest(
      `Invalid page size specified: '${value.slice(0, 20)}'. Must be between 1 and 999 inclusive.`,
    );
  }
  return top;
}

function readSkip(token: string | undefined): number {
  if (token === undefined) return 0;
  const skip = Buffer.from(token, 'base64url').toString();
  if (!/^\d{1,9}$/.test(skip)) throw badRequest('The $skiptoken is not valid.');
  return Number(skip);
}

/** The opaque token of a next page. */
export function skipToken(skip: number): string {
  return Buffer.from(String(skip)).toString('base64url');
}

/** Names of the properties to return; `id` always comes with them. */
export function fieldsOf(
  selected: string | undefined,
  rules: Pick<CollectionRules, 'byDefault'>,
): readonly string[] {
  return selected ? ['id', ...selected.split(',').map((field) => field.trim())] : rules.byDefault;
}

/** An entity with only the named properties. */
export function pick(row: Row, fields: readonly string[]): Row {
  const picked: Record<string, unknown> = {};
  if (row['@odata.type']) picked['@odata.type'] = row['@odata.type'];
  for (const field of fields) {
    // hasMembersWithLicenseErrors is for filtering only; Graph never returns it.
    if (field !== 'hasMembersWithLicenseErrors' && Object.hasOwn(row, field)) picked[field] = row[field];
  }
  return picked;
}

function contextOf(context: string, selected: string | undefined): string {
  return selected ? `${context}(${selected})` : context;
}
