import { project, projectionOf } from '../odata/projection';
import type { Expansion, Resource } from '../odata/resource';
import type { Group, User } from '../tenant';
import type { View } from '../view';
import { directoryObjectResource, type DirectoryObject } from './directory-object';
import { groupResource } from './group';
import { userResource } from './user';

/** $expand shows no more than this of a list, and no next link. */
const mostExpanded = 20;

/** A list of directory objects that hangs on an entity. */
function listed<E>(name: string, list: (entity: E, view: View) => Iterable<DirectoryObject>): Expansion<E> {
  return {
    name,
    open: (fields) => {
      const projection = projectionOf(fields, directoryObjectResource);
      return (entity, view) => {
        const found: object[] = [];
        for (const each of list(entity, view)) {
          if (found.length >= mostExpanded) break;
          found.push(project(each, view, projection, directoryObjectResource.typeOf(each)));
        }
        return found;
      };
    },
  };
}

function withLists<E>(resource: Resource<E>, lists: readonly Expansion<E>[]): Resource<E> {
  return { ...resource, expansions: new Map(lists.map((each) => [each.name.toLowerCase(), each])) };
}

/** Direct members: people first, then groups. */
export function* membersOf(group: Group, { tenant }: View): Iterable<DirectoryObject> {
  yield* tenant.peopleOf(group);
  yield* known(group.groups, tenant.groups);
}

/** Objects of the tenant by their ids; what is gone is passed over. */
export function* known<E>(ids: Iterable<string>, all: ReadonlyMap<string, E>): Iterable<E> {
  for (const id of ids) {
    const found = all.get(id);
    if (found) yield found;
  }
}

/** Groups with the lists that $expand may name. */
export const expandableGroup = withLists<Group>(groupResource, [
  listed('members', membersOf),
  listed('owners', (group, { tenant }) => known(group.owners, tenant.users)),
  listed('memberOf', (group, { tenant }) => known(group.memberOf, tenant.groups)),
]);

/** The manager, left out where there is none. */
const manager: Expansion<User> = {
  name: 'manager',
  open: (fields) => {
    const projection = projectionOf(fields, userResource);
    return (user, view) => {
      const found = view.tenant.managerOf(user);
      return found && project(found, view, projection, userResource.type);
    };
  },
};

/** Users with the lists that $expand may name. */
export const expandableUser = withLists<User>(userResource, [
  listed('memberOf', (user, { tenant }) => known(user.memberOf, tenant.groups)),
  manager,
]);
