import type { GraphApi } from '../../graph/api';
import type { Store } from '../../store/contract';
import { licenseErrors, type LicenseError, type Outcome } from '../change';
import { completeChange } from '../finish';
import { settleMs } from '../judge';
import { mostNamed } from '../outcome';
import { pollInterval } from '../poll-interval';
import type { LicensingDeps } from '../services';
import type { Repair } from './carry-out';
import { failedPages } from './failed-member';
import type { RepairedPerson } from './remedy';

const peoplePerPage = 1_000;

/** Reads what became of everybody who was repaired, and ends the repair when that is certain. */
export async function checkRepair(deps: LicensingDeps, change: Repair): Promise<void> {
  const now = deps.now();
  const age = now.getTime() - Date.parse(change.acceptedAt ?? change.createdAt);
  const outcome = await repairOutcome(deps, change, age >= settleMs);
  if (outcome.unconfirmed === 0) return completeChange(deps, change, outcome);
  const next = new Date(now.getTime() + pollInterval(outcome.members, age, deps.random()));
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at: now,
    patch: { nextAt: next.toISOString(), attempts: 0 },
    redraw: false,
  });
  if (moved) await deps.wake('watch', change.id, next);
}

/**
 * Who of the people of a repair is still in error in its group. Only those who are in error are read, so this costs the
 * same whether ten or ten thousand were repaired.
 * @param settled long enough ago that what is read now is the last word; before that, who is said to be repaired and
 * still reads as failing is unconfirmed, because the directory may answer from before
 */
export async function repairOutcome(
  deps: { readonly graph: Pick<GraphApi, 'membersWithErrors'>; readonly store: Pick<Store, 'repairs'> },
  { id, group }: Pick<Repair, 'id' | 'group'>,
  settled: boolean,
): Promise<Outcome> {
  const failing = new Map<string, LicenseError>();
  for await (const { members } of failedPages(deps.graph, group.id)) {
    for (const { user, error } of members) failing.set(user.id, error);
  }
  const counts = { members: 0, assigned: 0, alreadyHad: 0, failed: 0, unconfirmed: 0 };
  const causes = new Map<LicenseError, { count: number; people: RepairedPerson[] }>();
  for (let after = ''; ;) {
    const page = await deps.store.repairs.page(id, after, peoplePerPage);
    for (const person of page) {
      counts.members += 1;
      const error = failing.get(person.id);
      if (!error) counts[person.state === 'done' ? 'assigned' : 'alreadyHad'] += 1;
      else if (person.state === 'done' && !settled) counts.unconfirmed += 1;
      else {
        counts.failed += 1;
        const cause = causes.get(error) ?? { count: 0, people: [] };
        cause.count += 1;
        if (cause.people.length < mostNamed) cause.people.push(person);
        causes.set(error, cause);
      }
    }
    const last = page.at(-1);
    if (!last || page.length < peoplePerPage) break;
    after = last.id;
  }
  return {
    ...counts,
    failures: licenseErrors.flatMap((error) => {
      const cause = causes.get(error);
      if (!cause) return [];
      const people = cause.people.map(({ id, name, address }) => ({ id, name, address }));
      return [{ error, count: cause.count, people }];
    }),
  };
}
