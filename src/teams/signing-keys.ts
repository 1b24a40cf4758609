import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { DeskError } from '../errors';
import { mayCarryToken } from '../graph/address';

/** A key of the channel, and for which channels it may sign. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly endorsements: readonly string[];
}

/** Finds a key by its id; undefined when the channel has no such key. @throws DeskError `gate.keys` */
export type SigningKeys = (keyId: string) => Promise<SigningKey | undefined>;

/** Microsoft asks to read the keys at least once a day; they change without notice. Milliseconds. */
const keptMs = 24 * 3_600_000;

/** Whoever sends tokens with made-up key ids makes us ask no more often than this. Milliseconds. */
const askAgainMs = 5 * 60_000;

const answerMs = 5_000;
const openIdDocument = z.object({ jwks_uri: z.string().url() });
const keyDocument = z.object({
  keys: z
    .array(
      z
        .object({
          kid: z.string(),
          kty: z.string(),
          endorsements: z.array(z.string()).default([]),
        })
        .passthrough(),
    )
    .max(100),
});

/** Keeps the keys that a channel's OpenID document names. RSA only. */
export function createSigningKeys(o: {
  readonly metadataUrl: string;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970 */
  readonly now: () => number;
}): SigningKeys {
  let known: ReadonlyMap<string, SigningKey> = new Map();
  let readAt = -Infinity;
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;

  async function read(url: string): Promise<unknown> {
    if (!URL.canParse(url) || !mayCarryToken(new URL(url))) throw new Error(`${url} is not https`);
    const answer = await o.fetch(url, { redirect: 'error', signal: AbortSignal.timeout(answerMs) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return answer.json();
  }

  async function refresh(): Promise<void> {
    askedAt = o.now();
    const { jwks_uri: keysUrl } = openIdDocument.parse(await read(o.metadataUrl));
    const { keys } = keyDocument.parse(await read(keysUrl));
    known = new Map(keys.flatMap(({ kid, ...jwk }) => toKey(jwk).map((key) => [kid, key] as const)));
    readAt = o.now();
  }

  return async (keyId) => {
    const age = o.now() - readAt;
    const wanted = age > keptMs || !known.has(keyId);
    if (wanted && (asking || o.now() - askedAt > askAgainMs)) {
      asking ??= refresh().finally(() => (asking = undefined));
      await asking.catch((cause: unknown) => {
        // Keys of yesterday are better than none; without any nobody can be let in, and nobody is to blame.
        if (known.size > 0) return;
        throw new DeskError('gate.keys', 'The keys of the channel cannot be read.', { cause });
      });
    }
    if (readAt === -Infinity) throw new DeskError('gate.keys', 'The keys of the channel cannot be read.');
    return known.get(keyId);
  };
}

/** None for a key that is no RSA key, or that cannot be read: the others still count. */
function toKey({ endorsements, ...jwk }: { kty: string; endorsements: string[] }): SigningKey[] {
  if (jwk.kty !== 'RSA') return [];
  try {
    return [{ key: createPublicKey({ key: jwk, format: 'jwk' }), endorsements }];
  } catch {
    return [];
  }
}
