/** The OAuth 2.0 error of a token request, with the status and AADSTS number that Entra gives it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 401,
    readonly error: string,
    /** The AADSTS number. */
    readonly number: number,
    message: string,
  ) {
    super(message);
  }
}

/** What came in is repeated in answers, but not at any length. */
function quote(text: string): string {
  return `'${text.slice(0, 200)}'`;
}

/**
 * Every way in which the token endpoint says no. Numbers and words: Microsoft Entra authentication and authorization
 * error codes, and answers of the real endpoint.
 */
export const refusals = {
  missingParameter: (name: string) =>
    new Refusal(
      400,
      'invalid_request',
      900144,
      `The request body must contain the following parameter: '${name}'.`,
    ),
  unsupportedGrant: (grant: string) =>
    new Refusal(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type ${quote(grant)}.`,
    ),
  unknownApp: (clientId: string, tenantName: string) =>
    new Refusal(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier ${quote(clientId)} was not found in the directory '${tenantName}'.`,
    ),
  missingSecret: () =>
    new Refusal(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  wrongSecret: (clientId: string) =>
    new Refusal(
      401,
      'invalid_client',
      7000215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, ' +
        `not the client secret ID, for a secret added to app ${quote(clientId)}.`,
    ),
  invalidScope: (scope: string) =>
    new Refusal(
      400,
      'invalid_scope',
      70011,
      "The provided request must include a 'scope' input parameter. The provided value for the input parameter " +
        `'scope' is not valid. The scope ${quote(scope)} is not valid.`,
    ),
  scopeWithoutDefault: (scope: string) =>
    new Refusal(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${quote(scope)} is not valid. Client credential flows must have a scope value ` +
        'with /.default suffixed to the resource identifier (application ID URI).',
    ),
  noConsent: (clientId: string, name: string) =>
    new Refusal(
      400,
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID ${quote(clientId)} named ` +
        `${quote(name)}. Send an interactive authorization request for this user and resource.`,
    ),
  unknownPerson: (tenantName: string) =>
    new Refusal(
      400,
      'invalid_grant',
      50034,
      `The user account {EmailHidden} does not exist in the ${tenantName} directory. To sign into this ` +
        'application, the account must be added to the directory.',
    ),
  wrongPassword: () =>
    new Refusal(
      400,
      'invalid_grant',
      50126,
      'Error validating credentials due to invalid username or password.',
    ),
  disabledAccount: () => new Refusal(400, 'invalid_grant', 50057, 'The user account is disabled.'),
  badRefreshToken: () =>
    new Refusal(400, 'invalid_grant', 70000, 'The provided grant is invalid or malformed.'),
  badAssertion: () =>
    new Refusal(
      400,
      'invalid_grant',
      50013,
      'Assertion failed signature validation. [Reason - The provided signature value did not match the expected ' +
        'signature value.]',
    ),
  expiredAssertion: () =>
    new Refusal(
      400,
      'invalid_grant',
      500133,
      'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for ' +
        'user assertion, or request a new token.',
    ),
  expiredRefreshToken: () =>
    new Refusal(400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity.'),
} as const;
