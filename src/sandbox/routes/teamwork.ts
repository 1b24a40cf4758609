import { badRequest, GraphFault } from '../http/answer';
import { answerCollection } from '../odata/collection';
import { property, resource } from '../odata/resource';
import { readFields } from './body';
import { get, needUser, viewOf, write, type Handler } from './route';

interface Installation {
  readonly userId: string;
  readonly appId: string;
}

/** "userScopeTeamsAppInstallation": its id is not the id of the app. */
const installationResource = resource<Installation>(
  'UserScopeTeamsAppInstallation',
  'microsoft.graph.userScopeTeamsAppInstallation',
  [
    property(
      'id',
      'Edm.String',
      ({ userId, appId }) => Buffer.from(`${userId}##${appId}`).toString('base64'),
      { shown: true },
    ),
  ],
  [
    {
      name: 'teamsApp',
      open:
        () =>
        ({ appId }) => ({ id: appId }),
    },
  ],
);

const bound = /\/appCatalogs\/teamsApps\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

const installedApps: Handler = (context, request, [id]) => {
  const user = needUser(context, id);
  return answerCollection(request, viewOf(context, request), {
    resource: installationResource,
    context: `users('${user.id}')/teamwork/installedApps`,
    entities: user.installedApps.map((appId) => ({ userId: user.id, appId })),
  });
};

/** The sandbox has no catalog: every app is in it. */
const installApp: Handler = (context, request, [id]) => {
  const app = readFields(request.body)['teamsApp@odata.bind'];
  const found = typeof app === 'string' && app.length < 500 ? bound.exec(app)?.[1] : undefined;
  if (!found)
    throw badRequest("The 'teamsApp@odata.bind' annotation is no reference to an app of the catalog.");
  const user = needUser(context, id);
  const appId = found.toLowerCase();
  if (user.installedApps.includes(appId))
    throw new GraphFault(409, 'Conflict', 'The specified app is already installed in the personal scope.');
  user.installedApps = [...user.installedApps, appId];
  context.tenant.changedUser(user);
  return { status: 201 };
};

/** Teams apps in the personal scope of people. */
export const teamworkRoutes = [
  get('/users/{user}/teamwork/installedApps', 'users.apps.read', installedApps),
  write('POST', '/users/{user}/teamwork/installedApps', 'users.apps.write', installApp),
] as const;
