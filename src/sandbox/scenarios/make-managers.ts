import { people } from '../contoso/people';
import type { User } from '../tenant';

/** Who leads a department besides whoever comes first in it. */
const headsByDepartment: ReadonlyMap<string, string> = new Map([
  [people.nestor.department, people.nestor.id],
  [people.adele.department, people.adele.id],
]);

/** Who reports to somebody else than the head of the department. */
const managersByPerson: ReadonlyMap<string, string> = new Map([[people.alex.id, people.adele.id]]);

/**
 * Gives everybody a manager: people report to the head of their department, heads to Nestor Wilke, and he to nobody.
 * Guests have none. The head is the first member of a department who may sign in and has no part of their own.
 */
export function giveManagers(users: Iterable<User>): void {
  const staff = [...users].filter(({ userType, department }) => userType === 'Member' && department !== null);
  const heads = new Map(headsByDepartment);
  const named = new Set<string>(Object.values(people).map(({ id }) => id));
  for (const { id, department, accountEnabled } of staff)
    if (department !== null && accountEnabled && !named.has(id) && !heads.has(department))
      heads.set(department, id);
  for (const user of staff) {
    const head = managersByPerson.get(user.id) ?? heads.get(user.department ?? '') ?? people.nestor.id;
    const manager = head === user.id ? people.nestor.id : head;
    user.managerId = manager === user.id ? null : manager;
  }
}
