import { closest } from 'fastest-levenshtein';
import { readerRoles, roleName } from '../access/roles';
import { isGuid } from '../graph/guid';

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** Template ids of License, User and Global Administrator. */
export const administratorRoles = [
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  globalAdministrator,
] as const;

/** Roles that a policy may call by their names. */
const namedRoles = [...administratorRoles, ...readerRoles];

const idByName = new Map(namedRoles.map((id) => [roleName(id).toLowerCase(), id]));

/** The template id of a role that a person named or whose id they wrote; undefined: no such role is known here. */
export function findRole(written: string): string | undefined {
  const text = written.trim().toLowerCase();
  return isGuid(text) ? text : idByName.get(text);
}

/** The name of the known role that looks most like what was written. */
export function nearestRole(written: string): string {
  return closest(
    written,
    namedRoles.map((id) => roleName(id)),
  );
}
