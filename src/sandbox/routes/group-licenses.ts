import { nextTemplate } from '../engine/template';
import { actorOf, needGroup, write, type Handler } from './route';
import { readLicenseChange, refusing } from './license-change';
import { isoSecond } from '../resources/filters';

/** Validates the group's template at once; the members are processed later (Graph "group: assignLicense"). */
const assignLicense: Handler = (context, request, [id]) => {
  const group = needGroup(context, id);
  const { add, remove } = readLicenseChange(request.body);
  const { tenant, engine } = context;
  refusing(() => engine.setTemplate(group, nextTemplate(tenant, group, add, remove), actorOf(context)));
  return {
    status: 202,
    headers: {
      location: `https://graph.microsoft.com/v2/${tenant.organization.id}/directoryObjects/${group.id}/Microsoft.DirectoryServices.Group`,
    },
    body: {
      '@odata.context': '$metadata#groups/$entity',
      id: group.id,
      createdDateTime: isoSecond(group.createdAt),
      groupTypes: group.groupTypes,
      securityEnabled: group.securityEnabled,
    },
  };
};

/** Licenses of a group. */
export const groupLicenseRoutes = [
  write('POST', '/groups/{id}/assignLicense', 'groups.assignLicense', assignLicense),
] as const;
