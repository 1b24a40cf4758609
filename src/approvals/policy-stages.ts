import type { ApproverRule, RequestPolicy, StagePolicy } from './policy';
import { below, type Findings, type Read } from './policy-findings';
import { readApprovers } from './policy-people';
import {
  duration,
  durationText,
  fourEyes,
  longestExpiryMs,
  quorum,
  remind,
  shortestEscalationMs,
  shortestExpiryMs,
  stageName,
  yesOrNo,
} from './policy-values';

const mostStages = 5;

const stageKeys = ['name', 'approvers', 'quorum', 'escalate'] as const;
export const requestKeys = ['stages', 'expire', 'remind', 'fourEyes', 'reasonOnReject'] as const;

/** What was read of a request policy; a part that is wrong is undefined. */
export type RequestParts = { readonly [Key in keyof RequestPolicy]: Read<RequestPolicy[Key]> };

/**
 * Reads what holds for one request.
 * @param given its keys, and others that do not matter here
 * @param otherwise what holds where nothing is said
 */
export function readRequestParts(
  find: Findings,
  given: ReadonlyMap<string, unknown>,
  otherwise: RequestParts,
  path: string,
): RequestParts {
  const read = <T>(
    key: (typeof requestKeys)[number],
    rest: T,
    by: (value: unknown, at: string) => Read<T>,
  ): Read<T> => (given.has(key) ? by(given.get(key), below(path, key)) : rest);

  const parts: RequestParts = {
    stages: read('stages', otherwise.stages, (value, at) =>
      find.list(value, { min: 1, max: mostStages }, at, (item, each) => readStage(find, item, each)),
    ),
    fourEyes: read('fourEyes', otherwise.fourEyes, (value, at) => find.value(fourEyes, value, at)),
    reasonOnReject: read('reasonOnReject', otherwise.reasonOnReject, (value, at) =>
      find.value(yesOrNo, value, at),
    ),
    expireAfterMs: read('expire', otherwise.expireAfterMs, (value, at) =>
      find.value(duration(shortestExpiryMs, longestExpiryMs), value, at),
    ),
    remindEveryMs: read('remind', otherwise.remindEveryMs, (value, at) => find.value(remind, value, at)),
  };
  checkTimes(find, given, parts, path);
  return parts;
}

/** The policy when every part of it could be read. */
export function whole(parts: RequestParts): Read<RequestPolicy> {
  const { stages, fourEyes: eyes, reasonOnReject, expireAfterMs, remindEveryMs } = parts;
  if (!stages || !eyes || reasonOnReject === undefined) return undefined;
  if (expireAfterMs === undefined || remindEveryMs === undefined) return undefined;
  return { stages, fourEyes: eyes, reasonOnReject, expireAfterMs, remindEveryMs };
}

/**
 * Nothing may be planned for a time when the request has expired. What could be read is compared, and named where it
 * is written: a rule may make the time of `usual` shorter and keep its reminders.
 */
function checkTimes(
  find: Findings,
  given: ReadonlyMap<string, unknown>,
  { stages, expireAfterMs, remindEveryMs }: RequestParts,
  path: string,
): void {
  if (expireAfterMs === undefined) return;
  const tooLate = (key: 'remind' | 'stages', place: string, what: string): void => {
    if (!given.has(key) && !given.has('expire')) return;
    find.add(
      below(path, given.has(key) ? place : 'expire'),
      `${what} comes too late, because the request expires after ${durationText(expireAfterMs)}; make that time shorter or expire longer`,
    );
  };
  if (typeof remindEveryMs === 'number' && remindEveryMs >= expireAfterMs) {
    tooLate('remind', 'remind', `a reminder after ${durationText(remindEveryMs)}`);
  }
  for (const [index, { escalate }] of (stages ?? []).entries()) {
    if (!escalate || escalate.afterMs < expireAfterMs) continue;
    tooLate(
      'stages',
      `stages[${index}].escalate.after`,
      `escalation after ${durationText(escalate.afterMs)}`,
    );
  }
}

function readStage(find: Findings, value: unknown, path: string): Read<StagePolicy> {
  const given = find.mapping(value, stageKeys, path);
  if (!given) return undefined;
  const name = find.value(stageName, given.get('name'), below(path, 'name'));
  const approvers = readApprovers(find, given.get('approvers'), below(path, 'approvers'));
  const needed = given.has('quorum') ? find.value(quorum, given.get('quorum'), below(path, 'quorum')) : 1;
  const escalate = given.has('escalate')
    ? readEscalation(find, given.get('escalate'), below(path, 'escalate'))
    : null;
  const most = approvers ? mostPeople(approvers) : Infinity;
  if (typeof needed === 'number' && needed > most) {
    return find.add(
      below(path, 'quorum'),
      `${needed} can never be reached, because the approvers are ${most} at most; lower it, or name more people`,
    );
  }
  if (name === undefined || !approvers || needed === undefined || escalate === undefined) return undefined;
  return { name, approvers, quorum: needed, escalate };
}

function readEscalation(
  find: Findings,
  value: unknown,
  path: string,
): Read<NonNullable<StagePolicy['escalate']>> {
  const given = find.mapping(value, ['after', 'to'], path);
  if (!given) return undefined;
  const afterMs = find.value(
    duration(shortestEscalationMs, longestExpiryMs),
    given.get('after'),
    below(path, 'after'),
  );
  const to = readApprovers(find, given.get('to'), below(path, 'to'));
  return afterMs === undefined || !to ? undefined : { afterMs, to };
}

/** How many people rules can mean, before escalation; Infinity where only Entra knows. */
function mostPeople(rules: readonly ApproverRule[]): number {
  const named = new Set(rules.flatMap((rule) => (rule.kind === 'people' ? rule.people : [])));
  if (rules.some((rule) => rule.kind !== 'people' && rule.kind !== 'manager')) return Infinity;
  return named.size + (rules.some((rule) => rule.kind === 'manager') ? 1 : 0);
}
