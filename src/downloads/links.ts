import { randomUUID } from 'node:crypto';
import { codeOf, isCode, linkLastsMs, readLink, signLink, type LinkClaims } from './link';

/** Makes and reads the links with which files are downloaded. */
export interface DownloadLinks {
  /** A link for one person, once, for a few minutes, with the code that opens it. */
  make(wanted: Pick<LinkClaims, 'about' | 'format' | 'personId'>): DownloadLink;
  read(token: string): LinkClaims | 'wrong' | 'expired';
  isCode(claims: LinkClaims, typed: string): boolean;
}

export interface DownloadLink {
  readonly url: string;
  /** Six digits. */
  readonly code: string;
}

/** The first part of the path of every link. */
export const downloadPath = '/downloads/';

/** @param options.publicUrl where browsers reach the bot; asked each time, because its port is known only once it listens */
export function createLinks(options: {
  readonly key: Buffer;
  readonly publicUrl: () => string;
  readonly now: () => Date;
}): DownloadLinks {
  const { key, publicUrl, now } = options;
  return {
    make: ({ about, format, personId }) => {
      const expiresAt = now().getTime() + linkLastsMs;
      const claims = { about, format, personId, nonce: randomUUID(), expiresAt };
      return { url: `${publicUrl()}${downloadPath}${signLink(key, claims)}`, code: codeOf(key, claims) };
    },
    read: (token) => readLink(key, token, now()),
    isCode: (claims, typed) => isCode(key, claims, typed),
  };
}
