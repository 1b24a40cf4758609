/** A token is missing, broken, foreign or expired. Graph answers 401 InvalidAuthenticationToken with these words. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';
  readonly status = 401;
  readonly code = 'InvalidAuthenticationToken';
}
