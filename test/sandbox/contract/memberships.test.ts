import { roleTemplates } from '../../../src/sandbox';
import type { Group } from '../../../src/sandbox/tenant';
import { ask, nobody, startBench, type Bench } from '../support';
import { bad, refusal } from './answers';
import { appToken } from './tokens';

/** Writes of groups and their members. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.sandbox.close());

const send = (method: string, path: string, body?: unknown, token?: string) =>
  ask(bench.sandbox, method, path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  });
const reference = (id: string) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
});
const join = (group: Group, id: string) => send('POST', `/groups/${group.id}/members/$ref`, reference(id));
const leave = (group: Group, id: string) => send('DELETE', `/groups/${group.id}/members/${id}/$ref`);

describe('members', () => {
  it('are added by reference, as people or as groups', async () => {
    const [group, user, nested] = [bench.group([]), bench.person(), bench.group([])];
    expect((await join(group, user.id)).status).toBe(204);
    expect((await join(group, nested.id.toUpperCase())).status).toBe(204);
    expect([[...group.users], [...group.groups]]).toEqual([[user.id], [nested.id]]);
  });

  it('cannot be added twice', async () => {
    const user = bench.person();
    const group = bench.group([user]);
    expect(refusal(await join(group, user.id))).toEqual(
      bad(
        "One or more added object references already exist for the following modified properties: 'members'.",
      ),
    );
  });

  it('must exist to be added, and be members to be removed', async () => {
    const group = bench.group([]);
    expect(refusal(await join(group, nobody)).slice(0, 2)).toEqual([404, 'Request_ResourceNotFound']);
    expect(refusal(await leave(group, bench.person().id)).slice(0, 2)).toEqual([
      404,
      'Request_ResourceNotFound',
    ]);
  });

  it('a group is no member of itself', async () => {
    const group = bench.group([]);
    expect((await join(group, group.id)).status).toBe(400);
    expect(group.groups.size).toBe(0);
  });

  it.each([
    ['a synchronized group', { onPremisesSyncEnabled: true }, 'on-premises mastered'],
    [
      'a dynamic group',
      { groupTypes: ['DynamicMembership'], membershipRule: 'user.department -eq "X"' },
      'dynamic membership',
    ],
  ])('of %s cannot be written', async (_name, fields, words) => {
    const member = bench.person();
    const group = bench.group([member], fields);
    expect(refusal(await join(group, bench.person().id))).toEqual(bad(words));
    expect(refusal(await leave(group, member.id))).toEqual(bad(words));
    expect([...group.users]).toEqual([member.id]);
  });

  it('of a role-assignable group need a permission of their own, and are people only', async () => {
    const group = bench.group([], { isAssignableToRole: true });
    expect(refusal(await join(group, bench.group([]).id))).toEqual(bad('cannot have groups'));
    bench.sandbox.apps.register({
      id: 'group-writer',
      name: 'Writes groups',
      secret: 'sandbox',
      applicationPermissions: ['Group.ReadWrite.All'],
      delegatedPermissions: [],
    });
    const token = await appToken(bench.sandbox, 'group-writer');
    const path = `/groups/${group.id}/members/$ref`;
    expect((await send('POST', path, reference(bench.person().id), token)).status).toBe(403);
    const made = { displayName: 'R', mailEnabled: false, mailNickname: 'r', securityEnabled: true };
    expect((await send('POST', '/groups', { ...made, isAssignableToRole: true }, token)).status).toBe(403);
    expect((await send('POST', '/groups', made, token)).status).toBe(201);
  });

  it('who is added to a licensed group gets its licenses, and who leaves loses them', async () => {
    const [group, user] = [bench.group([bench.person()]), bench.person()];
    bench.license(group, 'SPE_E3');
    await join(group, user.id);
    bench.clock.advance(60_000);
    expect(bench.states(user)).toEqual(['SPE_E3 inherited Active None']);
    expect((await leave(group, user.id)).status).toBe(204);
    bench.clock.advance(60_000);
    expect(bench.states(user)).toEqual([]);
  });

  it('a group given twenty members at once takes all or none of them', async () => {
    const [one, two] = [bench.person(), bench.person()];
    const group = bench.group([]);
    const bind = (...ids: readonly string[]) => ({
      'members@odata.bind': ids.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`),
    });
    const path = `/groups/${group.id}`;
    for (const ids of [[one.id, nobody], [one.id, one.id], Array.from({ length: 21 }, () => one.id)])
      expect((await send('PATCH', path, bind(...ids))).status).toBeGreaterThanOrEqual(400);
    expect(group.users.size).toBe(0);
    expect((await send('PATCH', path, bind(one.id, two.id))).status).toBe(204);
    expect([...group.users]).toEqual([one.id, two.id]);
  });
});

describe('groups', () => {
  const basic = { displayName: 'Made', mailEnabled: false, mailNickname: 'made', securityEnabled: true };
  const count = () => bench.sandbox.tenant.groups.size;

  it('are made with 201 and can be read, changed and deleted', async () => {
    const { status, body } = await send('POST', '/groups', basic);
    const path = `/groups/${String(body['id'])}`;
    expect([status, body['displayName']]).toEqual([201, 'Made']);
    expect((await send('PATCH', path, { displayName: 'Renamed', description: null })).status).toBe(204);
    expect((await send('GET', path)).body).toMatchObject({ displayName: 'Renamed', description: null });
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  it.each([
    ['a name', { ...basic, displayName: undefined }, "'displayName'"],
    ['a nickname', { ...basic, mailNickname: null }, "'mailNickname'"],
    ['a nickname without spaces', { ...basic, mailNickname: 'a b' }, "'mailNickname'"],
    ['known properties', { ...basic, shoeSize: 5 }, "'shoeSize'"],
    ['licenses by assignLicense only', { ...basic, assignedLicenses: [] }, "'assignedLicenses'"],
    ['flags', { ...basic, securityEnabled: 'yes' }, "'securityEnabled'"],
    ['known types', { ...basic, groupTypes: ['Secret'] }, "'groupTypes'"],
    ['mail by Exchange', { ...basic, mailEnabled: true }, 'mail-enabled'],
    ['a rule to be dynamic', { ...basic, groupTypes: ['DynamicMembership'] }, 'membershipRule'],
    ['to be dynamic for a rule', { ...basic, membershipRule: 'user.city -eq "Oslo"' }, 'membershipRule'],
    [
      'a rule that can be read',
      { ...basic, groupTypes: ['DynamicMembership'], membershipRule: 'user.city equals Oslo' },
      'Invalid membership rule',
    ],
    [
      'members who exist',
      { ...basic, 'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${nobody}`] },
      nobody,
    ],
    [
      'no rule where roles are assigned',
      {
        ...basic,
        isAssignableToRole: true,
        groupTypes: ['DynamicMembership'],
        membershipRule: 'user.city -eq "Oslo"',
      },
      'cannot have dynamic membership',
    ],
  ])('need %s; a refused one is not made', async (_name, body, words) => {
    const before = count();
    const answer = await send('POST', '/groups', body);
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).toContain(words);
    expect(count()).toBe(before);
  });

  it('cannot be changed to types that there are not', async () => {
    const group = bench.group([]);
    expect((await send('PATCH', `/groups/${group.id}`, { groupTypes: ['Secret'] })).status).toBe(400);
    expect(group.groupTypes).toEqual([]);
  });

  it('whether roles can be assigned is decided when a group is made', async () => {
    const group = bench.group([]);
    expect(refusal(await send('PATCH', `/groups/${group.id}`, { isAssignableToRole: true }))).toEqual(
      bad("'isAssignableToRole'"),
    );
  });

  it('with a rule take in who fits it, and those who fit later', async () => {
    const early = bench.person({ department: 'Fencing hall' });
    const { body } = await send('POST', '/groups', {
      ...basic,
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.department -eq "Fencing hall"',
      membershipRuleProcessingState: 'On',
    });
    const late = bench.person();
    await send('PATCH', `/users/${late.id}`, { department: 'Fencing hall' });
    bench.clock.advance(60_000);
    const { body: listed } = await send('GET', `/groups/${String(body['id'])}/members?$select=id`);
    expect((listed['value'] as { id: string }[]).map(({ id }) => id).sort()).toEqual(
      [early.id, late.id].sort(),
    );
  });

  it('who is in a deleted group stays in the tenant and loses nothing but its membership', async () => {
    const user = bench.person();
    const group = bench.group([user]);
    await send('DELETE', `/groups/${group.id}`);
    expect((await send('GET', `/users/${user.id}/memberOf`)).body['value']).toEqual([]);
  });
});

describe('role assignments', () => {
  const path = '/roleManagement/directory/roleAssignments';
  const body = (principalId: string, more = {}) => ({
    principalId,
    roleDefinitionId: roleTemplates.licenseAdministrator,
    directoryScopeId: '/',
    ...more,
  });

  it('are made once, for the tenant or an administrative unit, for people or groups made for roles', async () => {
    const user = bench.person();
    const { status, body: made } = await send('POST', path, body(user.id));
    expect([status, made['directoryScopeId']]).toEqual([201, '/']);
    expect(refusal(await send('POST', path, body(user.id)))).toEqual(bad('conflicting object'));
    const unit = `/administrativeUnits/${nobody}`;
    const scoped = await send('POST', path, body(user.id, { directoryScopeId: unit }));
    expect([scoped.status, scoped.body['directoryScopeId']]).toEqual([201, unit]);
    for (const scope of ['', 'x', '/users', '/administrativeUnits/x'])
      expect([scope, (await send('POST', path, body(user.id, { directoryScopeId: scope }))).status]).toEqual([
        scope,
        400,
      ]);
    expect((await send('POST', path, body(bench.group([]).id))).status).toBe(400);
    expect((await send('POST', path, body(bench.group([], { isAssignableToRole: true }).id))).status).toBe(
      201,
    );
    expect((await send('POST', path, body(nobody))).status).toBe(404);
  });
});
