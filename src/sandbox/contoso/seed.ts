import type { Engine } from '../engine/engine';
import { seededGuid, seededRandom } from '../random';
import type { Assignment, Group, Tenant, User } from '../tenant';
import { groupSeeds, type GroupSeed } from './groups';
import { givenNames, surnames } from './names';
import { contosoDomain, people, roleTemplates, type NamedPerson } from './people';
import { products } from './products';

const memberCount = 6_050;
const guestCount = 40;
const departments = [
  'Engineering',
  'Sales',
  'Retail',
  'Finance',
  'Marketing',
  'Operations',
  'Support',
  'IT',
] as const;
const locations = ['US', 'US', 'US', 'DE', 'ES', 'NO', 'IN', 'BR', 'JP'] as const;

/** Fills an empty tenant with Contoso. The same seed gives the same people, groups and ids. */
export function seedContoso(tenant: Tenant, engine: Engine, now: number, seed = 20261124): void {
  const random = seededRandom(seed);
  for (const sku of products) tenant.skus.set(sku.skuId, { ...sku, units: { ...sku.units } });
  for (const person of Object.values<NamedPerson>(people)) tenant.users.set(person.id, namedUser(person));
  const members = makeUsers(tenant, random, memberCount, 'Member');
  const guests = makeUsers(tenant, random, guestCount, 'Guest');
  makeRoles(tenant, random);
  giveDirectLicenses(tenant, members, now);

  const made = new Map<string, Group>();
  let next = 0;
  const take = (count: number): User[] => {
    // Consecutive people, so that groups overlap only where the list begins anew.
    const taken = Array.from(
      { length: count },
      (_, index) => members[(next + index) % members.length] as User,
    );
    next = (next + count) % members.length;
    return taken;
  };
  for (const line of groupSeeds) {
    const group = makeGroup(line, seededGuid(random), now);
    tenant.groups.set(group.id, group);
    made.set(line.name, group);
    const chosen = line.department
      ? members.filter((user) => user.department === line.department).slice(0, 300)
      : line.members === 5_000
        ? members.slice(0, 5_000)
        : take(line.members ?? 0);
    for (const user of [...chosen, ...guests.slice(0, line.guests ?? 0)]) tenant.join(group, user.id);
    for (const key of line.named ?? []) tenant.join(group, people[key as keyof typeof people].id);
    group.owners.add(people.adele.id);
    if (line.name === 'Contoso sales') prepareDemo(tenant, chosen, now);
    if (line.clean) for (const user of chosen) tenant.assign(user, []);
    if (line.troubled) prepareTrouble(tenant, chosen, now);
  }
  for (const line of groupSeeds) {
    for (const name of line.nested ?? []) made.get(line.name)?.groups.add(made.get(name)?.id ?? '');
  }
  for (const line of groupSeeds) license(tenant, engine, made.get(line.name) as Group, line);
}

function makeUsers(tenant: Tenant, random: () => number, count: number, userType: User['userType']): User[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const [givenName, surname, department] = [pick(givenNames), pick(surnames), pick(departments)];
    const account = `${givenName}.${surname}${index}`.toLowerCase();
    const guest = userType === 'Guest';
    const user: User = {
      id: seededGuid(random),
      displayName: guest ? `${givenName} ${surname} (Partner)` : `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName: guest
        ? `${account}_partner.example#EXT#@${contosoDomain}`
        : `${account}@${contosoDomain}`,
      mail: guest ? `${account}@partner.example` : `${account}@${contosoDomain}`,
      jobTitle: null,
      department: guest ? null : department,
      userType,
      accountEnabled: random() > 0.01,
      // Every twelfth has none and so inherits the directory's.
      usageLocation: index % 12 === 7 ? null : pick(locations),
      assignments: [],
      memberOf: new Set(),
    };
    tenant.users.set(user.id, user);
    return user;
  });
}

function namedUser(person: NamedPerson): User {
  const { id, displayName, givenName, surname, userPrincipalName, mail, jobTitle, userType } = person;
  return {
    id,
    displayName,
    givenName,
    surname,
    userPrincipalName,
    mail,
    jobTitle,
    department: person.department || null,
    userType,
    accountEnabled: true,
    usageLocation: 'US',
    assignments: [],
    memberOf: new Set(),
  };
}

function makeRoles(tenant: Tenant, random: () => number): void {
  const names: Readonly<Record<string, string>> = {
    [roleTemplates.globalAdministrator]: 'Global Administrator',
    [roleTemplates.userAdministrator]: 'User Administrator',
    [roleTemplates.licenseAdministrator]: 'License Administrator',
  };
  for (const [templateId, displayName] of Object.entries(names)) {
    const holders = Object.values<NamedPerson>(people).filter(
      (person) => person.roleTemplateId === templateId,
    );
    const id = seededGuid(random);
    tenant.roles.set(id, {
      id,
      displayName,
      templateId,
      members: new Set(holders.map((person) => person.id)),
    });
  }
}

/** Some people hold a product directly, as it grew over the years. */
function giveDirectLicenses(tenant: Tenant, members: readonly User[], now: number): void {
  members.forEach((user, index) => {
    if (index % 11 === 5) tenant.assign(user, [direct(tenant, 'SPE_E3', now)]);
    else if (index % 23 === 9) tenant.assign(user, [direct(tenant, 'STANDARDPACK', now)]);
  });
}

/** The demo group: three have Microsoft 365 E3 already, two have no usage location, nobody else anything. */
function prepareDemo(tenant: Tenant, members: readonly User[], now: number): void {
  members.forEach((user, index) => {
    tenant.assign(user, index < 3 ? [direct(tenant, 'SPE_E3', now)] : []);
    user.usageLocation = index === 5 || index === 8 ? null : 'US';
    user.accountEnabled = true;
    user.department = 'Sales'; // so that no rule puts them into another licensed group
  });
}

/** Members whose license cannot be given: some work where the product is not allowed. */
function prepareTrouble(tenant: Tenant, members: readonly User[], now: number): void {
  members.forEach((user, index) => {
    tenant.assign(user, [direct(tenant, 'SPE_E3', now)]);
    if (index % 6 === 2) user.usageLocation = 'BY';
  });
}

function license(tenant: Tenant, engine: Engine, group: Group, line: GroupSeed): void {
  if (line.orphan) group.licenses = [{ skuId: 'b2669e95-76ef-4e7e-a367-002f60a39f3e', disabledPlans: [] }];
  if (line.licenses) {
    group.licenses = line.licenses.map((part) => ({ skuId: skuOf(tenant, part), disabledPlans: [] }));
    if (line.busy) {
      group.pace = 0.1; // so that there is always a group in progress to look at
      engine.process(group);
    }
    if (!line.busy) engine.finishNow(group);
  } else if (line.orphan) group.processing = 'ProcessingComplete';
}

function makeGroup(line: GroupSeed, id: string, now: number): Group {
  const kind = line.kind ?? 'security';
  const unified = kind.startsWith('microsoft365');
  const mailNickname = line.mail ?? id.slice(0, 8);
  return {
    id,
    displayName: line.name,
    description: line.description,
    mail: line.mail ? `${line.mail}@${contosoDomain}` : null,
    mailNickname,
    mailEnabled: kind !== 'security',
    securityEnabled: kind !== 'microsoft365' && kind !== 'distribution',
    groupTypes: [...(unified ? ['Unified'] : []), ...(line.rule ? ['DynamicMembership'] : [])],
    membershipRule: line.rule ?? null,
    onPremisesSyncEnabled: line.synced ? true : null,
    isAssignableToRole: line.roleAssignable ?? null,
    createdAt: now - 400 * 24 * 3600 * 1000,
    users: new Set(),
    groups: new Set(),
    owners: new Set(),
    licenses: [],
    processing: null,
  };
}

function direct(tenant: Tenant, part: string, now: number): Assignment {
  return {
    skuId: skuOf(tenant, part),
    byGroup: null,
    disabledPlans: [],
    state: 'Active',
    error: 'None',
    updatedAt: now,
  };
}

function skuOf(tenant: Tenant, part: string): string {
  return [...tenant.skus.values()].find((sku) => sku.skuPartNumber === part)?.skuId ?? part;
}
