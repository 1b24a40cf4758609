import type { Caller } from './caller';
import { operationRules, type Operation, type OperationRule } from './operations';
import { roleTemplates } from './role-templates';

/** The caller is known, but may not do this. Graph answers 403 Authorization_RequestDenied. */
export class PermissionFault extends Error {
  override readonly name = 'PermissionFault';
  readonly status = 403;
  readonly code = 'Authorization_RequestDenied';

  constructor() {
    super('Insufficient privileges to complete the operation.');
  }
}

/** What the tenant knows of the people, and what the call is about. */
export interface PermissionContext {
  /** Template ids of the roles that work for a person now. */
  readonly rolesOf: (userId: string) => ReadonlySet<string>;
  readonly isGuest: (userId: string) => boolean;
  /** The call is about the signed-in person. */
  readonly self?: boolean;
  /** The call changes a group that can be assigned to roles. */
  readonly roleAssignable?: boolean;
}

/**
 * An app needs one of the operation's application permissions. A signed-in person's app needs one of its scopes, and
 * the person a role as well: what both may do, and no more.
 * @throws PermissionFault
 */
export function assertAllowed(operation: Operation, caller: Caller, context: PermissionContext): void {
  const rule = operationRules[operation];
  const allowed =
    caller.kind === 'app' ? appMay(rule, caller.roles, context) : userMay(rule, caller, context);
  if (!allowed) throw new PermissionFault();
}

/** Whether the app has a permission for an operation, whoever is signed in. */
export function hasPermission(operation: Operation, caller: Caller): boolean {
  const rule = operationRules[operation];
  return caller.kind === 'app'
    ? rule.application.some((each) => caller.roles.has(each))
    : rule.delegated.some((each) => caller.scopes.has(each));
}

function appMay(rule: OperationRule, held: ReadonlySet<string>, context: PermissionContext): boolean {
  if (!rule.application.some((each) => held.has(each))) return false;
  return !context.roleAssignable || !rule.roleAssignable || held.has(rule.roleAssignable.permission);
}

function userMay(
  rule: OperationRule,
  { userId, scopes }: Extract<Caller, { kind: 'user' }>,
  context: PermissionContext,
): boolean {
  const inScope = rule.delegated.some((each) => scopes.has(each));
  if (context.self && rule.self && (inScope || rule.self.some((each) => scopes.has(each)))) return true;
  if (!inScope) return false;
  if (context.roleAssignable && rule.roleAssignable) {
    const { permission, entraRoles } = rule.roleAssignable;
    return scopes.has(permission) && holdsAny(entraRoles, userId, context);
  }
  if (rule.entraRoles !== 'member') return holdsAny(rule.entraRoles, userId, context);
  return rule.guests || !context.isGuest(userId) || holdsAny(directoryReaders, userId, context);
}

function holdsAny(templateIds: readonly string[], userId: string, context: PermissionContext): boolean {
  const held = context.rolesOf(userId);
  return templateIds.some((each) => held.has(each));
}

/** With one of these, a guest reads what a member reads. */
const directoryReaders: readonly string[] = [
  roleTemplates.directoryReaders.templateId,
  roleTemplates.directoryWriters.templateId,
  roleTemplates.globalReader.templateId,
  roleTemplates.globalAdministrator.templateId,
];

const rules = Object.values(operationRules);

/** Every application permission that some operation accepts. */
export const applicationPermissionsKnown: readonly string[] = [
  ...new Set(rules.flatMap((rule) => rule.application)),
];

/** Every scope that some operation accepts. */
export const delegatedPermissionsKnown: readonly string[] = [
  ...new Set(rules.flatMap((rule) => [...rule.delegated, ...(rule.self ?? [])])),
];

/** The permission changes nothing. */
export function isReadOnly(permission: string): boolean {
  return !permission.includes('.ReadWrite');
}
