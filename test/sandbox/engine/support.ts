import { virtualClock } from '../../../src/sandbox/clock';
import { newDial, type Dial } from '../../../src/sandbox/dial';
import { Engine, nextTemplate, type Pace } from '../../../src/sandbox/engine';
import { seededRandom } from '../../../src/sandbox/random';
import {
  newGroup,
  newUser,
  Tenant,
  type Actor,
  type Assignment,
  type AuditEntry,
  type Group,
  type Sku,
  type Template,
  type User,
} from '../../../src/sandbox/tenant';

export const start = Date.parse('2026-03-01T08:00:00Z');

/** Service plans that the rules are about, by the names that Microsoft gives them. */
export const plans = {
  exchange: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  exchangeStandard: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  exchangeKiosk: '4a82b400-a79f-41a4-b4e2-e94f5787b113',
  skype: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  teams: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  sharePoint: '5dbe027f-2339-4123-9542-606e4d348a72',
  sharePointStandard: 'c7699d2e-19aa-44de-8edf-1736da088ca1',
  sharePointKiosk: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
  yammer: '7547a3fe-08ee-4ccb-b430-5077c5041653',
  intune: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  audioConferencing: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
  workplaceAnalytics: 'f477b0f0-3bb1-4890-940c-40fcee6ce05f',
  visio: '663a804f-1c30-4ff0-9915-9db84f0d1cea',
  copilot: '3f30311c-6b1e-48a4-ab79-725b469da960',
  storage: 'be5a7ed5-c598-4fcd-a061-5e6724c68a58',
} as const;

/** Products with a hundred seats each; their ids are made up, those of their plans are not. */
export const skus = {
  E3: sku(1, 'E3', [plans.exchange, plans.skype, plans.teams, plans.sharePoint, plans.yammer, plans.intune]),
  E1: sku(2, 'E1', [plans.exchangeStandard, plans.skype, plans.teams, plans.sharePointStandard]),
  F3: sku(3, 'F3', [plans.exchangeKiosk, plans.teams, plans.sharePointKiosk]),
  VISIO: sku(4, 'VISIO', [plans.visio]),
  COPILOT: sku(5, 'COPILOT', [plans.copilot], { prohibitedIn: ['RU'] }),
  AUDIO: sku(6, 'AUDIO', [plans.audioConferencing]),
  ANALYTICS: sku(7, 'ANALYTICS', [plans.workplaceAnalytics]),
  STORAGE: sku(8, 'STORAGE', [plans.storage], { appliesTo: 'Company' }),
} as const;

export type Part = keyof typeof skus;

export const admin: Actor = {
  kind: 'user',
  id: 'admin',
  name: 'Ada',
  userPrincipalName: 'ada@contoso.example',
};
const engineName = 'Microsoft Entra ID Group-Based Licensing';
export const engineActor: Actor = { kind: 'app', appId: null, name: engineName };

/** A small tenant, its engine, and hands to put people and groups into it. Only `settle` moves the time. */
export function bench(
  options: { readonly pace?: Pace; readonly dial?: Partial<Dial>; readonly seed?: number } = {},
) {
  const clock = virtualClock(start);
  const dial = newDial(options.dial);
  const organization = { id: 'tenant', displayName: 'Contoso', location: 'US', domain: 'contoso.example' };
  const tenant = new Tenant(organization);
  for (const each of Object.values(skus)) tenant.skus.set(each.skuId, { ...each, units: { ...each.units } });
  const engine = new Engine({
    tenant,
    clock,
    dial,
    pace: options.pace ?? { queuedMs: 0, membersPerSecond: Infinity },
    random: seededRandom(options.seed ?? 1),
  });
  let made = 0;
  const person = (fields: Partial<Omit<User, 'memberOf'>> = {}): User => {
    made += 1;
    const id = fields.id ?? `person${String(made).padStart(4, '0')}`;
    const user = newUser({
      displayName: `Person ${made}`,
      userPrincipalName: `${id}@contoso.example`,
      usageLocation: 'US',
      ...fields,
      id,
    });
    tenant.addUser(user);
    return user;
  };
  const group = (
    members: readonly User[] = [],
    fields: Partial<Omit<Group, 'users' | 'groups' | 'memberOf' | 'owners'>> = {},
  ): Group => {
    made += 1;
    const id = fields.id ?? `group${String(made).padStart(4, '0')}`;
    const added = newGroup({ displayName: `Group ${made}`, createdAt: start, ...fields, id });
    tenant.addGroup(added);
    for (const { id: userId } of members) tenant.join(added, userId);
    return added;
  };
  const settle = (ms = 60_000): void => clock.advance(ms);
  return {
    clock,
    dial,
    tenant,
    engine,
    person,
    group,
    settle,
    /** Changes a group's licenses as a call does, and lets the pass run to its end. */
    license: (target: Group, add: readonly (Part | Template)[], remove: readonly Part[] = []): void => {
      const removed = remove.map((part) => skus[part].skuId);
      engine.setTemplate(target, nextTemplate(tenant, target, add.map(asTemplate), removed), admin);
      settle();
    },
    join: (target: Group, user: User): void => {
      tenant.join(target, user.id);
      engine.memberChanged(target, user.id);
    },
    leave: (target: Group, user: User): void => {
      tenant.leave(target, user.id);
      engine.memberChanged(target, user.id);
    },
    /** Gives a direct license without asking anybody, valid or not. */
    give: (user: User, part: Part, ...kept: readonly string[]): void =>
      tenant.assign(user, [...user.assignments, direct(kept.length > 0 ? only(part, ...kept) : whole(part))]),
    units: (part: Part): Sku['units'] => {
      const found = tenant.skus.get(skus[part].skuId);
      if (!found) throw new Error(`no product ${part}`);
      return found.units;
    },
    consumed: (part: Part): number => tenant.consumed(skus[part].skuId),
    audits: (activity: string): readonly AuditEntry[] =>
      tenant.audits.filter((each) => each.activity === activity),
  };
}

/** The rows of licenseAssignmentStates of a person, as "E3 inherited Active None". */
export function states(user: User): readonly string[] {
  return user.assignments.map(
    ({ skuId, byGroup, state, error }) =>
      `${partOf(skuId)} ${byGroup === null ? 'direct' : 'inherited'} ${state} ${error}`,
  );
}

/** A product with only these plans switched on. */
export function only(part: Part, ...kept: readonly string[]): Template {
  const off = skus[part].plans.map(({ id }) => id).filter((id) => !kept.includes(id));
  return { skuId: skus[part].skuId, disabledPlans: off };
}

export function whole(part: Part): Template {
  return { skuId: skus[part].skuId, disabledPlans: [] };
}

function asTemplate(each: Part | Template): Template {
  return typeof each === 'string' ? whole(each) : each;
}

function direct(template: Template): Assignment {
  return { ...template, byGroup: null, state: 'Active', error: 'None', updatedAt: start };
}

function partOf(skuId: string): string {
  return Object.values(skus).find((each) => each.skuId === skuId)?.skuPartNumber ?? skuId;
}

function sku(
  place: number,
  skuPartNumber: string,
  planIds: readonly string[],
  fields: Partial<Pick<Sku, 'appliesTo' | 'prohibitedIn'>> = {},
): Sku {
  const appliesTo = fields.appliesTo ?? 'User';
  return {
    skuId: `00000000-0000-4000-8000-00000000000${place}`,
    skuPartNumber,
    appliesTo,
    capabilityStatus: 'Enabled',
    units: { enabled: 100, warning: 0, suspended: 0, lockedOut: 0 },
    plans: planIds.map((id) => ({ id, name: id, appliesTo })),
    prohibitedIn: fields.prohibitedIn ?? [],
  };
}
