/**
 * Every error that License Desk raises itself carries a stable code, one sentence that may be
 * shown to the person (what is wrong and what to do), and the cause for the log only.
 */
export class DeskError extends Error {
  readonly code: string;
  /** Safe to show: holds nothing internal. */
  readonly sentence: string;

  constructor(code: string, sentence: string, options: { cause?: unknown } = {}) {
    super(`${code}: ${sentence}`, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.sentence = sentence;
  }
}

/** Narrows an unknown thrown value to an `Error` without losing what was thrown. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  // Some libraries hand on plain objects that look like errors.
  const { message } = (thrown ?? {}) as { message?: unknown };
  return new Error(typeof message === 'string' ? message : String(thrown));
}

/** The message of any thrown value, for logs. */
export function messageOf(thrown: unknown): string {
  const error = toError(thrown);
  // The query layer writes every value of a statement into its message: names and ids, which no log may hold.
  if ('query' in error && 'params' in error && error.cause !== undefined)
    return `query: ${messageOf(error.cause)}`;
  return error.message;
}
