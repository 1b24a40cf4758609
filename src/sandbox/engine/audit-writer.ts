import type { Clock } from '../clock';
import { seededGuid } from '../random';
import { isEffective, type Actor, type Assignment, type AuditEntry, type Group } from '../tenant';
import type { Template, Tenant, User } from '../tenant';

/** The application that Entra names as the actor of everything that the engine does by itself. */
export const groupLicensing: Actor = {
  kind: 'app',
  appId: null,
  name: 'Microsoft Entra ID Group-Based Licensing',
};

export type GroupActivity =
  | 'Set group license'
  | 'Trigger group license recalculation'
  | 'Start applying group based license to users'
  | 'Finish applying group based license to users';

/** Writes the entries of group licensing into the tenant's audit log; ids come from the seeded stream. */
export class AuditWriter {
  constructor(
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** A fresh id that ties the entries of one piece of work together. */
  correlation(): string {
    return seededGuid(this.random);
  }

  group(
    activity: GroupActivity,
    group: Group,
    by: Actor,
    correlationId: string,
    properties: AuditEntry['properties'] = [],
  ): void {
    this.tenant.audit({
      id: seededGuid(this.random),
      at: this.clock.now(),
      category: 'GroupManagement',
      activity,
      operation: 'Update',
      result: 'success',
      reason: '',
      correlationId,
      by,
      target: { id: group.id, name: group.displayName, type: 'Group' },
      properties,
    });
  }

  /** @param reason why it failed, in words; empty: it went well */
  user(user: User, before: readonly Assignment[], by: Actor, correlationId: string, reason = ''): void {
    const { id, displayName: name, userPrincipalName } = user;
    const oldValue = describe(before.filter(isEffective));
    const newValue = describe(user.assignments.filter(isEffective));
    this.tenant.audit({
      id: seededGuid(this.random),
      at: this.clock.now(),
      category: 'UserManagement',
      activity: 'Change user license',
      operation: 'Update',
      result: reason === '' ? 'success' : 'failure',
      reason,
      correlationId,
      by,
      target: { id, name, type: 'User', userPrincipalName },
      properties: oldValue === newValue ? noProperties : [{ name: 'AssignedLicense', oldValue, newValue }],
    });
  }
}

const noProperties: AuditEntry['properties'] = [];

/** Licenses as JSON, as they stand in modifiedProperties. */
export function describe(licenses: readonly Template[]): string {
  let text = '';
  // Not JSON.stringify of the whole: this way a pass over 100,000 members shares the long part, the plans.
  for (const { skuId, disabledPlans } of licenses)
    text += `${text && ','}{"skuId":"${skuId}","disabledPlans":${describePlans(disabledPlans)}}`;
  return `[${text}]`;
}

const described = new WeakMap<readonly string[], string>();

function describePlans(disabledPlans: readonly string[]): string {
  if (disabledPlans.length === 0) return '[]';
  let text = described.get(disabledPlans);
  if (text === undefined) described.set(disabledPlans, (text = JSON.stringify(disabledPlans)));
  return text;
}
