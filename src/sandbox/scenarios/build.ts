import { contosoDomain, contosoTenantId, people, type NamedPerson } from '../contoso/people';
import { seededGuid, seededRandom } from '../random';
import { Tenant, type Group, type User } from '../tenant';
import { direct, type Products } from './circumstances';
import { generate } from './generate';
import { license, type Licensing } from './license';
import { makeGroup, ownersOf } from './make-groups';
import { giveManagers } from './make-managers';
import { makeNamed, makePerson } from './make-people';
import { makeNamedRoles, makeRole, makeRoleDefinitions } from './make-roles';
import { chooseMembers, type Chosen } from './members';
import type { GroupSeed, Scenario } from './scenario';

export interface BuildOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Makes the engine of the tenant: what people get is its work, not the scenario's. */
  readonly engine: (tenant: Tenant) => Licensing;
}

/** A new tenant as its scenario describes it. @throws Error when the scenario contradicts itself */
export function buildTenant(scenario: Scenario, { now, engine }: BuildOptions): Tenant {
  const tenant = emptyTenant();
  fillTenant(tenant, scenario, engine(tenant), now);
  return tenant;
}

/** The tenant that every scenario fills: the named people belong to it. */
export function emptyTenant(): Tenant {
  return new Tenant({ id: contosoTenantId, displayName: 'Contoso', location: 'US', domain: contosoDomain });
}

/**
 * Fills an empty tenant. The same scenario gives the same people, groups, ids and license states.
 * @param now milliseconds since 1970
 * @throws Error when the scenario contradicts itself, as with a product that it does not sell
 */
export function fillTenant(tenant: Tenant, scenario: Scenario, engine: Licensing, now: number): void {
  for (const sku of scenario.products) tenant.skus.set(sku.skuId, { ...sku, units: { ...sku.units } });
  const products = new Map(scenario.products.map((sku) => [sku.skuPartNumber, sku]));
  const { people: wanted } = scenario;
  const random = seededRandom(wanted.seed);
  const make = (count: number, userType: User['userType']): readonly User[] =>
    Array.from({ length: count }, (_, index) => makePerson(random, index, userType, now));
  const members = make(wanted.members, 'Member');
  const guests = make(wanted.guests, 'Guest');
  if (wanted.grown) giveDirectLicenses(members, products, now);

  // Before they are in the tenant, because it counts seats and addresses as people come in.
  const chosen = chooseMembers(scenario.groups, members, products, now);
  for (const person of Object.values<NamedPerson>(people)) tenant.addUser(makeNamed(person, now));
  for (const user of [...members, ...guests]) tenant.addUser(user);
  const made = makeGroups(tenant, chosen, guests, random, now);
  giveRoles(tenant, scenario, members, made, now);
  for (const [seed, group] of made) license(tenant, engine, group, seed, chosen.get(seed) ?? [], products);
  if (scenario.generated) generate(tenant, scenario.generated, { engine, now, seed: wanted.seed + 2 });
  giveManagers(tenant.users.values());
}

function makeGroups(
  tenant: Tenant,
  chosen: Chosen,
  guests: readonly User[],
  random: () => number,
  now: number,
): ReadonlyMap<GroupSeed, Group> {
  const made = new Map<GroupSeed, Group>();
  for (const [seed, members] of chosen) {
    const group = makeGroup(seed, seededGuid(random), now);
    tenant.addGroup(group);
    made.set(seed, group);
    for (const user of [...members, ...guests.slice(0, seed.guests ?? 0)]) tenant.join(group, user.id);
    for (const key of seed.named ?? []) tenant.join(group, people[key].id);
    for (const key of ownersOf(seed)) group.owners.add(people[key].id);
  }
  for (const [seed, group] of made) {
    for (const name of seed.nested ?? []) tenant.nest(group, groupNamed(made, name));
  }
  return made;
}

function giveRoles(
  tenant: Tenant,
  scenario: Scenario,
  members: readonly User[],
  made: ReadonlyMap<GroupSeed, Group>,
  now: number,
): void {
  // A stream of its own: more roles do not give anybody another id.
  const random = seededRandom(scenario.people.seed + 1);
  makeRoleDefinitions(tenant, random);
  makeNamedRoles(tenant, now);
  for (const seed of scenario.roles ?? []) {
    const holder = typeof seed.holder === 'number' ? members[seed.holder] : groupNamed(made, seed.holder);
    if (!holder) throw new Error(`There is nobody at place ${seed.holder} for the role ${seed.role}.`);
    makeRole(tenant, seed, holder.id, random, now);
  }
}

function groupNamed(made: ReadonlyMap<GroupSeed, Group>, name: string): Group {
  for (const [seed, group] of made) if (seed.name === name) return group;
  throw new Error(`The scenario has no group "${name}".`);
}

/** Some people hold a product directly, as it grew over the years. */
function giveDirectLicenses(members: readonly User[], products: Products, now: number): void {
  const [e3, e1] = [direct('SPE_E3', products, now), direct('STANDARDPACK', products, now)];
  members.forEach((user, index) => {
    if (index % 11 === 5) user.assignments = [e3];
    else if (index % 23 === 9) user.assignments = [e1];
  });
}
