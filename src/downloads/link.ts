import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const formats = ['json', 'csv'] as const;
export type Format = (typeof formats)[number];

/** What a link lets somebody do; the page that answers it cannot know who opens it, only that they have its code. */
export interface LinkClaims {
  readonly about: FileAbout;
  readonly format: Format;
  /** Entra object id of the person for whom it was made. */
  readonly personId: string;
  /** Makes every link another one, so that each can be used up. */
  readonly nonce: string;
  /** Milliseconds since 1970 */
  readonly expiresAt: number;
}

/** A link lasts this long. Milliseconds. */
export const linkLastsMs = 5 * 60_000;

/** Longer than any that is made here; more is not even looked at. Characters. */
const longestToken = 1_000;

const id = z.string().uuid();
const aboutShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), changeId: id }).strict(),
  z.object({ kind: z.literal('forecast'), changeId: id }).strict(),
  z.object({ kind: z.literal('errors'), groupId: id }).strict(),
  z.object({ kind: z.literal('batch'), changeId: id }).strict(),
  z
    .object({
      kind: z.literal('history'),
      tenantId: id,
      groupId: id.optional(),
      skuId: id.optional(),
      personId: id.optional(),
    })
    .strict(),
]);

/**
 * What a file holds: the record of a change, who will get what by a change, who failed in a group, how a batch ended in
 * each of its groups, or what happened to a group, a product, a person or everything.
 */
export type FileAbout = z.infer<typeof aboutShape>;
export type FileKind = FileAbout['kind'];

const claimsShape = z
  .object({
    about: aboutShape,
    format: z.enum(formats),
    personId: z.string(),
    nonce: z.string().min(1),
    expiresAt: z.number().int(),
  })
  .strict();

/** `claims.signature`, both base64url; HMAC-SHA256. */
export function signLink(key: Buffer, claims: LinkClaims): string {
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${text}.${signature(key, text).toString('base64url')}`;
}

/**
 * The six digits that open a link. They stand on the card beside the link and never in an address, so that whoever
 * finds the address in a history, a log or a forwarded message has half of what it takes.
 */
export function codeOf(key: Buffer, { nonce }: Pick<LinkClaims, 'nonce'>): string {
  const number = createHmac('sha256', key).update(`code ${nonce}`).digest().readUInt32BE();
  return String(number % 1_000_000).padStart(6, '0');
}

/** Whether somebody typed the code of a link; spaces do not count. */
export function isCode(key: Buffer, claims: Pick<LinkClaims, 'nonce'>, typed: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(typed.replace(/\s/g, '')), digest(codeOf(key, claims)));
}

/** What a token allows: nothing when it was not signed with this key, `expired` when its time is over. */
export function readLink(key: Buffer, token: string, now: Date): LinkClaims | 'wrong' | 'expired' {
  if (token.length > longestToken) return 'wrong';
  const [text = '', signed = '', more] = token.split('.');
  const expected = signature(key, text);
  const given = Buffer.from(signed, 'base64url');
  if (more !== undefined || given.length !== expected.length) return 'wrong';
  // Compared as text as well: base64 has several spellings of the same bytes.
  if (!timingSafeEqual(given, expected) || expected.toString('base64url') !== signed) return 'wrong';
  const claims = claimsShape.safeParse(parse(text));
  if (!claims.success) return 'wrong';
  return claims.data.expiresAt > now.getTime() ? claims.data : 'expired';
}

function signature(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
