import { decideAccess, mayAssignFor, rolesAreHidden } from '../access/access';
import { roleName } from '../access/roles';
import type { GraphCaller } from '../graph/api';
import type { Person } from '../licensing/change';
import { mayNot, type Authority } from './machine';
import type { ApproverRule } from './policy';
import { currentStage } from './quorum';
import type { Request } from './request';
import type { ApprovalDeps } from './services';

/** The part of a change that authority depends on. */
export interface Decidable {
  readonly tenantId: string;
  readonly group: { readonly id: string };
  readonly asker: Person;
  readonly request: Request;
}

export interface Standing {
  /** null: this person may not decide now. */
  readonly authority: Authority | null;
  /** A role that would let them decide, which they could activate and have not. */
  readonly eligibleFor: string | null;
}

type Deps = Pick<ApprovalDeps, 'graph' | 'store' | 'assignRoles' | 'now'>;

/**
 * What lets a person decide on the present stage, as Entra says at this moment: a rule of the stage that means them,
 * a reassignment to somebody who may assign licenses, or both of somebody whose deputy they are.
 */
export async function standingOf(deps: Deps, change: Decidable, person: Person): Promise<Standing> {
  const caller = await deps.graph.caller(person.id);
  if (decideAccess(caller, deps.assignRoles).refusal) return { authority: null, eligibleFor: null };
  const own = await ownRole(deps, change, person.id, caller);
  const possible: Authority[] = own === undefined ? [] : [{ role: own, onBehalfOf: null }];
  for (const { person: principal } of await deps.store.deputies.whom(
    change.tenantId,
    person.id,
    deps.now(),
  )) {
    const role = await ownRole(deps, change, principal.id, await deps.graph.caller(principal.id));
    if (role !== undefined) possible.push({ role, onBehalfOf: principal });
  }
  const usable = possible.find((each) => mayNot(change, person, each) === undefined);
  const authority = usable ?? possible[0] ?? null;
  return { authority, eligibleFor: authority ? null : await eligibleRole(deps, change, person.id) };
}

/** Why somebody may decide by themselves, in words; undefined: they may not. */
async function ownRole(
  deps: Deps,
  change: Decidable,
  personId: string,
  caller: GraphCaller,
): Promise<string | undefined> {
  const access = decideAccess(caller, deps.assignRoles);
  if (access.refusal) return undefined;
  const stage = currentStage(change.request);
  for (const rule of stage.rules) {
    const role = await fits(deps, rule, change, personId, caller);
    if (role !== undefined) return role;
  }
  const handedOver = stage.approvers.some((each) => each.id === personId && each.through === 'reassigned');
  return handedOver && mayAssignFor(caller, deps.assignRoles) ? access.heldRoles.join(', ') : undefined;
}

async function fits(
  { graph }: Deps,
  rule: ApproverRule,
  change: Decidable,
  personId: string,
  caller: GraphCaller,
): Promise<string | undefined> {
  switch (rule.kind) {
    case 'role': {
      const held = caller.roles.find((each) => sameId(each.roleTemplateId, rule.templateId));
      if (!held && caller.rolesHidden) throw rolesAreHidden();
      return held && (held.displayName || roleName(rule.templateId));
    }
    case 'group':
      return (await graph.isMemberOf(personId, [rule.groupId])).size > 0
        ? 'member of the approvers'
        : undefined;
    case 'people': {
      const named = rule.people.some(
        (each) => sameId(each, personId) || sameId(each, caller.user?.userPrincipalName ?? ''),
      );
      return named ? 'named in the policy' : undefined;
    }
    case 'owners': {
      const owners = await graph.groupOwners(change.group.id);
      return owners.some((each) => each.id === personId) ? 'owner of the group' : undefined;
    }
    case 'manager':
      return (await graph.manager(change.asker.id))?.id === personId ? 'manager of the asker' : undefined;
  }
}

async function eligibleRole(deps: Deps, change: Decidable, personId: string): Promise<string | null> {
  const wanted = currentStage(change.request).rules.flatMap((rule) =>
    rule.kind === 'role' ? [rule.templateId.toLowerCase()] : [],
  );
  if (wanted.length === 0 || personId === change.asker.id) return null;
  const eligible = await deps.graph.eligibleRoles(personId);
  const role = eligible.find((each) => wanted.includes(each.roleTemplateId.toLowerCase()));
  return role ? role.displayName || roleName(role.roleTemplateId) : null;
}

/** Whether the policy lets somebody decide to whom an approver wants to hand over. */
export async function mayTakeOver(deps: Deps, change: Decidable, person: Person): Promise<boolean> {
  const caller = await deps.graph.caller(person.id);
  const access = decideAccess(caller, deps.assignRoles);
  if (access.refusal) return false;
  return access.mayAssign || (await ownRole(deps, change, person.id, caller)) !== undefined;
}

function sameId(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase();
}
