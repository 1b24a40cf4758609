import type { ChangeRepository } from '../store/contract';
import type { Change } from '../licensing/change';
import type { DeskTelemetry } from './telemetry';

/**
 * The same repository; whatever change a turn or job reads or writes is what its log and its trace are about. A turn
 * leaves its trace in the row, from where the jobs continue it, in whichever process they run.
 */
export function noteChanges(
  changes: ChangeRepository,
  telemetry: Pick<DeskTelemetry, 'note' | 'origin'>,
): ChangeRepository {
  const noted = async <Found extends Change | undefined>(reading: Promise<Found>): Promise<Found> => {
    const found = await reading;
    if (found) telemetry.note(found);
    return found;
  };
  const altered: Pick<ChangeRepository, 'get' | 'byNumber' | 'create' | 'move'> = {
    get: (id) => noted(changes.get(id)),
    byNumber: (tenantId, number) => noted(changes.byNumber(tenantId, number)),
    create: (change, at, evidence) => {
      const trace = telemetry.origin('new');
      return noted(changes.create(trace === undefined ? change : { ...change, trace }, at, evidence));
    },
    move: (move) => {
      const trace = telemetry.origin('moved');
      return noted(changes.move(trace === undefined ? move : { ...move, patch: { ...move.patch, trace } }));
    },
  };
  // Everything else is asked of the repository itself, as it is at that moment.
  return Object.assign(Object.create(changes) as ChangeRepository, altered);
}
