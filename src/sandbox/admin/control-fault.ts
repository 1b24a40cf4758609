/** A refusal of the sandbox's own routes; the message says what to do instead. */
export class ControlFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
