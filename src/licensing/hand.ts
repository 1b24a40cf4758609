import type { GraphApi } from '../graph/api';
import type { Change, ChangeFailure } from './change';
import type { LicensingDeps } from './services';

/** Somebody who writes a change in their own name: their Graph is there for as long as the turn in which they pressed. */
export interface Hand {
  readonly personId: string;
  readonly graph: Pick<GraphApi, 'assignGroupLicense'>;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * A change that is about to be written by hand belongs to the turn for so long; after that the jobs look whether it was
 * written, and end it if not. Milliseconds.
 */
export const handHasMs = 30_000;

/**
 * Whether a change may be written in nobody's name but the app's. The end of a grant comes when nobody is there to press.
 */
export function appWrites(deps: Pick<LicensingDeps, 'writesAs'>, change: Pick<Change, 'origin'>): boolean {
  return deps.writesAs !== 'caller' || change.origin.grant !== undefined;
}

/** The token went with the turn; it is stored nowhere, so a job cannot go on where the turn ended. */
export const handGone: ChangeFailure = {
  code: 'caller.gone',
  sentence:
    'This is written in the name of the person who pressed, and it could not be done while they were there. Nothing was changed. Try again.',
};
