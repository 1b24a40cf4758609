import { z } from 'zod';

/** Longest text that a rule may carry, and most of a number: a rule comes from outside. */
const longestText = 500;
const mostTimes = 1_000_000;
const mostSeconds = 86_400;

const text = z
  .string({ message: 'must be a text' })
  .min(1, 'must not be empty')
  .max(longestText, 'is too long');
const seconds = z
  .number({ message: 'must be a number of seconds' })
  .min(0, 'must be 0 seconds or more')
  .max(mostSeconds, 'must be a day or less, in seconds');
const count = (least: number) =>
  z
    .number({ message: 'must be a whole number' })
    .int('must be a whole number')
    .min(least, `must be ${least} or more`)
    .max(mostTimes, 'is too large');

const match = z
  .object(
    {
      method: z
        .string({ message: 'must be a method such as "POST"' })
        .regex(/^[A-Za-z]{3,7}$/, 'must be a method such as "POST"')
        .transform((method) => method.toUpperCase())
        .optional(),
      path: text.startsWith('/', 'must begin with "/", and is what comes below /v1.0').optional(),
    },
    { message: 'must be an object with method, path or both' },
  )
  .strict();

const id = text.regex(/^[\w.-]{1,64}$/, 'may have letters, digits, ".", "_" and "-", at most 64');

/** Which requests a fault hits, and how often. */
const aim = {
  id: id.optional(),
  match: match.optional(),
  times: count(1).optional(),
  probability: z
    .number({ message: 'must be a number from 0 to 1' })
    .min(0, 'must be a number from 0 to 1')
    .max(1, 'must be a number from 0 to 1')
    .optional(),
  after: count(0).optional(),
};

const groupId = text
  .regex(/^(\*|[0-9a-f-]{36})$/i, 'must be the id of a group, or "*" for all of them')
  .transform((given) => given.toLowerCase());

const kinds = [
  /** 429. Without retryAfter the header is missing, as it sometimes is. */
  z.object({ kind: z.literal('throttle'), retryAfter: seconds.optional(), ...aim }).strict(),
  /** 409 Directory_ConcurrencyViolation. */
  z.object({ kind: z.literal('concurrency'), retryAfter: seconds.optional(), ...aim }).strict(),
  z
    .object({
      kind: z.literal('error'),
      status: z.union([z.literal(500), z.literal(503), z.literal(504)], {
        errorMap: () => ({ message: 'must be 500, 503 or 504' }),
      }),
      retryAfter: seconds.optional(),
      ...aim,
    })
    .strict(),
  /** The connection ends before anything was done. */
  z.object({ kind: z.literal('drop-before'), ...aim }).strict(),
  /** The connection ends after it was done, so the caller cannot know. */
  z.object({ kind: z.literal('drop-after'), ...aim }).strict(),
  z
    .object({
      kind: z.literal('slow'),
      milliseconds: z
        .number({ message: 'must be a number of milliseconds' })
        .min(0, 'must be 0 or more')
        .max(mostSeconds * 1000, 'must be a day or less, in milliseconds'),
      ...aim,
    })
    .strict(),
  /** A 202 without a body, which some clients have seen from assignLicense. */
  z.object({ kind: z.literal('empty-body'), ...aim }).strict(),
  /** A next page of members begins with the last member of the page before. */
  z.object({ kind: z.literal('duplicate-members'), ...aim }).strict(),
  z.object({ kind: z.literal('stale-reads'), id: id.optional(), seconds }).strict(),
  z.object({ kind: z.literal('stuck'), id: id.optional(), group: groupId }).strict(),
  z
    .object({
      kind: z.literal('state'),
      id: id.optional(),
      group: groupId,
      value: z.union([z.null(), z.literal('ProcessingFailed')], {
        errorMap: () => ({ message: 'must be null or "ProcessingFailed"' }),
      }),
    })
    .strict(),
  z.object({ kind: z.literal('role-lag'), id: id.optional(), seconds }).strict(),
  /** Enforces the resource unit budget of a tenant of this size. */
  z
    .object({
      kind: z.literal('resource-units'),
      id: id.optional(),
      size: z.enum(['S', 'M', 'L'], { message: 'must be "S", "M" or "L"' }),
    })
    .strict(),
] as const;

/** Everything that a rule may be; `kind` says which. */
export const faultSchema = z.discriminatedUnion('kind', [...kinds]);

/** A rule as it was given: `id` may be missing. */
export type FaultInput = z.infer<typeof faultSchema>;
export type Fault = FaultInput & { readonly id: string };
export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<FaultInput, { kind: Kind }> & { readonly id: string };

/** Rules that hit single requests. */
export type AimedFault = Extract<Fault, { times?: number | undefined }>;
/** Rules that are in force from when they are added until they are removed. */
export type StandingFault = Exclude<Fault, AimedFault>;

export const faultKinds: readonly FaultKind[] = kinds.map((kind) => kind.shape.kind.value);
