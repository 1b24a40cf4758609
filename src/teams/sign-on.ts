import { CardFactory, type Attachment } from 'botbuilder';
import type { SignInRequest } from '../conversation/turn';
import type { Words } from '../i18n/words';

/** How the clients of Teams get a token for the bot's app. */
export interface SignOn {
  /** The app as a resource: `api://botid-<bot id>`, as the manifest says (`webApplicationInfo.resource`). */
  readonly resource: string;
  /** Where somebody signs in by hand when that does not work. */
  readonly signInUrl: string;
}

/** Clients want a name here; with the Bot Framework's token service it would be that of a connection. */
const connectionName = 'license-desk';

/** Longest token that is looked at. Characters. */
const longestToken = 16_384;

/** Presses that may come back with a token in an invoke of their own. */
const verbs = ['change.confirm', 'decide.approve'];

/**
 * The answer to a press that needs a token (learn "SSO for Adaptive Card Universal Actions"): the client gets one and
 * sends the same press again.
 */
export function loginRequest(signOn: SignOn, w: Words, exchangeId: string): object {
  return {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text: w('byHand.signInTitle'),
      connectionName,
      tokenExchangeResource: { id: exchangeId, uri: signOn.resource },
      buttons: [signInButton(signOn, w)],
    },
  };
}

/** The same for clients that send presses as messages: a card that Teams answers by itself, or shows. */
export function signInCard(signOn: SignOn, w: Words, exchangeId: string): Attachment {
  const { title, value } = signInButton(signOn, w);
  const resource = { id: exchangeId, uri: signOn.resource, providerId: '' };
  return CardFactory.oauthCard(connectionName, title, w('byHand.signInTitle'), value, resource);
}

function signInButton({ signInUrl }: SignOn, w: Words) {
  return { title: w('byHand.signIn'), text: w('byHand.signIn'), type: 'signin', value: signInUrl };
}

/** Names the press that a token is for; `once` makes it another one each time. It is no secret and gives no right. */
export function toExchangeId({ verb, id, revision }: SignInRequest, once: string): string {
  return [verb, id, revision, once].join('|');
}

/** What came back with a token; believed as little as any card. */
export function readExchange(
  value: unknown,
): { readonly id: string; readonly press: SignInRequest; readonly token: string } | undefined {
  const { id, token } = (value ?? {}) as { id?: unknown; token?: unknown };
  const signOnToken = readToken(token);
  if (typeof id !== 'string' || id.length > 200 || signOnToken === undefined) return undefined;
  const [verb = '', changeId = '', revision = ''] = id.split('|');
  if (!verbs.includes(verb) || !/^\d{1,9}$/.test(revision)) return undefined;
  return { id, press: { verb, id: changeId, revision: Number(revision) }, token: signOnToken };
}

/** The token of a press that was sent again. */
export function readSignOnToken(value: unknown): string | undefined {
  const { authentication } = (value ?? {}) as { authentication?: unknown };
  return readToken(((authentication ?? {}) as { token?: unknown }).token);
}

function readToken(token: unknown): string | undefined {
  const fits =
    typeof token === 'string' && token.length <= longestToken && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  return fits ? token : undefined;
}

/** The answer to a token in an invoke of its own: all clients of a person send it, and only one may do something. */
export function exchangeAnswer(
  id: string,
  failure: string | null,
): { readonly status: number; readonly body: object } {
  return {
    status: failure === null ? 200 : 412,
    body: { id, connectionName, ...(failure === null ? {} : { failureDetail: failure }) },
  };
}
