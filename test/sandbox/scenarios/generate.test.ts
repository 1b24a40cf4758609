import { findScenario, sizeFrom } from '../../../src/sandbox/scenarios';
import { seededGuid, seededRandom } from '../../../src/sandbox/random';
import { build, groupNamed, statesIn } from './support';

const large = findScenario('large');
const size = { users: 20_000, groups: 300, largestGroup: 5_000 };
const tenant = build({ ...large, generated: size });
const contoso = build({ ...large, generated: { users: 0, groups: 0, largestGroup: 0 } });

it('makes as many people and groups as were asked for, besides those of Contoso', () => {
  expect(tenant.users.size - contoso.users.size).toBe(20_000);
  expect(tenant.groups.size - contoso.groups.size).toBe(300);
  expect(Math.max(...[...tenant.groups.values()].map(({ users }) => users.size))).toBe(5_000);
  expect([...contoso.users.keys()].every((id) => tenant.users.has(id))).toBe(true);
});

it('gives everybody a name and an id of their own', () => {
  const names = new Set([...tenant.users.values()].map(({ userPrincipalName }) => userPrincipalName));
  expect(names.size).toBe(tenant.users.size);
  const groups = [...tenant.groups.values()];
  // Contoso itself has two groups of one name, on purpose.
  expect(new Set(groups.map(({ displayName }) => displayName)).size).toBe(groups.length - 1);
});

it('makes the same again', () => {
  const small = { users: 500, groups: 30, largestGroup: 100 };
  const [one, other] = [1, 2].map(() => build({ ...large, generated: small }));
  expect([...(one?.users.keys() ?? [])]).toEqual([...(other?.users.keys() ?? [])]);
  const groups = [one, other].map((each) =>
    [...(each?.groups.values() ?? [])].map((group) => [group.id, group.displayName, [...group.users]]),
  );
  expect(groups[0]).toEqual(groups[1]);
});

it('licenses some groups through the engine, and not the largest', () => {
  const licensed = [...tenant.groups.values()].filter(
    ({ id, licenses }) => licenses.length > 0 && !contoso.groups.has(id),
  );
  expect(licensed).toHaveLength(15);
  for (const group of licensed) {
    expect(group.processing).toBe('ProcessingComplete');
    expect(statesIn(tenant, group)).toHaveLength(group.users.size);
  }
  expect(groupNamed(tenant, 'Accounts payable Seattle')).toMatchObject({ licenses: [], processing: null });
});

it('has seats for everybody who holds a product', () => {
  for (const sku of tenant.skus.values()) expect(tenant.free(sku.skuId)).toBeGreaterThanOrEqual(0);
});

it('makes version 4 ids, the same for the same seed', () => {
  const [one, other] = [seededRandom(7), seededRandom(7)];
  const ids = Array.from({ length: 1_000 }, () => seededGuid(one));
  expect(ids).toEqual(ids.map(() => seededGuid(other)));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(seededGuid(seededRandom(20261124))).toBe('2faedb3a-8c1e-448e-ad77-7406c9a1e128');
});

describe('the size', () => {
  const usual = { users: 1_000, groups: 10, largestGroup: 200 };

  it('is the usual one unless the environment says otherwise, and the largest group keeps its share', () => {
    expect(sizeFrom({}, usual)).toEqual(usual);
    expect(sizeFrom({ SANDBOX_USERS: ' ' }, usual)).toEqual(usual);
    expect(sizeFrom({ SANDBOX_USERS: '500000', SANDBOX_GROUPS: '5000' }, usual)).toEqual({
      users: 500_000,
      groups: 5_000,
      largestGroup: 100_000,
    });
    expect(sizeFrom({ SANDBOX_USERS: '0' }, usual)).toEqual({ users: 0, groups: 10, largestGroup: 0 });
  });

  it.each(['-1', '1.5', '1e3', 'many', '1000001', '9'.repeat(400), '0x10'])(
    'is refused when it is %s',
    (text) => {
      expect(() => sizeFrom({ SANDBOX_USERS: text }, usual)).toThrow(
        /^SANDBOX_USERS is a whole number from 0 to 1000000, not ".{1,20}"\.$/,
      );
    },
  );
});
