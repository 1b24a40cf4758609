import type { Change } from '../../licensing/change';
import type { Reply, Turn } from '../turn';
import { alreadyAskedView } from '../views/requests/already-asked';

/**
 * The same was asked before. The card is kept up to date for a request; how a direct change goes on is nothing for
 * everybody who may ask.
 */
export function showAsked(turn: Turn, change: Change, following: boolean): Reply {
  return {
    card: alreadyAskedView(turn.words, { change, following }),
    ...(change.request ? { shows: change } : {}),
  };
}
