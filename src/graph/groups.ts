import type { GraphGroup, Page } from './api';
import { answerTo } from './batch';
import { notUnderstood } from './error-map';
import { GraphError } from './errors';
import { eitherWay, pageOf, readAll, readPage, uniqueById, type GraphWire } from './lists';
import { guid, isRecord, text } from './normalise';
import { cleanText, hasProduct, literal, query, requireGuid } from './odata';
import { GROUP_FIELDS, present, toGroup } from './shapes';

const PRODUCT_PAGE = 100;

/** One group; `undefined` when it does not exist. */
export async function readGroup(wire: GraphWire, id: string): Promise<GraphGroup | undefined> {
  const path = `/groups/${requireGuid(id, 'group')}${query({ select: GROUP_FIELDS })}`;
  try {
    const { body, status } = await wire.send({ call: 'group', path });
    return groupOf(body, status);
  } catch (thrown) {
    if (thrown instanceof GraphError && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** @throws GraphError graph.failed when the body is no group */
export function groupOf(body: unknown, status: number): GraphGroup {
  const group = isRecord(body) ? toGroup(body) : undefined;
  if (group === undefined) throw notUnderstood('a group was expected', status, false);
  return group;
}

/** Groups with exactly this name, ignoring case. `eq` ignores case in Entra; it is compared again here because it also folds accents. */
export async function readGroupsNamed(wire: GraphWire, name: string): Promise<readonly GraphGroup[]> {
  const wanted = cleanText(name);
  if (wanted === '') return [];
  const path = `/groups${query({ filter: `displayName eq ${literal(wanted)}`, select: GROUP_FIELDS, top: 999 })}`;
  const groups = await readAll(wire, { call: 'groupsNamed', path, read: toGroup });
  return uniqueById(groups).filter((group) => sameName(group.displayName, wanted));
}

/** Names that are looked up in one go; several such parts go at the same time. */
const NAMES_A_PART = 40;
/** More groups of one name than anybody tells apart. */
const SAME_NAME = 6;

/**
 * The same for many names at once, 20 in a `$batch`, by the name that was asked; a name that reads like a mail address
 * is compared with those, too. What nobody has is absent.
 * @throws GraphError of the first name that could not be looked up
 */
export async function readGroupsNamedEach(
  wire: GraphWire,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly GraphGroup[]>> {
  const asked = [...new Set(names)].filter((name) => cleanText(name) !== '');
  const parts = Array.from({ length: Math.ceil(asked.length / NAMES_A_PART) }, (_, index) =>
    asked.slice(index * NAMES_A_PART, (index + 1) * NAMES_A_PART),
  );
  const found = await Promise.all(parts.map((part) => namedIn(wire, part)));
  return new Map(found.flat());
}

async function namedIn(
  wire: GraphWire,
  names: readonly string[],
): Promise<readonly (readonly [string, readonly GraphGroup[]])[]> {
  const reads = names.map((name, index) => ({ id: String(index), path: namedPath(cleanText(name)) }));
  const answers = await wire.batch('groupsNamed', reads);
  return names.flatMap((name, index): readonly (readonly [string, readonly GraphGroup[]])[] => {
    const { items } = pageOf(wire, answerTo(answers, String(index)).body);
    const fits = uniqueById(present(items.map(toGroup))).filter(
      ({ displayName, mail }) => sameName(displayName, name) || sameName(mail, name),
    );
    return fits.length > 0 ? [[name, fits.slice(0, SAME_NAME)]] : [];
  });
}

function namedPath(name: string): string {
  const named = `displayName eq ${literal(name)}`;
  const filter = name.includes('@') ? `${named} or mail eq ${literal(name)}` : named;
  return `/groups${query({ filter, select: GROUP_FIELDS, top: SAME_NAME * 2 })}`;
}

/** Equality of names as people see it: case and runs of spaces do not count. */
export function sameName(one: string, other: string): boolean {
  return cleanText(one).toLowerCase() === cleanText(other).toLowerCase();
}

/**
 * Groups that carry the product, ordered by name. A filter with an order needs the advanced mode
 * (learn.microsoft.com/graph/aad-advanced-queries); where Graph refuses it, the page is ordered here.
 */
export async function readGroupsWithProduct(
  wire: GraphWire,
  skuId: string,
  next?: string,
): Promise<Page<GraphGroup>> {
  const call = 'groupsWithProduct';
  const plain = {
    filter: hasProduct(requireGuid(skuId, 'product')),
    select: GROUP_FIELDS,
    top: PRODUCT_PAGE,
  };
  const advanced = `/groups${query({ ...plain, orderby: 'displayName', count: true })}`;
  const page = await eitherWay(
    () => readPage(wire, { call, path: advanced, next, eventual: true }),
    () => readPage(wire, { call, path: `/groups${query(plain)}`, next }),
  );
  const groups = uniqueById(present(page.items.map(toGroup)));
  return { items: groups.toSorted(byName), next: page.next };
}

/** Groups that carry any product at all, also one that the tenant no longer owns. In no order. */
export async function readLicensedGroups(wire: GraphWire, next?: string): Promise<Page<GraphGroup>> {
  const call = 'licensedGroups';
  const plain = { select: GROUP_FIELDS, top: 999 };
  const simple = `/groups${query({ ...plain, filter: 'assignedLicenses/any()' })}`;
  const advanced = `/groups${query({ ...plain, filter: 'assignedLicenses/$count ne 0', count: true })}`;
  const page = await eitherWay(
    () => readPage(wire, { call, path: simple, next }),
    () => readPage(wire, { call, path: advanced, next, eventual: true }),
  );
  return { items: uniqueById(present(page.items.map(toGroup))), next: page.next };
}

/** Display names by id as it was asked. A group that is gone or cannot be read is left out: its id must do. */
export async function readGroupNames(
  wire: GraphWire,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)];
  const reads = asked.map((id) => ({
    id,
    path: `/groups/${requireGuid(id, 'group')}${query({ select: 'id,displayName' })}`,
  }));
  const answers = await wire.batch('groupNames', reads);
  const names = new Map<string, string>();
  for (const id of asked) {
    const outcome = answers.get(id);
    const body = outcome instanceof GraphError ? undefined : outcome?.body;
    const name = isRecord(body) ? text(body['displayName']) : '';
    if (name !== '') names.set(id, name);
  }
  return names;
}

export function byName(one: GraphGroup, other: GraphGroup): number {
  return (
    one.displayName.localeCompare(other.displayName, 'en', { sensitivity: 'base' }) ||
    (one.id < other.id ? -1 : 1)
  );
}

/**
 * Ids of the groups with members in error. The property can be filtered on and never read, and only without
 * `$count` (github.com/microsoftgraph/msgraph-sdk-powershell/issues/2967).
 */
export async function readGroupIdsWithErrors(wire: GraphWire): Promise<ReadonlySet<string>> {
  const path = `/groups${query({ filter: 'hasMembersWithLicenseErrors eq true', select: 'id', top: 999 })}`;
  const found = await readAll(wire, {
    call: 'groupIdsWithErrors',
    path,
    read: (raw) => (guid(raw['id']) === '' ? undefined : { id: guid(raw['id']) }),
  });
  return new Set(found.map(({ id }) => id));
}
