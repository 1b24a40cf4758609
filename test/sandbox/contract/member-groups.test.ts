import { people } from '../../../src/sandbox';
import type { Group, User } from '../../../src/sandbox/tenant';
import { ask, nobody, startBench, type Bench } from '../support';
import { bad, refusal } from './answers';
import { personToken } from './tokens';

/** checkMemberGroups and getMemberGroups: memberships at any height as ids. */
let bench: Bench;
let member: User;
let team: Group;
let above: Group;
let top: Group;
let list: Group;
beforeAll(async () => {
  bench = await startBench();
  member = bench.person();
  team = bench.group([member]);
  [above, top] = [bench.group([]), bench.group([])];
  list = bench.group([member], { securityEnabled: false, mailEnabled: true });
  const { tenant } = bench.sandbox;
  tenant.nest(above, team);
  tenant.nest(top, above);
  tenant.nest(team, top);
});
afterAll(() => bench.sandbox.close());

const post = (name: string, body: unknown, user = member.id, token?: string) =>
  ask(bench.sandbox, 'POST', user === 'me' ? `/me/${name}` : `/users/${user}/${name}`, {
    body: JSON.stringify(body),
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
  });
const ids = async (name: string, body: unknown, user?: string, token?: string) =>
  (await post(name, body, user, token)).body['value'];

it('says which of the groups a person is in, at any height and in a circle of groups too', async () => {
  const other = bench.group([]);
  const groupIds = [top.id.toUpperCase(), other.id, nobody, team.id, list.id, team.id];
  const { status, body } = await post('checkMemberGroups', { groupIds });
  expect(status).toBe(200);
  expect(body).toEqual({
    '@odata.context': `${bench.sandbox.graphUrl}/$metadata#Collection(Edm.String)`,
    value: [top.id, team.id, list.id],
  });
  expect(await ids('checkMemberGroups', { groupIds }, member.userPrincipalName)).toHaveLength(3);
  expect(await ids('checkMemberGroups', { groupIds }, bench.person().id)).toEqual([]);
  expect(await ids('checkMemberGroups', { groupIds: [] })).toEqual([]);
});

it.each([
  ['more than twenty', { groupIds: Array.from({ length: 21 }, () => nobody) }],
  ['no list', { groupIds: nobody }],
  ['nothing', {}],
  ['what is no id', { groupIds: [nobody, '__proto__'] }],
  ['what is no text', { groupIds: [nobody, { toString: nobody }] }],
])('refuses to check %s', async (_what, body) => {
  expect(refusal(await post('checkMemberGroups', body))).toEqual(bad('groupIds'));
});

it('lists all groups of a person, or only those that can hold permissions', async () => {
  const all = (await ids('getMemberGroups', { securityEnabledOnly: false })) as string[];
  expect([...all].sort()).toEqual([team.id, above.id, top.id, list.id].sort());
  const secure = (await ids('getMemberGroups', { securityEnabledOnly: true })) as string[];
  expect([...secure].sort()).toEqual([team.id, above.id, top.id].sort());
  expect(refusal(await post('getMemberGroups', {}))).toEqual(bad('securityEnabledOnly'));
});

it('answers people about themselves with User.Read', async () => {
  bench.sandbox.apps.register({
    id: 'only-me',
    name: 'Only me',
    secret: 'sandbox',
    applicationPermissions: [],
    delegatedPermissions: ['User.Read'],
  });
  const token = await personToken(bench.sandbox, people.alex.userPrincipalName, 'only-me');
  const [own] = [...(bench.sandbox.tenant.users.get(people.alex.id)?.memberOf ?? [])];
  expect(await ids('checkMemberGroups', { groupIds: [own] }, 'me', token)).toEqual([own]);
  expect((await post('checkMemberGroups', { groupIds: [own] }, member.id, token)).status).toBe(403);
});
