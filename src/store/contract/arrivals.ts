import type { Conversation } from './conversations';
import type { Pace } from './paces';

/** Somebody says or presses something. */
export interface ArrivedTurn {
  /** By which it is known when it comes again; `''`: that does not matter. */
  readonly key: string;
  /** Of these it takes one each, or is refused. */
  readonly takes: readonly Pace[];
  /** These are counted when it is not refused: what will be said to it. */
  readonly notes: readonly Pace[];
  readonly conversation: Omit<Conversation, 'state' | 'welcomedAt'>;
}

export interface ArrivalRepository {
  /**
   * What each turn begins with, at once: `seen.first`, `paces.take`, and, when it comes in, `paces.note` and its
   * conversation, which keeps `welcomedAt` and becomes active; completions that never arrived there are due again. The
   * conversation is not written when it is stored already as it would be, but for its time, and no other chat of the
   * person is newer.
   * @returns whether it came before, and which pace refused it
   */
  admit(
    turn: ArrivedTurn,
    now: Date,
  ): Promise<{
    readonly again: boolean;
    readonly refused: { readonly name: string; readonly at: Date } | undefined;
  }>;
}
