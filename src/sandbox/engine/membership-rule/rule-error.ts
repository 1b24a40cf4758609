/** A membership rule that cannot be understood; the message says what and where. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
