import { formatTime } from '../../../i18n/format';
import type { WordKey, Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import type { ChangeState } from '../../../licensing/change-states';
import { beginTime } from './begin-words';
import { outcomeTitle } from './outcome-words';

/** How far each state is on the way Queued → Processing → Done; null: it left the way. */
const places = {
  draft: null,
  waiting: null,
  'asked-back': null,
  'wait-listed': null,
  scheduled: null,
  queued: 0,
  applying: 0,
  processing: 1,
  done: 2,
  'done-with-failures': 2,
  failed: null,
  cancelled: null,
  rejected: null,
  withdrawn: null,
  expired: null,
} as const satisfies Record<ChangeState, number | null>;

export interface Step {
  readonly text: string;
  readonly weight: 'Default' | 'Bolder';
  readonly subtle: boolean;
}

/** The three steps with the present one marked in words; none for a change that will not go them. */
export function changeSteps(w: Words, { state, progress, remedy }: Change): readonly Step[] {
  const place =
    state === 'processing' && progress?.phase === 'queued'
      ? places.queued
      : remedy && state === 'applying'
        ? places.processing
        : places[state];
  if (place === null) return [];
  const names = [w('step.queued'), w('step.processing'), w('step.done')];
  return names.map((step, index) => {
    const finished = index < place || place === names.length - 1;
    const present = index === place && !finished;
    const key = finished ? 'step.past' : present ? 'step.now' : 'step.ahead';
    return { text: w(key, { step }), weight: present ? 'Bolder' : 'Default', subtle: !present };
  });
}

/** Members that Entra is done with, well or badly. */
export function processed(change: Change): { readonly done: number; readonly members: number } {
  const { kind, progress, forecast } = change;
  // Which apps are on no count tells.
  if (!progress || kind === 'plans') return { done: 0, members: 0 };
  const { members, licensed, failed } = progress;
  // Of a removal those are done who do not hold it any more but from elsewhere, and those who cannot give it up.
  const right = kind === 'remove' ? members - Math.max(0, licensed - forecast.alreadyLicensed) : licensed;
  return { done: Math.min(members, right + failed), members };
}

/** What is said of a change that failed before anything was tried. */
export function nothingDone({ kind }: Pick<Change, 'kind'>): WordKey {
  return nothing[kind];
}

const nothing = {
  assign: 'progress.failedText',
  remove: 'removal.failedText',
  swap: 'outcome.swap.failedText',
  plans: 'outcome.plans.failedText',
  repair: 'repair.nothingDone',
} as const satisfies Record<Change['kind'], WordKey>;

/** The state in a few words, with numbers where there are some. */
export function stateWords(w: Words, change: Change): string {
  switch (change.state) {
    case 'draft':
      return w('progress.draft');
    case 'wait-listed':
      return w('waitList.state', { count: change.batch?.atLeast ?? change.forecast.seatsNeeded });
    case 'scheduled':
      return w('scheduled.state', { time: beginTime(w, change) });
    case 'queued':
      return w('progress.queued');
    case 'applying':
      return change.remedy ? w('repair.working', processed(change)) : w('progress.queued');
    case 'processing': {
      const { done, members } = processed(change);
      if (change.progress?.phase === 'queued') return w('progress.queued');
      if (change.progress?.phase === 'checking') return w('progress.checking');
      return members > 0 ? w('progress.processing', { done, members }) : w('progress.starting');
    }
    case 'done':
      return w('progress.done');
    case 'done-with-failures':
      return w('progress.doneFailures');
    case 'failed':
      if (change.remedy) return w('repair.failed');
      return outcomeTitle(w, change);
    case 'cancelled':
      return w('progress.cancelled');
    case 'waiting':
    case 'asked-back':
    case 'rejected':
    case 'withdrawn':
    case 'expired':
      return w(`request.state.${change.state}`);
  }
}

/** That Entra takes longer than it should, and what to do about it; `''` as long as it does not. */
export function stallWords(w: Words, { state, progress }: Change): string {
  if (state !== 'processing' || !progress?.stall || !progress.since) return '';
  return w(`stall.${progress.stall}`, { time: formatTime(progress.since, w.locale) });
}
