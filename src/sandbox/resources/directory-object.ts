import { anyOf, type Resource } from '../odata/resource';
import type { Group, RoleDefinition, User } from '../tenant';
import { groupResource } from './group';
import { directoryRoleResource } from './role';
import { userResource } from './user';

/** Anything that can be a member of something. */
export type DirectoryObject = User | Group | RoleDefinition;

type Kind = Resource<DirectoryObject>;
const kinds = {
  user: userResource as Kind,
  group: groupResource as Kind,
  role: directoryRoleResource as Kind,
};

/** Members, memberOf and the like: users, groups and roles in one list. */
export const directoryObjectResource = anyOf<DirectoryObject>(
  'DirectoryObject',
  'microsoft.graph.directoryObject',
  [kinds.user, kinds.group, kinds.role],
  (entity) =>
    'templateId' in entity ? kinds.role : 'userPrincipalName' in entity ? kinds.user : kinds.group,
);
