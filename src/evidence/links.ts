import { randomUUID } from 'node:crypto';
import { linkLastsMs, readLink, signLink, type Format, type LinkClaims } from './link';

/** Makes and reads the links with which records are downloaded. */
export interface DownloadLinks {
  /** A link for one person, once, for a few minutes. */
  make(wanted: Pick<LinkClaims, 'changeId' | 'format' | 'personId'>): string;
  read(token: string): LinkClaims | 'wrong' | 'expired';
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
    make: ({ changeId, format, personId }: { changeId: string; format: Format; personId: string }) => {
      const expiresAt = now().getTime() + linkLastsMs;
      const token = signLink(key, { changeId, format, personId, nonce: randomUUID(), expiresAt });
      return `${publicUrl()}${downloadPath}${token}`;
    },
    read: (token) => readLink(key, token, now()),
  };
}
