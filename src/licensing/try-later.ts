import type { GraphError } from '../graph/errors';
import type { Change } from './change';
import { retryDelay } from './poll-interval';
import type { LicensingDeps } from './services';

/** Attempts of one step in a row after which nobody waits any longer: about half an hour. */
export const mostAttempts = 12;

/** Has a step of a change tried again later, each time later than the last, and never sooner than Graph asked. */
export async function tryLater(
  deps: LicensingDeps,
  change: Change,
  queue: 'apply' | 'watch',
  error: Partial<Pick<GraphError, 'retryAfterMs'>>,
): Promise<void> {
  const attempts = change.attempts + 1;
  const at = deps.now();
  const next = new Date(at.getTime() + retryDelay(attempts, deps.random(), error.retryAfterMs));
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: { attempts, nextAt: next.toISOString() },
    redraw: false,
  });
  if (moved) await deps.wake(queue, change.id, next);
}
