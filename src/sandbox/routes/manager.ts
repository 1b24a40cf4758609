import { badRequest, GraphFault } from '../http/answer';
import { project, readProjection } from '../odata/projection';
import { directoryObjectResource } from '../resources/directory-object';
import { readFields, readReference } from './body';
import { get, needUser, viewOf, write, type Handler } from './route';

/** Graph says "not found" of the relation, and names neither the person nor a manager. */
const noManager = (): GraphFault =>
  new GraphFault(
    404,
    'Request_ResourceNotFound',
    "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
  );

const readManager: Handler = (context, request, [id]) => {
  const view = viewOf(context, request);
  const projection = readProjection(request.query, directoryObjectResource);
  const manager = context.tenant.managerOf(needUser(context, id));
  if (!manager) throw noManager();
  const selected = projection.selected ? `(${projection.selected})` : '';
  const entity = project(manager, view, projection, directoryObjectResource.typeOf(manager));
  return {
    status: 200,
    body: { '@odata.context': `$metadata#directoryObjects${selected}/$entity`, ...entity },
  };
};

const setManager: Handler = (context, request, [id]) => {
  const { tenant } = context;
  const user = needUser(context, id);
  const manager = needUser(context, readReference(readFields(request.body)['@odata.id']));
  if (manager === user) throw badRequest('A user cannot be their own manager.');
  user.managerId = manager.id;
  tenant.changedUser(user);
  return { status: 204 };
};

const removeManager: Handler = (context, _request, [id]) => {
  const user = needUser(context, id);
  if (!context.tenant.managerOf(user)) throw noManager();
  user.managerId = null;
  context.tenant.changedUser(user);
  return { status: 204 };
};

/** To whom somebody reports. */
export const managerRoutes = [
  get('/users/{user}/manager', 'users.manager.read', readManager),
  write('PUT', '/users/{user}/manager/$ref', 'users.write', setManager),
  write('DELETE', '/users/{user}/manager/$ref', 'users.write', removeManager),
] as const;
