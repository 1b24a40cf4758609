import { createHash } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { GraphFault } from './answer';

const lifetimeSeconds = 3600;
const audience = 'https://graph.microsoft.com';

/**
 * The tenant's token service: OAuth 2.0 client credentials. Tokens are signed with a key that is the same at every
 * start, so that a client's token outlives a restart of the sandbox. It protects nothing: this is a simulation.
 */
export class TokenService {
  private readonly key: string;

  constructor(
    private readonly tenantId: string,
    private readonly now: () => number,
  ) {
    this.key = createHash('sha256').update(`sandbox ${tenantId}`).digest('hex');
  }

  /** Answers a token request's form. */
  issue(form: URLSearchParams): { readonly status: number; readonly body: object } {
    const missing = ['client_id', 'client_secret'].find((name) => !form.get(name));
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse('unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
    }
    if (missing)
      return refuse('invalid_request', `AADSTS900144: The request body must contain: '${missing}'.`);
    const seconds = Math.floor(this.now() / 1000);
    const token = jwt.sign(
      {
        aud: audience,
        tid: this.tenantId,
        appid: form.get('client_id'),
        iat: seconds,
        exp: seconds + lifetimeSeconds,
      },
      this.key,
    );
    return { status: 200, body: { token_type: 'Bearer', expires_in: lifetimeSeconds, access_token: token } };
  }

  /** @throws GraphFault 401 InvalidAuthenticationToken */
  check(authorization: string | undefined): void {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new GraphFault(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    try {
      jwt.verify(token, this.key, {
        audience,
        algorithms: ['HS256'],
        clockTimestamp: Math.floor(this.now() / 1000),
      });
    } catch (error) {
      const expired = error instanceof jwt.TokenExpiredError;
      throw new GraphFault(
        401,
        'InvalidAuthenticationToken',
        expired
          ? 'Lifetime validation failed, the token is expired.'
          : 'Access token validation failure. Invalid signature or audience.',
      );
    }
  }
}

function refuse(error: string, description: string): { readonly status: number; readonly body: object } {
  return { status: 400, body: { error, error_description: description } };
}
