import type { GraphGroup, GraphProgressCounts } from '../graph/api';
import type { Change, ChangeFailure, ChangeKind, EditKind, Progress } from './change';
import { isAsWanted } from './edit';
import { hasEnded, isBusy } from './groups';

/** Reads right after a write may be old; only after this long is a template that does not show it believed. Milliseconds. */
export const staleReadMs = 120_000;
/** How long ProcessingComplete must last before members without a word from Entra are called unconfirmed. */
export const settleMs = 60_000;
/** After this long, members are read even when the group was never seen busy. */
export const neverBusyMs = 15 * 60_000;

/** What one reading of a processing group means. */
export type Verdict =
  | { readonly kind: 'failed'; readonly failure: ChangeFailure }
  /** Not known yet: look again later. */
  | { readonly kind: 'wait'; readonly progress: Progress }
  /** Entra says it is complete and it may be true of our write: read every member before saying so. */
  | { readonly kind: 'verify'; readonly progress: Progress };

/**
 * Judges one reading. `ProcessingComplete` alone proves nothing: it may be left over from an earlier pass, because
 * Entra's state carries neither time nor number. It counts only when the group's template is as the change wants it,
 * and the group either was seen busy since the write or has every member accounted for. Where nothing had to be written
 * there is no pass of ours to wait for.
 */
export function judge(
  change: Change,
  group: GraphGroup | undefined,
  counts: GraphProgressCounts | undefined,
  now: Date,
): Verdict {
  if (!group) return { kind: 'failed', failure: groupGone(change) };
  const sinceWrite = now.getTime() - Date.parse(change.acceptedAt ?? change.createdAt);
  if (change.kind !== 'repair' && !isAsWanted(change, group)) {
    if (sinceWrite < staleReadMs) return { kind: 'wait', progress: progressOf(change, counts, 'queued') };
    return { kind: 'failed', failure: undone[change.kind] };
  }
  if (group.licenseProcessingState === 'QueuedForProcessing') {
    return { kind: 'wait', progress: progressOf(change, counts, 'queued') };
  }
  if (isBusy(group)) return { kind: 'wait', progress: progressOf(change, counts, 'processing') };

  const progress = progressOf(change, counts, 'checking');
  const mayBeOurs =
    change.attemptedAt === null ||
    change.busySeenAt !== null ||
    isAccountedFor(change, counts, sinceWrite) ||
    sinceWrite >= neverBusyMs;
  return hasEnded(change, group) && mayBeOurs ? { kind: 'verify', progress } : { kind: 'wait', progress };
}

const gone = {
  assign: 'The group was deleted while its license was being assigned.',
  remove: 'The group was deleted while its license was being taken away.',
  swap: 'The group was deleted while its licenses were being swapped.',
  plans: 'The group was deleted while the apps of its license were being changed.',
  repair: 'The group was deleted while its members were being repaired.',
} as const satisfies Record<ChangeKind, string>;

/** Why a change ends when its group is not there any more. */
export function groupGone({ kind }: Pick<Change, 'kind'>): ChangeFailure {
  return { code: 'group.gone', sentence: gone[kind] };
}

const undone = {
  assign: {
    code: 'group.license-removed',
    sentence: 'Somebody removed the license from the group before Entra had finished.',
  },
  remove: {
    code: 'group.license-given',
    sentence: 'Somebody gave the license to the group again before Entra had finished.',
  },
  swap: {
    code: 'group.swap-undone',
    sentence: 'Somebody changed the licenses of the group again before Entra had finished.',
  },
  plans: {
    code: 'group.plans-undone',
    sentence: 'Somebody changed the apps of this license again before Entra had finished.',
  },
} as const satisfies Record<EditKind, ChangeFailure>;

/**
 * The counts alone say that Entra is done: everybody has it or failed, or for a removal nobody has it any more but those
 * who hold it from elsewhere too. Which plans are on no count tells; there every member is read, soon where they are few.
 */
function isAccountedFor(
  { kind, forecast }: Change,
  counts: GraphProgressCounts | undefined,
  sinceWrite: number,
): boolean {
  if (!counts) return false;
  switch (kind) {
    case 'assign':
    case 'swap':
      return counts.withProduct + counts.withErrors >= counts.directUsers;
    case 'remove':
      return counts.withProduct <= forecast.alreadyLicensed;
    case 'plans':
      return counts.directUsers <= fewMembers || sinceWrite >= staleReadMs;
    case 'repair': // leaves the group as it is, so there is no pass
      return true;
  }
}

/** One page of members. */
const fewMembers = 999;

/** True when members that Entra has said nothing about may be reported as unconfirmed instead of waited for. */
export function hasSettled(change: Change, now: Date): boolean {
  return change.completeSeenAt !== null && now.getTime() - Date.parse(change.completeSeenAt) >= settleMs;
}

function progressOf(
  change: Change,
  counts: GraphProgressCounts | undefined,
  phase: Progress['phase'],
): Progress {
  const before = change.progress;
  if (!counts) {
    return before
      ? { ...before, phase }
      : { members: change.forecast.members, licensed: change.forecast.alreadyLicensed, failed: 0, phase };
  }
  return {
    members: counts.directUsers,
    licensed: Math.min(counts.withProduct, counts.directUsers),
    // Graph counts errors of all the group's products; those of before the change are not its failures.
    failed: Math.min(Math.max(0, counts.withErrors - change.forecast.errorsBefore), counts.directUsers),
    phase,
  };
}

/** Whether anything that the card shows has moved. */
export function progressMoved(before: Progress | null, after: Progress): boolean {
  return (
    !before ||
    before.members !== after.members ||
    before.licensed !== after.licensed ||
    before.failed !== after.failed ||
    before.phase !== after.phase
  );
}
