import type { Activity } from 'botbuilder';
import jwt from 'jsonwebtoken';
import { DeskError, messageOf } from '../errors';
import type { SigningKeys } from './signing-keys';

/** Settles when an activity comes from Teams and is for this bot. @throws DeskError `gate.token`, `gate.keys` */
export type TokenCheck = (authorization: string, activity: Activity) => Promise<void>;

/**
 * The only channel. Web Chat and Direct Line are switched on at many bots without anybody asking, and in them the
 * client says itself who it is: `from.aadObjectId` is worth something from Teams alone.
 */
const channel = 'msteams';

const algorithms: jwt.Algorithm[] = ['RS256', 'RS384', 'RS512'];

/** Seconds by which clocks may differ (Bot Framework "Authentication with the Bot Connector API"). */
const clockTolerance = 300;

/** No real token is longer. Characters. */
const longestHeader = 16_384;

/**
 * Checks the token that came with an activity, before the SDK does. The SDK lets more in than this bot needs: tokens of
 * the Emulator and of other bots, other channels, and keys that are endorsed for no channel at all.
 */
export function createTokenCheck(o: {
  readonly botId: string;
  readonly issuer: string;
  readonly keys: SigningKeys;
  /** Milliseconds since 1970 */
  readonly now: () => number;
}): TokenCheck {
  return async (authorization, activity) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization.slice(0, longestHeader))?.[1];
    if (!token) throw refused(authorization ? 'the header is no bearer token' : 'there is no token');
    if (activity.channelId !== channel) throw refused('the channel is not Teams');
    const keyId = keyIdOf(token);
    const signingKey = keyId === undefined ? undefined : await o.keys(keyId);
    if (!signingKey) throw refused('no key of the channel signed it');
    if (!signingKey.endorsements.includes(channel)) throw refused('its key may not sign for Teams');
    const claims = verify(token, {
      key: signingKey.key,
      issuer: o.issuer,
      audience: o.botId,
      clockTimestamp: Math.floor(o.now() / 1_000),
    });
    if (claims.aud !== o.botId) throw refused('it is for several'); // a list passes the library
    if (claims.exp === undefined) throw refused('it has no end'); // the library takes that for "never"
    if (claims['serviceurl'] !== activity.serviceUrl) throw refused('it is for another service URL');
  };
}

function keyIdOf(token: string): string | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header.kid;
  } catch {
    return undefined; // no JSON inside
  }
}

function verify(
  token: string,
  { key, ...expected }: jwt.VerifyOptions & { readonly key: jwt.PublicKey },
): jwt.JwtPayload {
  try {
    const claims = jwt.verify(token, key, { ...expected, algorithms, clockTolerance, complete: false });
    if (typeof claims === 'object') return claims;
  } catch (error) {
    throw refused(messageOf(error));
  }
  throw refused('it holds no claims');
}

/** @param why for the log; whoever sent it learns nothing */
function refused(why: string): DeskError {
  return new DeskError('gate.token', `An activity was refused: ${why}.`);
}
