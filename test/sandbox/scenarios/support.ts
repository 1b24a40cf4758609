import { virtualClock } from '../../../src/sandbox/clock';
import { newDial } from '../../../src/sandbox/dial';
import { Engine } from '../../../src/sandbox/engine/engine';
import { seededRandom } from '../../../src/sandbox/random';
import { buildTenant, type Scenario } from '../../../src/sandbox/scenarios';
import type { Group, Tenant, User } from '../../../src/sandbox/tenant';

export const now = Date.parse('2026-03-01T08:00:00Z');

/** A tenant as it is at its start; nothing moves in it, because its clock does not. */
export function build(scenario: Scenario): Tenant {
  return buildTenant(scenario, {
    now,
    engine: (tenant) =>
      new Engine({
        tenant,
        clock: virtualClock(now),
        pace: { queuedMs: 1_000, membersPerSecond: 10 },
        dial: newDial(),
        random: seededRandom(1),
      }),
  });
}

export function groupNamed(tenant: Tenant, name: string): Group {
  for (const group of tenant.groups.values()) if (group.displayName === name) return group;
  throw new Error(`no group ${name}`);
}

/** "State Error" of every row that a group's members have from it. */
export function statesIn(tenant: Tenant, group: Group): readonly string[] {
  return [...group.users].flatMap((id) => rowsFrom(tenant.users.get(id), group));
}

/** What is there for people who carry something from a group, members or not. */
export function errorsOf(tenant: Tenant, group: Group): ReadonlySet<string> {
  const people = [...group.users, ...tenant.carriersOf(group.id)];
  return new Set(
    people
      .flatMap((id) => rowsFrom(tenant.users.get(id), group))
      .map((row) => row.split(' ')[1] ?? '')
      .filter((error) => error !== 'None'),
  );
}

export function rowsFrom(user: User | undefined, group: Group): readonly string[] {
  return (user?.assignments ?? [])
    .filter(({ byGroup }) => byGroup === group.id)
    .map(({ state, error }) => `${state} ${error}`);
}

/** Everything that a tenant says, as plain data: equal for equal tenants. */
export function plain(tenant: Tenant): unknown {
  return {
    skus: [...tenant.skus.values()],
    users: [...tenant.users.values()].map((user) => ({ ...user, memberOf: [...user.memberOf] })),
    groups: [...tenant.groups.values()].map((group) => ({
      ...group,
      users: [...group.users],
      groups: [...group.groups],
      memberOf: [...group.memberOf],
      owners: [...group.owners],
    })),
    roles: [
      ...tenant.roleDefinitions.values(),
      ...tenant.roleAssignments.values(),
      ...tenant.roleEligibilities.values(),
    ],
  };
}
