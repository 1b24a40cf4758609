import { badRequest } from '../http/answer';
import type { GraphRequest } from '../http/request';
import { answerCollection, answerEntity } from '../odata/collection';
import { seededGuid } from '../random';
import { expandableUser } from '../resources/expansions';
import { newUser, type User } from '../tenant';
import { checkFields, needFields, readFields, type Rule } from './body';
import { get, list, needUser, viewOf, write, type Handler, type RouteContext } from './route';

const optionalText: Rule = { kind: 'text', nullable: true, longest: 128 };

const changeable: Readonly<Record<string, Rule>> = {
  accountEnabled: { kind: 'flag' },
  city: optionalText,
  companyName: optionalText,
  country: optionalText,
  department: optionalText,
  displayName: { kind: 'text' },
  employeeId: { kind: 'text', nullable: true, longest: 16 },
  givenName: optionalText,
  jobTitle: optionalText,
  officeLocation: optionalText,
  surname: optionalText,
  // Microsoft: a usage location is not nullable; two letters of ISO 3166.
  usageLocation: { kind: 'text', pattern: /^[A-Z]{2}$/i },
  userPrincipalName: { kind: 'text', longest: 113, pattern: /^[A-Z0-9!#^~'.\-_]+@[A-Z0-9.-]+$/i },
  userType: { kind: 'text', pattern: /^(Member|Guest)$/ },
};

const createUser: Handler = (context, request) => {
  const { passwordProfile, mailNickname, ...fields } = readFields(request.body);
  needFields(
    { ...fields, passwordProfile, mailNickname },
    ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'],
    'User',
  );
  checkFields({ mailNickname }, { mailNickname: { kind: 'text', longest: 64 } }, 'User');
  const checked = readChanges(context, fields);
  const userPrincipalName = checked.userPrincipalName ?? '';
  const user = newUser({
    ...checked,
    id: seededGuid(context.random),
    displayName: checked.displayName ?? '',
    userPrincipalName,
    mail: userPrincipalName,
    createdAt: context.now(),
  });
  context.tenant.addUser(user);
  context.engine.userChanged(user);
  return answerEntity(request, viewOf(context, request), expandableUser, 'users', user, 201);
};

const changeUser: Handler = (context, request, [id]) => {
  const user = needUser(context, id);
  const { passwordProfile: _password, ...fields } = readFields(request.body);
  const checked = readChanges(context, fields, user);
  const nameBefore = user.userPrincipalName;
  Object.assign(user, checked);
  context.tenant.changedUser(user, nameBefore);
  context.engine.userChanged(user);
  return { status: 204 };
};

const deleteUser: Handler = (context, _request, [id]) => {
  context.tenant.removeUser(needUser(context, id));
  return { status: 204 };
};

/** @throws GraphFault for values that no person may have */
function readChanges(
  context: RouteContext,
  fields: Readonly<Record<string, unknown>>,
  own?: User,
): Partial<User> {
  const checked = Object.fromEntries(checkFields(fields, changeable, 'User')) as Partial<User>;
  if (checked.usageLocation) checked.usageLocation = checked.usageLocation.toUpperCase();
  const name = checked.userPrincipalName;
  if (name !== undefined) checkName(context, name, own);
  return checked;
}

function checkName({ tenant }: RouteContext, name: string, own: User | undefined): void {
  if (!name.toLowerCase().endsWith(`@${tenant.organization.domain}`)) {
    throw badRequest(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    );
  }
  const other = tenant.findUser(name);
  if (other && other !== own)
    throw badRequest('Another object with the same value for property userPrincipalName already exists.');
}

function onlyLocation(request: GraphRequest): boolean {
  const body = request.body;
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return names.length === 1 && names[0] === 'usageLocation';
}

const readUser: Handler = (context, request, [id]) =>
  answerEntity(request, viewOf(context, request), expandableUser, 'users', needUser(context, id));

/** People themselves. */
export const userRoutes = [
  list('/users', 'users.read', (context, request) =>
    answerCollection(request, viewOf(context, request), {
      resource: expandableUser,
      context: 'users',
      entities: context.tenant.users.values(),
    }),
  ),
  write('POST', '/users', 'users.write', createUser),
  get('/users/{user}', 'users.read', readUser),
  write(
    'PATCH',
    '/users/{user}',
    (request) => (onlyLocation(request) ? 'users.usageLocation.write' : 'users.write'),
    changeUser,
  ),
  write('DELETE', '/users/{user}', 'users.write', deleteUser),
] as const;
