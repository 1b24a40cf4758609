import type { GraphAnswer } from './answer';
import { GraphError } from './errors';
import { isRecord, text } from './normalise';
import { lackedBy, phraseOf, type GraphCallName } from './permissions';

/** For whom Graph is called. */
export interface Asker {
  /** `person`: in somebody's name, so that their roles count besides the permission. */
  readonly kind: 'app' | 'person';
  /** What the app's token said that it may do, as far as that is known. */
  readonly granted?: ReadonlySet<string> | undefined;
}

/** The only place where a status and a code of Graph become an error of ours. Messages never decide: they change and are translated. */
export function faultOf(
  call: GraphCallName,
  answer: GraphAnswer,
  asker: Asker = { kind: 'app' },
): GraphError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const said = isRecord(answer.body) && isRecord(answer.body['error']) ? answer.body['error'] : {};
  const graphCode = text(said['code']);
  const { code, sentence, passing } = kindOf(call, status, graphCode, asker);
  return new GraphError(code, sentence, {
    status,
    graphCode,
    graphMessage: text(said['message']).slice(0, 2_000),
    passing,
    retryAfterMs: answer.retryAfterMs,
  });
}

/** No answer came: connection refused or reset, name not found, or it took too long. */
export function unreachable(cause: unknown): GraphError {
  return plain(
    'graph.unreachable',
    'Microsoft Graph did not answer. Try again in a few minutes.',
    true,
    cause,
  );
}

/** Not sent, because somebody else may have it in hand by now. The right comes back by itself. */
export function rightLost(): GraphError {
  return plain(
    'graph.right-lost',
    'License Desk stood still for a while, so another copy of it may have taken over. It looks again by itself.',
    true,
  );
}

/** Not asked, because too many have asked before. */
export function logBusy(): GraphError {
  return plain(
    'graph.log-busy',
    'Microsoft lets the audit log be read five times in ten seconds, and others are reading it now. Try again in a moment.',
    true,
  );
}

/** An answer came that cannot be what was asked for. Cut-off bodies pass; wrong shapes do not. */
export function notUnderstood(what: string, status: number, passing: boolean): GraphError {
  const sentence = `Microsoft Graph answered something unexpected (${what}). Try again later; if it stays, check the Graph address and any proxy on the way.`;
  return new GraphError('graph.failed', sentence, { status, graphCode: '', graphMessage: '', passing });
}

/** Refused on our side, nothing was sent. */
export function refusedHere(what: string): GraphError {
  return plain(
    'graph.bad-request',
    `This cannot be asked of Microsoft Graph: ${what}. Choose it again from the list.`,
    false,
  );
}

/** A configured address that a secret must not be sent to. */
export function badAddress(what: string): GraphError {
  return plain(
    'graph.bad-address',
    `The ${what} in the configuration must begin with https, or with http on this machine.`,
    false,
  );
}

/** An address that is not the configured Graph: no token goes there. */
export function foreignAddress(): GraphError {
  const sentence =
    'Microsoft Graph named an address outside its own host, and License Desk did not follow it. Check the Graph address in the configuration.';
  return plain('graph.failed', sentence, false);
}

/** No token could be had. 4xx of the token endpoint means wrong credentials, anything else may pass. */
export function signInFailed(cause: unknown, status = 0): GraphError {
  const wrong = status >= 400 && status < 500 && status !== 429;
  if (!wrong) {
    return plain(
      'graph.unreachable',
      'Microsoft Entra did not answer the sign-in. Try again in a few minutes.',
      true,
      cause,
    );
  }
  return new GraphError('graph.sign-in', SIGN_IN, {
    status: 401,
    graphCode: '',
    graphMessage: '',
    passing: false,
    cause,
  });
}

const SIGN_IN =
  'Microsoft Entra did not accept the sign-in of License Desk. Check tenant id, client id and client secret of its app registration, and whether the secret has expired.';

function plain(code: string, sentence: string, passing: boolean, cause?: unknown): GraphError {
  return new GraphError(code, sentence, { status: 0, graphCode: '', graphMessage: '', passing, cause });
}

function kindOf(
  call: GraphCallName,
  status: number,
  graphCode: string,
  asker: Asker,
): { code: string; sentence: string; passing: boolean } {
  // Seen as 409 and as 400: parallel license writes in one tenant.
  if (graphCode === 'Directory_ConcurrencyViolation') {
    const sentence = 'Another license change was running in the tenant. Try again in a minute.';
    return { code: 'graph.concurrency', sentence, passing: true };
  }
  switch (status) {
    case 400:
      return {
        code: 'graph.bad-request',
        sentence:
          'Microsoft Graph refused the request as it was put. Look the group and the product up again and choose anew.',
        passing: false,
      };
    case 401:
      return { code: 'graph.sign-in', sentence: SIGN_IN, passing: false };
    case 403:
      return { code: 'graph.denied', sentence: deniedSentence(call, asker), passing: false };
    case 404:
      return {
        code: 'graph.not-found',
        sentence: 'The directory does not know this any more; it may have been deleted. Search for it again.',
        passing: false,
      };
    case 429:
      return {
        code: 'graph.throttled',
        sentence: 'Microsoft Graph is limiting requests at the moment. Try again in a few minutes.',
        passing: true,
      };
    default:
      return {
        code: 'graph.failed',
        sentence: `Microsoft Graph could not do this (status ${status}). Try again later; if it stays, look at the service health in the Microsoft 365 admin center.`,
        passing: status >= 500 || status === 424 || status === 408,
      };
  }
}

/** Graph told us nothing because a permission lacks, without saying so in its status. */
export function permissionLacks(name: string): GraphError {
  return plain('graph.denied', lackSentence([name]), false);
}

function deniedSentence(call: GraphCallName, { kind, granted }: Asker): string {
  if (kind === 'app') return lackSentence(lackedBy(call, granted));
  return `Microsoft Entra does not let you do this yourself. It takes a role that is active, such as License Administrator, and consent to the delegated permission ${phraseOf(lackedBy(call, undefined))}. Nothing was changed.`;
}

/** Tokens of an app live for an hour; those of a managed identity for a day, and nothing renews them before. */
function lackSentence(names: readonly string[]): string {
  const permissions = `application permission${names.length > 1 ? 's' : ''} ${phraseOf(names)}`;
  return `License Desk is not allowed to do this. In Microsoft Entra, grant its app the ${permissions} with admin consent; that takes effect within an hour, for a managed identity within a day.`;
}
