import { DeskError } from '../errors';

/** What Graph answered when it did not do what was asked. `graphCode` and `status` decide; the message never does. */
export class GraphError extends DeskError {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Graph's `error.code`, `''` when there was none. */
  readonly graphCode: string;
  /** Graph's own sentence, untrusted text: for the log and for finding ids in it, never for branching. */
  readonly graphMessage: string;
  /** True when the same call may succeed later: no answer, 409 concurrency, 429, 5xx. */
  readonly passing: boolean;
  /** What Graph asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    sentence: string,
    details: {
      status: number;
      graphCode: string;
      graphMessage: string;
      passing: boolean;
      retryAfterMs?: number;
      cause?: unknown;
    },
  ) {
    super(code, sentence, { cause: details.cause });
    this.status = details.status;
    this.graphCode = details.graphCode;
    this.graphMessage = details.graphMessage;
    this.passing = details.passing;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Whether Graph refused for want of a permission: its sentence names the permission. */
export function isDenied(error: unknown): error is GraphError {
  return error instanceof GraphError && error.code === 'graph.denied';
}
