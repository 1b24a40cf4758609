import { answerTo, wasRefused, type BatchAnswers, type InnerRequest } from './batch';
import { notUnderstood } from './error-map';
import { readAll, type GraphWire } from './lists';
import { countOf, guid } from './normalise';
import { hasProduct, query } from './odata';
import type { GraphCallName } from './permissions';

/** Direct user members of a group. Every `/$count` is refused without the header (learn.microsoft.com/graph/aad-advanced-queries). */
export const people = (groupId: string): InnerRequest => ({
  id: `people:${groupId}`,
  path: `/groups/${groupId}/members/microsoft.graph.user/$count`,
  eventual: true,
});
/** Those of them who hold the product, from whatever source. */
export const holders = (groupId: string, skuId: string): InnerRequest => ({
  id: `holders:${groupId}:${skuId}`,
  path: `/groups/${groupId}/members/microsoft.graph.user/$count${query({ filter: hasProduct(skuId) })}`,
  eventual: true,
});
/** Members whose license from this group is in error. */
export const failing = (groupId: string): InnerRequest => ({
  id: `failing:${groupId}`,
  path: `/groups/${groupId}/membersWithLicenseErrors/$count`,
  eventual: true,
});

/** @throws GraphError of that inner request, or graph.failed when its answer is no number */
export function countIn(answers: BatchAnswers, id: string): number {
  const { body, status } = answerTo(answers, id);
  const count = countOf(body);
  if (count === undefined) throw notUnderstood('a number was expected', status, false);
  return count;
}

/** The number of members in error; read as a list where Graph refuses to count that relation (400). */
export async function errorsIn(
  wire: GraphWire,
  call: GraphCallName,
  answers: BatchAnswers,
  group: string,
): Promise<number> {
  if (!wasRefused(answers, failing(group).id, 400)) return countIn(answers, failing(group).id);
  const path = `/groups/${group}/membersWithLicenseErrors${query({ select: 'id', top: 999 })}`;
  const members = await readAll(wire, { call, path, read: (raw) => ({ id: guid(raw['id']) }) });
  return new Set(members.map(({ id }) => id)).size;
}
