import type { User } from '../tenant';
import { arrange, type Products } from './circumstances';
import type { GroupSeed } from './scenario';

/** The members that a scenario's groups got out of the list, without guests and named people. */
export type Chosen = ReadonlyMap<GroupSeed, readonly User[]>;

/** Says who belongs to which group, and puts them into the circumstances that the group is there to show. */
export function chooseMembers(
  seeds: readonly GroupSeed[],
  people: readonly User[],
  products: Products,
  now: number,
): Chosen {
  const chosen = new Map<GroupSeed, readonly User[]>();
  let next = 0;
  for (const seed of seeds) {
    const count = seed.members ?? 0;
    if (count > people.length)
      throw new Error(`Group "${seed.name}" has more members than there are people.`);
    let mine: readonly User[];
    if (seed.department !== undefined) mine = ofDepartment(people, seed.department, count);
    else if (seed.fromStart) mine = people.slice(0, count);
    else {
      // Consecutive people, so that groups overlap only where the list begins anew.
      mine = Array.from({ length: count }, (_, index) => people[(next + index) % people.length] as User);
      next = (next + count) % people.length;
    }
    arrange(mine, seed, products, now);
    chosen.set(seed, mine);
  }
  return chosen;
}

/** The first of a department; the others of it move, so that a rule about it is true. */
function ofDepartment(people: readonly User[], department: string, count: number): readonly User[] {
  const all = people.filter((user) => user.department === department);
  for (const user of all.slice(count)) user.department = 'Operations';
  return all.slice(0, count);
}
