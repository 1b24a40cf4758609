import type { ChangeState } from '../../licensing/change-states';

/** How much is waiting: what the store owes and has not done although its time has come. */
export interface Backlog {
  readonly changes: readonly {
    readonly state: ChangeState;
    readonly count: number;
    /** Of them, those whose next step is due. */
    readonly due: number;
    /** ISO time; null when nothing is due. */
    readonly oldestDueAt: string | null;
  }[];
  /** Cards that must be drawn and may be by now. */
  readonly cards: { readonly due: number; readonly oldestDueAt: string | null };
}
