import type { GraphUser } from './api';
import { answerTo, wasRefused } from './batch';
import { notUnderstood } from './error-map';
import { isGuid } from './guid';
import { unlessMissing, type GraphWire } from './lists';
import { isRecord } from './normalise';
import { query, requireGuid } from './odata';
import { isUser, PERSON_FIELDS, toUser, USER_FIELDS } from './shapes';

/**
 * What a user principal name can look like (learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname).
 * Narrower than an address: nothing of a path or a query may be in it, whatever a server makes of an escaped slash.
 */
const accountName = /^[\w!#^~'.-]{1,113}@[a-z0-9.-]{1,253}$/i;

/** A person by object id or user principal name; `undefined` when there is none, or when the text is neither. */
export async function readPerson(wire: GraphWire, id: string): Promise<GraphUser | undefined> {
  const wanted = id.trim();
  if (!isGuid(wanted) && !accountName.test(wanted)) return undefined;
  const path = `/users/${encodeURIComponent(wanted)}${query({ select: PERSON_FIELDS })}`;
  const answer = await unlessMissing(wire.send({ call: 'person', path }), undefined);
  if (answer === undefined) return undefined;
  const person = isRecord(answer.body) ? toUser(answer.body) : undefined;
  if (person === undefined) throw notUnderstood('a person was expected', answer.status, false);
  return person;
}

/** People with their license states by id in lower case; who is gone is left out. */
export async function readPeopleById(
  wire: GraphWire,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GraphUser>> {
  const asked = [...new Set(ids.map((id) => requireGuid(id, 'person')))];
  const reads = asked.map((id) => ({ id, path: `/users/${id}${query({ select: USER_FIELDS })}` }));
  const answers = await wire.batch('peopleById', reads);
  const people = new Map<string, GraphUser>();
  for (const id of asked) {
    if (wasRefused(answers, id, 404)) continue;
    const { body, status } = answerTo(answers, id);
    const person = isRecord(body) ? toUser(body) : undefined;
    if (person === undefined) throw notUnderstood('a person was expected', status, false);
    people.set(id, person);
  }
  return people;
}

/** Somebody's manager; 404 stands for "nobody is named" as well as for an unknown person. */
export async function readManager(wire: GraphWire, userId: string): Promise<GraphUser | undefined> {
  const path = `/users/${requireGuid(userId, 'person')}/manager${query({ select: PERSON_FIELDS })}`;
  const answer = await unlessMissing(wire.send({ call: 'manager', path }), undefined);
  if (answer === undefined) return undefined;
  const { body, status } = answer;
  const manager = isRecord(body) ? toUser(body) : undefined;
  if (!isRecord(body) || manager === undefined) throw notUnderstood('a manager was expected', status, false);
  // An organizational contact may be named as a manager; nobody can sign in as one.
  return isUser(body) ? manager : undefined;
}
