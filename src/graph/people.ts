import type { GraphCaller, GraphUser } from './api';
import { answerTo, BATCH_LIMIT, wasRefused } from './batch';
import { notUnderstood } from './error-map';
import { pageOf, readAll, uniqueById, unlessMissing, type GraphWire } from './lists';
import { isRecord, text } from './normalise';
import { query, requireGuid } from './odata';
import { isUser, PERSON_FIELDS, present, toRole, toUser, USER_FIELDS } from './shapes';

/** A person and the roles active for them, also those held through a group; eligible but inactive roles are not among them. */
export async function readCaller(wire: GraphWire, userId: string): Promise<GraphCaller> {
  const user = `/users/${requireGuid(userId, 'person')}`;
  const roles = query({ select: 'id,displayName,roleTemplateId', count: true, top: 999 });
  const answers = await wire.batch('caller', [
    { id: 'user', path: `${user}${query({ select: USER_FIELDS })}` },
    { id: 'roles', path: `${user}/transitiveMemberOf/microsoft.graph.directoryRole${roles}`, eventual: true },
  ]);
  if (wasRefused(answers, 'user', 404)) return { user: undefined, roles: [] };
  const { body, status } = answerTo(answers, 'user');
  const person = isRecord(body) ? toUser(body) : undefined;
  if (person === undefined) throw notUnderstood('a person was expected', status, false);
  const raw = wasRefused(answers, 'roles', 404) ? [] : pageOf(wire, answerTo(answers, 'roles').body).items;
  const readable = present(raw.map(toRole));
  if (readable.length < raw.length) {
    wire.log.warn(
      { call: 'caller', hidden: raw.length - readable.length },
      'graph hides roles; grant RoleManagement.Read.Directory',
    );
  }
  return { user: person, roles: readable, rolesHidden: readable.length < raw.length };
}

/** People who hold a role. A role that was never used in the tenant answers 404: nobody holds it. */
export async function readRoleHolders(
  wire: GraphWire,
  roleTemplateId: string,
  top: number,
): Promise<readonly GraphUser[]> {
  const role = requireGuid(roleTemplateId, 'role');
  const call = 'roleHolders';
  const path = `/directoryRoles(roleTemplateId='${role}')/members${query({ select: PERSON_FIELDS })}`;
  const direct = await unlessMissing(readAll(wire, { call, path, read: (raw) => raw }), []);
  const people = [...present(direct.filter(isUser).map(toUser))];
  const groups = present(
    direct
      .filter((raw) => text(raw['@odata.type']) === '#microsoft.graph.group')
      .map((raw) => toUser(raw)?.id),
  ).slice(0, BATCH_LIMIT);
  if (people.length < top && groups.length > 0) {
    const options = query({ select: PERSON_FIELDS, count: true, top: Math.min(999, Math.max(1, top)) });
    const answers = await wire.batch(
      call,
      groups.map((id) => ({
        id,
        path: `/groups/${id}/transitiveMembers/microsoft.graph.user${options}`,
        eventual: true,
      })),
    );
    for (const id of groups) {
      if (wasRefused(answers, id, 404)) continue;
      const { body } = answerTo(answers, id);
      people.push(...present(pageOf(wire, body).items.map(toUser)));
    }
  }
  return uniqueById(people).slice(0, Math.max(0, top));
}
