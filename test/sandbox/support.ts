import { randomUUID } from 'node:crypto';
import { startSandbox, virtualClock, type Pace, type Sandbox, type SandboxOptions } from '../../src/sandbox';
import {
  newGroup,
  newUser,
  type Actor,
  type Assignment,
  type Group,
  type Sku,
  type Template,
  type User,
} from '../../src/sandbox/tenant';

/** When every sandbox of these tests begins. */
export const start = Date.parse('2026-03-01T08:00:00Z');

const settling = 60_000;

/** A pace that is easy to count with: a second in the queue, then ten members a second. */
export const pace: Pace = { queuedMs: 1_000, membersPerSecond: 10 };

/** Service plans that the rules are about, by the names that Microsoft gives them. */
export const plans = {
  exchange: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  skype: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  teams: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  sharePoint: '5dbe027f-2339-4123-9542-606e4d348a72',
  sharePointKiosk: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
  yammer: '7547a3fe-08ee-4ccb-b430-5077c5041653',
  intune: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  audioConferencing: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
} as const;

/** Who did what tests do by hand. */
export const somebody: Actor = { kind: 'app', appId: null, name: 'Test' };

export const nobody = '99999999-9999-4999-8999-999999999999';

/** A running tenant with a clock that only the test moves, and hands to put people and groups into it. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly sku: (partNumber: string) => Sku;
  /** A person without any license, in the tenant. */
  readonly person: (fields?: Partial<Omit<User, 'memberOf'>>) => User;
  /** A security group with these direct members. */
  readonly group: (
    members: readonly User[],
    fields?: Partial<Omit<Group, 'users' | 'groups' | 'memberOf' | 'owners'>>,
  ) => Group;
  /** Seats left of a product, exactly. */
  readonly leaveSeats: (partNumber: string, seats: number) => void;
  /** A hundred free seats of everything that is sold, and an empty audit log: what the test before did is gone. */
  readonly refresh: () => void;
  /** Sets the group's template as the service does, and lets its pass run to the end. */
  readonly license: (group: Group, ...templates: readonly (string | Template)[]) => void;
  /** The rows of licenseAssignmentStates of a person, by part number. */
  readonly states: (user: User) => readonly string[];
  /** Plans that are on for a person, over all sources. */
  readonly enabled: (user: User) => ReadonlySet<string>;
}

export async function startBench(options: Partial<SandboxOptions> = {}): Promise<Bench> {
  const clock = virtualClock(start - settling);
  const sandbox = await startSandbox({ clock, pace, staleReadMs: 0, ...options });
  const { tenant, engine } = sandbox;
  // Contoso starts with one group in progress; it would change the seat counts under a test.
  for (const group of tenant.groups.values()) delete group.pace;
  clock.advance(settling);
  const sku = (partNumber: string): Sku => {
    const found = [...tenant.skus.values()].find((each) => each.skuPartNumber === partNumber);
    if (!found) throw new Error(`no product ${partNumber}`);
    return found;
  };
  const refresh = (): void => {
    tenant.audits.length = 0;
    for (const { skuId, units } of tenant.skus.values())
      if (units.enabled > 0) units.enabled = tenant.consumed(skuId) + 100;
  };
  refresh();
  const partOf = (skuId: string): string => tenant.skus.get(skuId)?.skuPartNumber ?? skuId;
  return {
    sandbox,
    clock,
    sku,
    person: (fields = {}) => {
      const id = fields.id ?? randomUUID();
      const user = newUser({
        id,
        displayName: `Person ${id}`,
        givenName: 'Person',
        surname: id,
        userPrincipalName: `${id}@contoso.example`,
        usageLocation: 'US',
        ...fields,
      });
      tenant.addUser(user);
      return user;
    },
    group: (members, fields = {}) => {
      const id = fields.id ?? randomUUID();
      const group = newGroup({
        id,
        displayName: `Group ${id}`,
        mailNickname: id,
        createdAt: start,
        ...fields,
      });
      tenant.addGroup(group);
      for (const member of members) tenant.join(group, member.id);
      return group;
    },
    leaveSeats: (partNumber, seats) => {
      const { skuId, units } = sku(partNumber);
      units.enabled = tenant.consumed(skuId) + seats - units.warning;
    },
    refresh,
    license: (group, ...templates) => {
      engine.setTemplate(
        group,
        templates.map((each) =>
          typeof each === 'string' ? { skuId: sku(each).skuId, disabledPlans: [] } : each,
        ),
        somebody,
      );
      clock.advance(60_000);
    },
    states: (user) =>
      user.assignments.map(
        ({ skuId, byGroup, state, error }) =>
          `${partOf(skuId)} ${byGroup === null ? 'direct' : 'inherited'} ${state} ${error}`,
      ),
    enabled: (user) => {
      const on = new Set<string>();
      for (const { skuId, disabledPlans, state } of user.assignments) {
        if (!state.startsWith('Active')) continue;
        for (const plan of tenant.skus.get(skuId)?.plans ?? [])
          if (!disabledPlans.includes(plan.id)) on.add(plan.id);
      }
      return on;
    },
  };
}

/** A license that a person holds by themselves. */
export function direct(skuId: string, disabledPlans: readonly string[] = []): Assignment {
  return { skuId, byGroup: null, disabledPlans, state: 'Active', error: 'None', updatedAt: start };
}

/** The part of an answer that tests look at; bodies are read as what they should be. */
export interface Replied {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Plain HTTP with a good token, for what the Graph client would not send. */
export async function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  sent: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Replied> {
  const response = await fetch(`${sandbox.url}/v1.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(sandbox)}`,
      ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** A fresh token of the tenant, by client credentials. */
export async function tokenOf(sandbox: Sandbox): Promise<string> {
  const response = await fetch(`${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'sandbox-admin',
      client_secret: 'sandbox',
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
