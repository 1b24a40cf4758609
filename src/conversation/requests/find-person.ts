import { isGuid } from '../../graph/guid';
import type { GraphUser } from '../../graph/api';
import type { Person } from '../../licensing/change';
import type { Desk } from '../turn';

/** People as choices. */
export interface PersonChoice {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export type PersonMatch =
  | { readonly kind: 'one'; readonly person: Person }
  | { readonly kind: 'several' | 'none'; readonly people: readonly PersonChoice[]; readonly typed: string };

const mostPeople = 6;

/** Finds a colleague by object id, address or name; guests and disabled accounts are nobody. */
export async function findPerson(desk: Desk, typed: string): Promise<PersonMatch> {
  const none = { kind: 'none' as const, people: [], typed };
  if (!typed) return none;
  if (isGuid(typed) || typed.includes('@')) {
    const user = await desk.graph.person(typed);
    if (user && isColleague(user)) return { kind: 'one', person: { id: user.id, name: user.displayName } };
    if (isGuid(typed)) return none;
  }
  const found = (await desk.graph.findPeople(typed, mostPeople)).filter(isColleague);
  const exact = found.filter((user) => user.displayName.toLowerCase() === typed.toLowerCase());
  const [only] = exact.length === 1 ? exact : found.length === 1 ? found : [];
  if (only) return { kind: 'one', person: { id: only.id, name: only.displayName } };
  if (found.length === 0) return none;
  const people = found.map((user) => ({
    id: user.id,
    name: user.displayName,
    address: user.userPrincipalName,
  }));
  return { kind: 'several', people, typed };
}

function isColleague(user: GraphUser): boolean {
  return user.accountEnabled && user.userType.toLowerCase() !== 'guest';
}
