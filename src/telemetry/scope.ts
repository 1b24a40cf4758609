import { AsyncLocalStorage } from 'node:async_hooks';
import type { SpanHandle } from './sink';
import type { TurnOutcome } from './metrics';

/** One turn, one job, or the part of either that belongs to one change. It ends with them; nothing is remembered here. */
export interface Scope {
  readonly kind: 'turn' | 'job' | 'part';
  /** How the span of a job is opened, once it is known whose trace it continues. */
  readonly opens?: { readonly name: string; readonly at: Date };
  /** Numbers of the changes that were read so far: what is logged belongs to them. */
  readonly changes: Set<number>;
  outcome: TurnOutcome;
  /** Undefined while nothing is traced, and of a job until it has read the change whose trace it continues. */
  span: SpanHandle | undefined;
  /** The trace that a change is stored with: of a turn its own, of a job that of the change it works on. */
  origin: string | undefined;
}

/** Carries the scope along everything that a turn or job awaits. */
export function createScopes(): AsyncLocalStorage<Scope> {
  return new AsyncLocalStorage<Scope>();
}
