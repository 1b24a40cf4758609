import { places } from '../contoso/places';
import { pick, seededGuid, seededRandom } from '../random';
import { newGroup, type Assignment, type Tenant, type User } from '../tenant';
import type { Licensing } from './license';
import { makePerson } from './make-people';
import type { Size } from './scenario';

export interface GenerateOptions {
  readonly engine: Licensing;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly seed: number;
}

/** As many people as the products of the demo tenant have seats for. */
const usualSize = 6_000;
const licensedParts = ['SPE_E3', 'VISIOCLIENT', 'PROJECTPROFESSIONAL', 'Microsoft_365_Copilot'] as const;

/**
 * Adds made-up people and groups to a tenant: half a million people in seconds. The same seed gives the same.
 * The first group is the largest, without licenses; one in twenty of the others has one. A quarter of the people
 * hold Microsoft 365 E3 directly. Seats grow with the number of people.
 */
export function generate(tenant: Tenant, size: Size, { engine, now, seed }: GenerateOptions): void {
  const random = seededRandom(seed);
  const factor = Math.max(1, size.users / usualSize);
  for (const { units } of tenant.skus.values()) units.enabled = Math.ceil(units.enabled * factor);
  const users = makeUsers(tenant, size.users, random, now);
  const partIds = licensedParts.flatMap((part) => skuId(tenant, part) ?? []);
  for (let index = 0; index < size.groups; index += 1) {
    const id = seededGuid(random);
    const group = newGroup({
      id,
      displayName: groupName(index),
      description: index === 0 ? 'The largest group' : pick(purposes, random),
      mailNickname: `team${index}`,
      createdAt: now,
    });
    tenant.addGroup(group);
    // Most groups are small and a few are not: the fourth power of an even spread.
    const wanted = index === 0 ? size.largestGroup : 3 + Math.floor(400 * random() ** 4);
    const members = Math.min(wanted, users.length);
    const from = index === 0 ? 0 : Math.floor(random() * (users.length - members + 1));
    for (let at = from; at < from + members; at += 1) tenant.join(group, (users[at] as User).id);
    if (index % 20 === 7 && partIds.length > 0) {
      group.licenses = [{ skuId: pick(partIds, random), disabledPlans: [] }];
      engine.finishNow(group);
    }
  }
}

function makeUsers(tenant: Tenant, count: number, random: () => number, now: number): readonly User[] {
  // One list for everybody who holds it: assignments are replaced and never changed.
  const e3 = skuId(tenant, 'SPE_E3');
  const held: readonly Assignment[] = e3
    ? [{ skuId: e3, byGroup: null, disabledPlans: [], state: 'Active', error: 'None', updatedAt: now }]
    : [];
  const first = tenant.users.size; // in account names, so that no two people share one
  const users: User[] = [];
  for (let index = 0; index < count; index += 1) {
    const user = makePerson(random, first + index, 'Member', now);
    if (index % 4 === 1) user.assignments = held;
    tenant.addUser(user);
    users.push(user);
  }
  return users;
}

/** A name that no other index has. */
function groupName(index: number): string {
  const city = cities[index % cities.length] as string;
  const area = areas[Math.floor(index / cities.length) % areas.length] as string;
  const round = Math.floor(index / (cities.length * areas.length));
  return round === 0 ? `${area} ${city}` : `${area} ${city} ${round + 1}`;
}

function skuId(tenant: Tenant, part: string): string | undefined {
  for (const sku of tenant.skus.values()) if (sku.skuPartNumber === part) return sku.skuId;
  return undefined;
}

const cities = Object.values(places).flatMap((place) => place.cities);
const areas =
  'Accounts payable,Analytics,Brand design,Building services,Cloud platform,Compliance,Customer success,Data science,Field sales,Fleet,Hardware lab,Inside sales,Internal audit,Learning,Legal,Logistics,Mobile apps,Partner management,Payroll,Procurement,Product marketing,Quality,Recruiting,Research,Security operations,Service desk,Store managers,Tax,Travel,Warehouse'.split(
    ',',
  );
const purposes = [
  'Members of the team',
  'Access to the shared workspace',
  'Everybody who works on this, with deputies',
  'Read access for the reports',
  'On call',
] as const;
