import { z } from 'zod';
import { isGuid } from '../graph/guid';
import { mostApprovers } from './approvers';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export const dayMs = units.d;

export const shortestExpiryMs = units.h;
export const longestExpiryMs = 90 * dayMs;
const shortestRemindMs = units.h;
export const shortestEscalationMs = 15 * units.m;
const longestStageName = 60;
/** Above every group that Entra licenses. */
const mostMembers = 10_000_000;

/** `30m`, `4h`, `3d` or `2w`, in milliseconds. */
function milliseconds(text: string): number | undefined {
  const match = /^(\d{1,6})([mhdw])$/.exec(text);
  return match ? Number(match[1]) * units[match[2] as keyof typeof units] : undefined;
}

/** A number of milliseconds as a person writes it, in the largest unit that fits. */
export function durationText(ms: number): string {
  const unit = (['w', 'd', 'h'] as const).find((each) => ms >= units[each] && ms % units[each] === 0) ?? 'm';
  return `${ms / units[unit]}${unit}`;
}

/** Everything is looked at as it is; a value of the wrong type gets the same sentence as a wrong value. */
function checked<T>(
  read: (value: unknown) => T | undefined,
  sentence: string,
): z.ZodType<T, z.ZodTypeDef, unknown> {
  return z.unknown().transform((value, context) => {
    const right = read(value);
    if (right !== undefined) return right;
    context.addIssue({ code: z.ZodIssueCode.custom, message: sentence });
    return z.NEVER;
  });
}

function within(min: number, max: number): (value: unknown) => number | undefined {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}

/** @param min and max in milliseconds */
export function duration(min: number, max: number): z.ZodType<number, z.ZodTypeDef, unknown> {
  return checked(
    (value) => {
      const ms = typeof value === 'string' ? milliseconds(value) : undefined;
      return ms === undefined ? undefined : within(min, max)(ms);
    },
    `must be a time from ${durationText(min)} to ${durationText(max)}, written like 30m, 4h, 3d or 2w`,
  );
}

/** null: `never` */
export const remind = checked<number | null>(
  (value) => (value === 'never' ? null : duration(shortestRemindMs, longestExpiryMs).safeParse(value).data),
  `must be never, or a time of at least ${durationText(shortestRemindMs)}, written like 4h, 3d or 2w`,
);

export const quorum = checked<number | 'everyone'>(
  (value) => (value === 'everyone' ? value : within(1, mostApprovers)(value)),
  `must be a whole number from 1 to ${mostApprovers}, or everyone`,
);

export const memberLimit = checked(
  within(0, mostMembers),
  `must be a whole number from 0 to ${mostMembers}; a rule fits groups with more members than this`,
);

export const yesOrNo = checked(
  (value) => (typeof value === 'boolean' ? value : undefined),
  'must be true or false',
);

export const fourEyes = checked<'asker' | 'stages'>(
  (value) => (value === 'asker' || value === 'stages' ? value : undefined),
  'must be asker or stages; that the asker never decides cannot be switched off',
);

export const stageName = checked(
  (value) =>
    typeof value === 'string' &&
    /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(value) &&
    value.trim() !== '' &&
    value.length <= longestStageName
      ? value
      : undefined,
  `must be a name of 1 to ${longestStageName} characters on one line; people see it on the cards`,
);

/** @param what for example "a group"; where to find the id belongs to it */
export function objectId(what: string): z.ZodType<string, z.ZodTypeDef, unknown> {
  return checked(
    (value) => (typeof value === 'string' && isGuid(value) ? value.toLowerCase() : undefined),
    `must be ${what}, like 06ebc4ee-1bb5-47dd-8120-11324bc54e06`,
  );
}

/** The form of a user principal name that Graph is asked for. */
const accountName = /^[\w!#^~'.-]{1,113}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$/;

/** An object id or a user principal name, in lower case. */
export const personName = checked((value) => {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return isGuid(text) || accountName.test(text) ? text : undefined;
}, "must be a person's object id or user principal name, like adele@contoso.com");

/** The id of a conversation; its form is the channel's own affair. Our own addresses of people are none. */
export const conversation = checked(
  (value) =>
    typeof value === 'string' && /^[!-~]{1,300}$/.test(value) && !value.startsWith('person/')
      ? value
      : undefined,
  'must be the id of a channel, like 19:…@thread.tacv2 (it stands in the link to the channel)',
);
