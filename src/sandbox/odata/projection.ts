import { badRequest, GraphFault } from '../http/answer';
import type { View } from '../view';
import type { Property, Resource } from './resource';

/** How an entity becomes JSON: the properties and lists that were asked for. */
export interface Projection<E> {
  readonly selected: string | undefined;
  readonly properties: readonly Property<E>[];
  readonly expanded: readonly { readonly name: string; readonly read: (entity: E, view: View) => unknown }[];
}

/**
 * Reads $select and $expand.
 * @throws GraphFault for names that the resource does not have
 */
export function readProjection<E>(query: ReadonlyMap<string, string>, resource: Resource<E>): Projection<E> {
  const select = query.get('$select');
  const names = select === undefined ? undefined : splitList(select);
  return {
    selected: names?.join(','),
    properties: names
      ? names.includes('*')
        ? [...resource.properties.values()].filter(({ hidden }) => !hidden)
        : [...new Set(names.flatMap((name) => need(name, resource)))].filter(({ hidden }) => !hidden)
      : [...resource.properties.values()].filter(({ shown }) => shown),
    expanded: readExpand(query.get('$expand'), resource),
  };
}

/** The projection of objects inside another: these fields, or the usual ones. @throws GraphFault */
export function projectionOf<E>(fields: readonly string[] | undefined, resource: Resource<E>): Projection<E> {
  return readProjection(new Map(fields ? [['$select', fields.join(',')]] : []), resource);
}

/** One entity as JSON. Properties that do not belong to its kind are left out. */
export function project<E>(
  entity: E,
  view: View,
  projection: Projection<E>,
  type?: string,
): Readonly<Record<string, unknown>> {
  const json: Record<string, unknown> = {};
  if (type) {
    json['@odata.type'] = `#${type}`;
    json['id'] = (entity as { readonly id?: unknown }).id;
  }
  for (const each of projection.properties) {
    const value = each.read(entity, view);
    if (value !== undefined) json[each.name] = value;
  }
  for (const { name, read } of projection.expanded) json[name] = read(entity, view);
  return json;
}

/** A list that $expand may name may be selected too; it shows only where it is expanded. */
function need<E>(name: string, resource: Resource<E>): readonly Property<E>[] {
  const found = resource.properties.get(name.toLowerCase());
  if (found) return [found];
  if (!resource.expansions.has(name.toLowerCase())) throw unknownName(name, resource.type);
  return [];
}

/** `members,owners($select=id,displayName)` */
function readExpand<E>(text: string | undefined, resource: Resource<E>): Projection<E>['expanded'] {
  if (text === undefined) return [];
  return splitList(text).map((part) => {
    const match = /^(\w+)(?:\(\s*\$select\s*=([^()]*)\))?$/i.exec(part);
    const found = match ? resource.expansions.get((match[1] ?? '').toLowerCase()) : undefined;
    if (!match || !found) throw unknownName(part, resource.type);
    const fields = match[2] === undefined ? undefined : splitList(match[2]);
    return { name: found.name, read: found.open(fields) };
  });
}

const longestList = 16_384;

/** Commas outside parentheses part the list. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length && text.length <= longestList; at += 1) {
    const letter = text[at];
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === undefined || (letter === ',' && depth === 0)) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (parts.length === 0 || parts.length > 200 || parts.includes(''))
    throw badRequest(
      `The query specified in the URI is not valid. Term '${text.slice(0, 100)}' is not valid.`,
    );
  return parts;
}

function unknownName(name: string, type: string): GraphFault {
  return new GraphFault(
    400,
    'BadRequest',
    `Parsing OData Select and Expand failed: Could not find a property named '${name.slice(0, 100)}' on type '${type}'.`,
  );
}
