import { DeskError } from '../errors';

/** Where a change stands. `draft` is drawn but not confirmed; the last four are final. */
export const changeStates = [
  'draft',
  'queued',
  'applying',
  'processing',
  'done',
  'done-with-failures',
  'failed',
  'cancelled',
] as const;
export type ChangeState = (typeof changeStates)[number];

/** Every legal move; anything else is refused by `assertMove`. */
export const changeMoves = {
  draft: ['queued', 'cancelled'],
  queued: ['applying', 'failed'],
  applying: ['applying', 'processing', 'failed'],
  processing: ['processing', 'done', 'done-with-failures', 'failed'],
  done: [],
  'done-with-failures': [],
  failed: [],
  cancelled: [],
} as const satisfies Record<ChangeState, readonly ChangeState[]>;

/** States in which a job has something left to do. */
export const runningStates = ['queued', 'applying', 'processing'] as const satisfies readonly ChangeState[];

export function isFinal(state: ChangeState): boolean {
  return changeMoves[state].length === 0;
}

export function isRunning(state: ChangeState): boolean {
  return (runningStates as readonly ChangeState[]).includes(state);
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
