import { badRequest, unsupported } from '../http/answer';
import { isAdvanced, type GraphRequest } from '../http/request';
import type { Collection } from '../odata/collection';
import { directoryObjectResource, type DirectoryObject } from '../resources/directory-object';
import { groupResource } from '../resources/group';
import { directoryRoleResource } from '../resources/role';
import { userResource } from '../resources/user';

/** A list of directory objects, whole or cast to one type: `/members`, `/members/microsoft.graph.user`. */
export function directoryObjects(
  cast: string | undefined,
  entities: Iterable<DirectoryObject>,
): Collection<DirectoryObject> {
  if (cast === undefined)
    return {
      resource: directoryObjectResource,
      context: 'directoryObjects',
      entities,
      reference: true,
      typed: true,
    };
  const kind = casts.get(cast);
  if (!kind) throw badRequest(`The type '${cast.slice(0, 100)}' is no type of directory object.`);
  const only = function* (): Iterable<DirectoryObject> {
    for (const each of entities)
      if (directoryObjectResource.typeOf(each) === `microsoft.graph.${kind.type}`) yield each;
  };
  return {
    resource: (kind.resource ?? directoryObjectResource) as typeof directoryObjectResource,
    context: kind.context,
    entities: only(),
    reference: true,
  };
}

const casts = new Map<
  string,
  { readonly type: string; readonly context: string; readonly resource?: unknown }
>([
  ['user', { type: 'user', context: 'users', resource: userResource }],
  ['group', { type: 'group', context: 'groups', resource: groupResource }],
  ['directoryrole', { type: 'directoryRole', context: 'directoryRoles', resource: directoryRoleResource }],
  // The tenant has none of these; a client may ask all the same.
  ...['device', 'orgContact', 'servicePrincipal', 'administrativeUnit'].map(
    (type) => [type.toLowerCase(), { type, context: `${type}s` }] as const,
  ),
]);

/** Microsoft: casts of transitive lists are advanced queries. @throws GraphFault */
export function needAdvancedCast(request: GraphRequest, cast: string | undefined): void {
  if (cast !== undefined && !isAdvanced(request))
    throw unsupported(
      'An OData cast on this list needs the ConsistencyLevel:eventual header and $count=true.',
    );
}
