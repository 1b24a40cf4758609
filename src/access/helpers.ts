import type { GraphApi } from '../graph/api';

/** How many names are shown to somebody who is turned away. */
const mostHelpers = 5;

/**
 * Names of people who hold one of the roles, the least powerful role first as configured, each once.
 * Best effort: when Graph does not answer, nobody is named rather than nothing said.
 */
export async function findHelpers(
  graph: GraphApi,
  assignRoles: readonly string[],
): Promise<readonly string[]> {
  const answers = await Promise.allSettled(assignRoles.map((role) => graph.roleHolders(role, mostHelpers)));
  const names = new Map<string, string>();
  for (const answer of answers) {
    if (answer.status !== 'fulfilled') continue;
    for (const person of answer.value) {
      if (person.accountEnabled && person.userType !== 'Guest') names.set(person.id, person.displayName);
    }
  }
  return [...names.values()].slice(0, mostHelpers);
}
