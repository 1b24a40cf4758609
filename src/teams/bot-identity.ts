import type { TokenCredential } from '@azure/identity';
import type { TeamsAdapter } from '@microsoft/teams-ai';
import { DeskError } from '../errors';
import type { TokenCheck } from './channel-token';

/** How the bot proves who it is to the channel, and the channel to the bot. */
export interface BotIdentity {
  readonly id: string;
  /** Signs the bot in; every type of bot identity comes down to it. */
  readonly credential: TokenCredential;
  readonly channel: Channel;
  /** Throws for an activity that is not the channel's. */
  readonly check: TokenCheck;
}

/** The Bot Framework channel of a cloud: whose tokens the bot believes, and for whom it gets its own. */
export interface Channel {
  /** `iss` of the tokens that come with activities. */
  readonly issuer: string;
  /** OpenID document that names the keys with which they are signed. */
  readonly metadataUrl: string;
  /** The connector, as a resource for which the bot asks a token. */
  readonly resource: string;
  /** The Bot Framework token service. */
  readonly oauthUrl: string;
}

type Settings = NonNullable<ConstructorParameters<typeof TeamsAdapter>[0]>;
type CredentialsFactory = NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>;

/**
 * The SDK's names for it; all must be given as soon as one is. The Emulator's keys are the channel's, so that a token of
 * the Emulator fits none.
 */
export function sdkSettings({ id, channel }: BotIdentity): Settings {
  return {
    MicrosoftAppId: id,
    ToChannelFromBotLoginUrl: channel.oauthUrl,
    ToChannelFromBotOAuthScope: channel.resource,
    ToBotFromChannelTokenIssuer: channel.issuer,
    OAuthUrl: channel.oauthUrl,
    ToBotFromChannelOpenIdMetadataUrl: channel.metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: channel.metadataUrl,
  };
}

/**
 * Gives the SDK the bot's tokens. Its own factories each keep an old MSAL of their own, and those for certificates and
 * federation sign in at the public cloud only.
 */
export function signIns({ id, credential }: BotIdentity): CredentialsFactory {
  return {
    isValidAppId: (appId) => Promise.resolve(appId === id),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: (_appId, resource) =>
      Promise.resolve({
        signRequest: async (request) => {
          const token = await credential.getToken(`${resource}/.default`);
          if (!token) throw new DeskError('bot.sign-in', 'The bot got no token for Teams.');
          request.headers.set('authorization', `Bearer ${token.token}`);
          return request;
        },
      }),
  };
}
