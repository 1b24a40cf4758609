import { people } from '../../../src/sandbox/contoso/people';
import { findScenario } from '../../../src/sandbox/scenarios';
import { giveManagers } from '../../../src/sandbox/scenarios/make-managers';
import { newUser, type User } from '../../../src/sandbox/tenant';
import { build, groupNamed } from './support';

const tenant = build(findScenario('contoso'));
const users = [...tenant.users.values()];
const managerOf = ({ id }: { readonly id: string }): string | null | undefined =>
  tenant.users.get(id)?.managerId;

it('the named people report as the stories need it', () => {
  expect(managerOf(people.alex)).toBe(people.adele.id);
  expect(managerOf(people.adele)).toBe(people.nestor.id);
  expect(managerOf(people.megan)).toBe(people.nestor.id);
  expect(managerOf(people.isaiah)).toBe(people.nestor.id);
  expect(managerOf(people.nestor)).toBeNull();
  expect(managerOf(people.pradeep)).toBeNull();
});

it('everybody in a department reports to one head of it who may sign in, and the heads to Nestor', () => {
  const staff = users.filter(({ id, userType }) => userType === 'Member' && id !== people.alex.id);
  const departments = new Set(staff.map(({ department }) => department));
  expect(departments.size).toBe(8);
  for (const department of departments) {
    const members = staff.filter((user) => user.department === department);
    const managers = new Set(members.map(({ managerId }) => managerId).filter((id) => id !== null));
    managers.delete(people.nestor.id);
    const heads = [...managers].map((id) => tenant.users.get(id ?? ''));
    expect([department, heads.length]).toEqual([department, department === 'IT' ? 0 : 1]);
    for (const head of heads)
      expect(head).toMatchObject({ department, accountEnabled: true, managerId: people.nestor.id });
  }
});

it('every chain of managers ends', () => {
  for (const user of users) {
    const chain = new Set<User>();
    for (let each: User | undefined = user; each; each = tenant.managerOf(each)) {
      expect(chain.has(each)).toBe(false);
      chain.add(each);
    }
    expect(chain.size).toBeLessThanOrEqual(3);
  }
});

it('guests report to nobody, and a head is nobody who cannot sign in', () => {
  const person = (id: string, more: Partial<User> = {}) =>
    newUser({ id, displayName: id, userPrincipalName: id, department: 'Law', ...more });
  const [guest, blocked, head, clerk, drifter] = [
    person('guest', { userType: 'Guest' }),
    person('blocked', { accountEnabled: false }),
    person('head'),
    person('clerk'),
    person('drifter', { department: null }),
  ];
  giveManagers([guest, blocked, head, clerk, drifter]);
  expect([guest, blocked, head, clerk, drifter].map(({ managerId }) => managerId)).toEqual([
    null,
    'head',
    people.nestor.id,
    'head',
    null,
  ]);
});

it('a group has an owner where Graph knows owners', () => {
  const owners = (name: string) => [...groupNamed(tenant, name).owners];
  expect(owners('Contoso sales')).toEqual([people.adele.id]);
  expect(owners('Contoso social club')).toEqual([people.adele.id]);
  for (const name of ['Contoso headquarters', 'Contoso field service', 'Contoso newsletter'])
    expect(owners(name)).toEqual([]);
});
