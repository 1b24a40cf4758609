import { project, projectionOf } from '../odata/projection';
import { allow, property, resource, type Expansion } from '../odata/resource';
import type { RoleAssignment, RoleDefinition, RoleEligibility } from '../tenant';
import { filters, isoSecond } from './filters';

const shown = true;
const text = 'Edm.String';

/** A role that is in use in the tenant ("directoryRole resource type"). */
export const directoryRoleResource = resource<RoleDefinition>(
  'DirectoryRole',
  'microsoft.graph.directoryRole',
  [
    property('id', text, (role) => role.objectId, { shown, filter: filters.id }),
    property('deletedDateTime', 'Edm.DateTimeOffset', () => null, { shown }),
    property('description', text, (role) => role.description, { shown }),
    property('displayName', text, (role) => role.displayName, { shown, filter: filters.name }),
    property('roleTemplateId', text, (role) => role.templateId, { shown, filter: allow('eq') }),
  ],
);

/** A role as it can be assigned ("unifiedRoleDefinition"); the id of a built-in one is its template id. */
export const roleDefinitionResource = resource<RoleDefinition>(
  'UnifiedRoleDefinition',
  'microsoft.graph.unifiedRoleDefinition',
  [
    property('id', text, (role) => role.templateId, { shown, filter: allow('eq in') }),
    property('description', text, (role) => role.description, { shown }),
    property('displayName', text, (role) => role.displayName, { shown, filter: allow('eq startsWith') }),
    property('isBuiltIn', 'Edm.Boolean', () => true, { shown, filter: allow('eq') }),
    property('isEnabled', 'Edm.Boolean', () => true, { shown }),
    property('resourceScopes', undefined, () => ['/'], { shown }),
    property('templateId', text, (role) => role.templateId, { shown, filter: allow('eq') }),
    property('version', text, () => '1', { shown }),
    property('rolePermissions', undefined, () => [], { shown }),
  ],
);

interface Held {
  readonly id: string;
  readonly templateId: string;
  readonly principalId: string;
  readonly scope: string;
}

const held = [
  property<Held>('id', text, (each) => each.id, { shown, filter: allow('eq') }),
  property<Held>('principalId', text, (each) => each.principalId, { shown, filter: allow('eq in') }),
  property<Held>('roleDefinitionId', text, (each) => each.templateId, { shown, filter: allow('eq in') }),
  property<Held>('directoryScopeId', text, (each) => each.scope, { shown, filter: allow('eq') }),
  property<Held>('appScopeId', text, () => null, { shown }),
] as const;

const definition: Expansion<Held> = {
  name: 'roleDefinition',
  open: (fields) => {
    const projection = projectionOf(fields, roleDefinitionResource);
    return (each, view) => {
      const role = view.tenant.roleDefinitions.get(each.templateId);
      return role ? project(role, view, projection) : null;
    };
  },
};

export const roleAssignmentResource = resource<RoleAssignment>(
  'UnifiedRoleAssignment',
  'microsoft.graph.unifiedRoleAssignment',
  held,
  [definition],
);

/** Active assignments with their times (Privileged Identity Management). */
export const assignmentScheduleResource = resource<RoleAssignment>(
  'UnifiedRoleAssignmentScheduleInstance',
  'microsoft.graph.unifiedRoleAssignmentScheduleInstance',
  [
    ...held,
    property<RoleAssignment>('startDateTime', 'Edm.DateTimeOffset', ({ startAt }) => isoSecond(startAt), {
      shown,
    }),
    property<RoleAssignment>('endDateTime', 'Edm.DateTimeOffset', endOf, { shown }),
    property<RoleAssignment>('assignmentType', text, ({ type }) => type, { shown, filter: allow('eq') }),
    property<RoleAssignment>('memberType', text, () => 'Direct', { shown }),
    property<RoleAssignment>('roleAssignmentOriginId', text, ({ id }) => id, { shown }),
    property<RoleAssignment>('roleAssignmentScheduleId', text, ({ id }) => id, { shown }),
  ],
  [definition],
);

/** Roles that may be activated and do not work until then. */
export const eligibilityResource = resource<RoleEligibility>(
  'UnifiedRoleEligibilityScheduleInstance',
  'microsoft.graph.unifiedRoleEligibilityScheduleInstance',
  [
    ...held,
    property<RoleEligibility>('startDateTime', 'Edm.DateTimeOffset', ({ startAt }) => isoSecond(startAt), {
      shown,
    }),
    property<RoleEligibility>('endDateTime', 'Edm.DateTimeOffset', endOf, { shown }),
    property<RoleEligibility>('memberType', text, () => 'Direct', { shown }),
    property<RoleEligibility>('roleEligibilityScheduleId', text, ({ id }) => id, { shown }),
  ],
  [definition],
);

function endOf({ endAt }: { readonly endAt: number | null }): string | null {
  return endAt === null ? null : isoSecond(endAt);
}
