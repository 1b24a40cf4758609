import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** Neither the database nor JSON can hold these. */
const unstorable = /\u0000|\p{Surrogate}/u;
/** Longest texts that are read at all; Teams itself allows less. */
const shortText = z
  .string()
  .max(512)
  .refine((text) => !unstorable.test(text));
/** The SDK throws in the middle of a turn when one of those that it keeps its state by is empty. */
const key = shortText.refine((text) => text !== '');
/** The SDK puts it into a header of every call; Teams' ids are plain ASCII. */
const sendable = /^[\x20-\x7e]+$/;
const account = z
  .object({
    id: shortText,
    name: z
      .string()
      .max(2_000)
      .refine((name) => !unstorable.test(name))
      .nullish(),
    aadObjectId: shortText.nullish(),
  })
  .passthrough();

/**
 * The parts of an activity that License Desk or the Bot Framework SDK touches. Everything else passes through
 * unread; a part of the wrong type is refused here, before the SDK sees it, because the SDK throws on it.
 */
const shape = z
  .object({
    type: z.string().min(1).max(128),
    id: shortText.nullish(),
    name: shortText.nullish(),
    text: z.string().max(40_000).nullish(),
    locale: shortText.nullish(),
    channelId: key,
    serviceUrl: z.string().min(1).max(2_048),
    replyToId: shortText.nullish(),
    action: shortText.nullish(),
    from: account.extend({ id: key }),
    recipient: account.extend({ id: key }),
    conversation: z
      .object({
        id: shortText.refine((id) => sendable.test(id)),
        conversationType: shortText.nullish(),
        tenantId: shortText.nullish(),
        isGroup: z.boolean().nullish(),
      })
      .passthrough(),
    channelData: z.object({}).passthrough().nullish(),
    entities: z.array(z.object({}).passthrough()).nullish(),
    attachments: z.array(z.object({}).passthrough()).nullish(),
    membersAdded: z.array(account).nullish(),
    membersRemoved: z.array(account).nullish(),
  })
  .passthrough();

/** Reads a parsed JSON body as an activity; undefined when it is none. */
export function readActivity(body: unknown): Activity | undefined {
  const parsed = shape.safeParse(body);
  return parsed.success ? (parsed.data as unknown as Activity) : undefined;
}
