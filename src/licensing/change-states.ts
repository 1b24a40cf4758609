import { DeskError } from '../errors';

/**
 * Where a change stands. `draft` is drawn but not confirmed; `waiting` for a decision, `asked-back` for the asker's
 * answer to an approver; `wait-listed` is confirmed or approved and begins once the seats that it needs are free;
 * `scheduled` is confirmed or approved and begins at its time; `queued` is about to be written.
 */
export const changeStates = [
  'draft',
  'waiting',
  'asked-back',
  'wait-listed',
  'scheduled',
  'queued',
  'applying',
  'processing',
  'done',
  'done-with-failures',
  'failed',
  'cancelled',
  'rejected',
  'withdrawn',
  'expired',
] as const;
export type ChangeState = (typeof changeStates)[number];

/** Every legal move; anything else is refused by `assertMove`. */
export const changeMoves = {
  draft: ['waiting', 'wait-listed', 'scheduled', 'queued', 'cancelled'],
  waiting: [
    'waiting',
    'asked-back',
    'wait-listed',
    'scheduled',
    'queued',
    'rejected',
    'withdrawn',
    'expired',
    'failed',
  ],
  'asked-back': [
    'asked-back',
    'waiting',
    'wait-listed',
    'scheduled',
    'queued',
    'rejected',
    'withdrawn',
    'expired',
    'failed',
  ],
  'wait-listed': ['scheduled', 'queued', 'cancelled'],
  scheduled: ['scheduled', 'queued', 'cancelled'],
  // Back to waiting when those who approved may not any more at the moment of writing.
  queued: ['applying', 'waiting', 'failed'],
  applying: ['applying', 'processing', 'failed'],
  processing: ['processing', 'done', 'done-with-failures', 'failed'],
  done: [],
  'done-with-failures': [],
  failed: [],
  cancelled: [],
  rejected: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<ChangeState, readonly ChangeState[]>;

/** States in which a job has something left to do. */
export const runningStates = ['queued', 'applying', 'processing'] as const satisfies readonly ChangeState[];

/** States in which a change is to be carried out later, without anybody doing anything about it. */
export const plannedStates = ['wait-listed', 'scheduled'] as const satisfies readonly ChangeState[];

/** States in which the seats that a change needs are kept for it, because it will be carried out. */
export const holdingStates = [...plannedStates, ...runningStates] as const satisfies readonly ChangeState[];

/** States in which somebody has to decide or to answer. */
export const openStates = ['waiting', 'asked-back'] as const satisfies readonly ChangeState[];

export function isFinal(state: ChangeState): boolean {
  return changeMoves[state].length === 0;
}

export function isRunning(state: ChangeState): boolean {
  return (runningStates as readonly ChangeState[]).includes(state);
}

export function isPlanned(state: ChangeState): boolean {
  return (plannedStates as readonly ChangeState[]).includes(state);
}

export function isOpen(state: ChangeState): boolean {
  return (openStates as readonly ChangeState[]).includes(state);
}

export function canMove(from: ChangeState, to: ChangeState): boolean {
  return (changeMoves[from] as readonly ChangeState[]).includes(to);
}

/** @throws DeskError `change.illegal-move` */
export function assertMove(from: ChangeState, to: ChangeState): void {
  if (!canMove(from, to)) {
    throw new DeskError('change.illegal-move', `A change that is ${from} cannot become ${to}.`);
  }
}
