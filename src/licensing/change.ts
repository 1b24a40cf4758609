import type { Request } from '../approvals/request';
import type { Batch } from './batch/batch';
import type { ChangeState } from './change-states';
import type { GraphAssignedLicense } from '../graph/api';
import type { Stall } from './stall';
import type { Remedy } from './repair/remedy';
import type { Edit, Forecast, Origin, Person, Schedule } from './shapes';

export type { Edit, Forecast, Origin, Person, Schedule } from './shapes';

/** How far Entra is. `licensed` counts members holding the product from any source. */
export interface Progress {
  readonly members: number;
  readonly licensed: number;
  readonly failed: number;
  readonly phase: 'queued' | 'processing' | 'checking';
  /** Since when these numbers stand, ISO time. */
  readonly since?: string;
  /** They stand for too long. */
  readonly stall?: Stall;
}

/** Entra's six categories, in the spelling Graph uses (`Others` in old answers is read as `Other`). */
export const licenseErrors = [
  'CountViolation',
  'MutuallyExclusiveViolation',
  'DependencyViolation',
  'ProhibitedInUsageLocationViolation',
  'UniquenessViolation',
  'Other',
] as const;
export type LicenseError = (typeof licenseErrors)[number];

/** Result per member after Entra finished, summed up; names are the first few of each cause. */
export interface Outcome {
  readonly members: number;
  /** Hold the product through this group now and did not hold it before. */
  readonly assigned: number;
  /** Held it before the change from another source. */
  readonly alreadyHad: number;
  /** Of a removal: hold the product from no source any more. */
  readonly removed?: number;
  /** Of a removal: lost it through this group, and still hold it from another source. */
  readonly keptElsewhere?: number;
  /** Could not be given it; of a removal: could not give it up. */
  readonly failed: number;
  /** Members that Entra has not reported on; shown honestly as not confirmed. */
  readonly unconfirmed: number;
  /** What the directory's log counted for the pass; absent when it could not be read or had not said so yet. */
  readonly log?: { readonly succeeded: number; readonly failed: number };
  readonly failures: readonly {
    readonly error: LicenseError;
    readonly count: number;
    readonly people: readonly { readonly id: string; readonly name: string; readonly address: string }[];
  }[];
}

/** Why a change ended without being applied: a stable code and a sentence for the person. */
export interface ChangeFailure {
  readonly code: string;
  readonly sentence: string;
}

/**
 * The kinds that alter what a group has: `assign` gives a product to the group, `remove` takes one away, `swap` does both in one
 * call, `plans` says anew which service plans of a product that the group has are off.
 */
export const editKinds = ['assign', 'remove', 'swap', 'plans'] as const;
export type EditKind = (typeof editKinds)[number];

/** A `repair` leaves the group's licenses alone and does something for members whose license failed. */
export const changeKinds = [...editKinds, 'repair'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One intended alteration of a group's licenses, as the store keeps it. All times are ISO 8601 UTC. */
export interface Change {
  readonly id: string;
  /** Short number that people use: `status 17`. */
  readonly number: number;
  readonly tenantId: string;
  readonly kind: ChangeKind;
  readonly state: ChangeState;
  /** Grows by one with every move or progress; cards carry the revision they were drawn from. */
  readonly revision: number;
  readonly group: { readonly id: string; readonly name: string };
  /** What the change is about: the product given, taken away or altered; of a swap the new one; of a repair one that failed. */
  readonly product: { readonly skuId: string; readonly name: string };
  readonly edit: Edit;
  /** Of a repair what is done; of every other change null. */
  readonly remedy: Remedy | null;
  /**
   * Of an `assign` to several groups these; of every other change null. Such a batch writes nothing itself: each of its
   * groups has a change of its own, and its own `group` has no id and is named after the first of them.
   */
  readonly batch: Batch | null;
  /** Of a change of one group of a batch: the id of that batch, where everything about it is told. */
  readonly parentId: string | null;
  /** The group's licenses right before the first attempt to write; null until then. */
  readonly before: readonly GraphAssignedLicense[] | null;
  readonly origin: Origin;
  readonly asker: Person;
  /** Conversation in which it was asked; everything about it is told there. */
  readonly conversationId: string;
  readonly locale: string;
  readonly forecast: Forecast;
  readonly progress: Progress | null;
  readonly outcome: Outcome | null;
  readonly failure: ChangeFailure | null;
  /** What was asked of approvers and how they decided; null when nobody had to. */
  readonly request: Request | null;
  /** When it is to begin, or was; null: as soon as it is confirmed or approved. */
  readonly schedule: Schedule | null;
  readonly createdAt: string;
  /** When the person pressed Assign. */
  readonly confirmedAt: string | null;
  /** When the last attempt to write to Graph began; its fate may be unknown after a crash. */
  readonly attemptedAt: string | null;
  /** When Graph accepted the write (or the template was found to carry the product already). */
  readonly acceptedAt: string | null;
  /** First time the group was seen queued or processing after acceptance. */
  readonly busySeenAt: string | null;
  /** First of the latest unbroken run of ProcessingComplete readings. */
  readonly completeSeenAt: string | null;
  readonly finishedAt: string | null;
  /** When the next step is due; null when there is none. */
  readonly nextAt: string | null;
  /** Consecutive attempts of the present step that ended in a passing error. */
  readonly attempts: number;
  /** W3C `traceparent` of the turn that last moved it; nothing but traces depends on it. */
  readonly trace?: string | undefined;
}

/** A change before the store has given it id, number and revision. */
export type NewChange = Pick<
  Change,
  | 'tenantId'
  | 'kind'
  | 'group'
  | 'product'
  | 'edit'
  | 'origin'
  | 'asker'
  | 'conversationId'
  | 'locale'
  | 'forecast'
  | 'trace'
> & { readonly remedy?: Remedy; readonly batch?: Batch; readonly schedule?: Schedule | null };

/** What a move may alter besides state. */
export type ChangePatch = Partial<
  Pick<
    Change,
    | 'remedy'
    | 'batch'
    | 'forecast'
    | 'progress'
    | 'outcome'
    | 'failure'
    | 'request'
    | 'schedule'
    | 'before'
    | 'confirmedAt'
    | 'attemptedAt'
    | 'acceptedAt'
    | 'busySeenAt'
    | 'completeSeenAt'
    | 'finishedAt'
    | 'nextAt'
    | 'attempts'
    | 'trace'
  >
>;
