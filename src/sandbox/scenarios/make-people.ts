import { companies, departments, jobTitles, locations, places } from '../contoso/places';
import { givenNames, surnames } from '../contoso/names';
import { contosoDomain, type NamedPerson } from '../contoso/people';
import { pick, seededGuid } from '../random';
import { newUser, type User } from '../tenant';

const year = 365 * 24 * 3600 * 1000;
const day = 24 * 3600 * 1000;

interface Name {
  readonly written: string;
  /** As it stands in addresses. */
  readonly small: string;
}

const given: readonly Name[] = givenNames.map(toName);
const family: readonly Name[] = surnames.map(toName);
const offices = Array.from(
  { length: 40 },
  (_, index) => `Building ${1 + (index % 8)}, floor ${1 + (index % 5)}`,
);
const noText: readonly string[] = [];
const noAssignments: User['assignments'] = [];

/**
 * A made-up employee or guest. What does not come from the stream follows from `index`, so that ids stay as they are.
 * A large tenant has half a million of them: each is written out at once, because `newUser` would copy every field.
 */
export function makePerson(
  random: () => number,
  index: number,
  userType: User['userType'],
  now: number,
): User {
  const [first, last] = [pick(given, random), pick(family, random)];
  const department = pick(departments, random);
  const id = seededGuid(random);
  const accountEnabled = random() > 0.01;
  // Every twelfth has none and so inherits the directory's.
  const usageLocation = index % 12 === 7 ? null : pick(locations, random);
  const guest = userType === 'Guest';
  const account = `${first.small}.${last.small}${index}`;
  const address = `${account}@${guest ? 'partner.example' : contosoDomain}`;
  const place = places[usageLocation ?? locations[0]];
  return {
    id,
    displayName: `${first.written} ${last.written}${guest ? ' (Partner)' : ''}`,
    givenName: first.written,
    surname: last.written,
    userPrincipalName: guest ? `${account}_partner.example#EXT#@${contosoDomain}` : address,
    mail: address,
    jobTitle: guest ? null : pickAt(jobTitles[department], index),
    department: guest ? null : department,
    companyName: guest ? 'Partner' : pickAt(companies, index),
    city: guest ? null : pickAt(place.cities, index),
    country: guest ? null : place.country,
    officeLocation: guest ? null : pickAt(offices, index),
    employeeId: guest ? null : `E${100_000 + index}`,
    userType,
    accountEnabled,
    usageLocation,
    // Somebody new every day or so, over the last years.
    createdAt: now - year - (index % 1_500) * day,
    proxyAddresses: noText,
    managerId: null,
    installedApps: noText,
    assignments: noAssignments,
    memberOf: new Set(),
  };
}

/** One of the people with a name and a part, as a user of the tenant. */
export function makeNamed(person: NamedPerson, now: number): User {
  const { roleTemplateId: _role, department, ...fields } = person;
  return newUser({
    ...fields,
    department: department || null,
    usageLocation: 'US',
    createdAt: now - year,
  });
}

function toName(written: string): Name {
  return { written, small: written.toLowerCase() };
}

function pickAt(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}
