import type { Caller } from '../auth/caller';
import type { Operation } from '../auth/operations';
import type { Dial } from '../dial';
import type { Engine } from '../engine/engine';
import { notFound, type Answer } from '../http/answer';
import { isEventual, type GraphRequest } from '../http/request';
import type { Actor, Group, Tenant, User } from '../tenant';
import type { View } from '../view';

/** What a route works with. */
export interface RouteContext {
  readonly tenant: Tenant;
  readonly engine: Engine;
  readonly dial: Dial;
  /** Milliseconds since 1970 */
  readonly now: () => number;
  /** Ids of new objects come from here. */
  readonly random: () => number;
  readonly caller: Caller;
}

export type Handler = (context: RouteContext, request: GraphRequest, ids: readonly string[]) => Answer;

export interface Route {
  readonly method: string;
  /** `{…}` stands for one segment, `{cast}` for an OData type such as `microsoft.graph.user`. */
  readonly pattern: string;
  /** Which row of the permission table lets a caller in; it may depend on what is asked. */
  readonly operation: Operation | ((request: GraphRequest) => Operation);
  readonly handler: Handler;
  /** A list also answers below `/$count`. */
  readonly list: boolean;
}

export const get = (pattern: string, operation: Operation, handler: Handler): Route => ({
  method: 'GET',
  pattern,
  operation,
  handler,
  list: false,
});

export const list = (pattern: string, operation: Operation, handler: Handler): Route => ({
  ...get(pattern, operation, handler),
  list: true,
});

export const write = (
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  pattern: string,
  operation: Route['operation'],
  handler: Handler,
): Route => ({ method, pattern, operation, handler, list: false });

export function viewOf(context: RouteContext, request: GraphRequest): View {
  const { tenant, dial } = context;
  return { tenant, dial, now: context.now(), eventual: isEventual(request) };
}

/** @throws GraphFault 404 */
export function needGroup(context: RouteContext, id = ''): Group {
  const group = context.tenant.groups.get(id.toLowerCase());
  if (!group) throw notFound(id.slice(0, 100));
  return group;
}

/** A person by object id or user principal name. @throws GraphFault 404 */
export function needUser(context: RouteContext, idOrName = ''): User {
  const user = context.tenant.findUser(idOrName);
  if (!user) throw notFound(idOrName.slice(0, 100));
  return user;
}

/** Who asks, for the audit log. */
export function actorOf({ caller, tenant }: RouteContext): Actor {
  if (caller.kind === 'app') return { kind: 'app', appId: caller.appId, name: caller.name };
  const user = tenant.users.get(caller.userId);
  return {
    kind: 'user',
    id: caller.userId,
    name: user?.displayName ?? '',
    userPrincipalName: user?.userPrincipalName ?? '',
  };
}
