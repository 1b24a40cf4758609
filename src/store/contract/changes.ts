import type { Change, ChangePatch, NewChange, Progress } from '../../licensing/change';
import type { ChangeState } from '../../licensing/change-states';
import type { SeatNeed } from '../../licensing/rules/held-seats';
import type { StoredCard } from './cards';
import type { Evidence } from './evidence';

export interface ChangeMove {
  readonly id: string;
  readonly revision: number;
  /** Absent: the state stays (progress), no entry of the table is needed. */
  readonly to?: ChangeState;
  readonly patch?: ChangePatch;
  readonly at: Date;
  readonly evidence?: Evidence;
  readonly redraw?: boolean;
  readonly cards?: readonly {
    readonly view: StoredCard['view'];
    readonly conversationId: string;
    readonly activityId: string | null;
    readonly viewerId?: string;
    readonly sequence?: number;
  }[];
  /** Changes of the groups of a batch: stored with the move or not at all, and queued from the start. */
  readonly children?: readonly { readonly change: NewChange; readonly evidence: Evidence }[];
}

/** What a look at a processing change found, short of its end. */
export interface Reading {
  readonly id: string;
  /** As it was when it was looked at. */
  readonly revision: number;
  readonly progress: Progress;
  readonly busySeenAt: string | null;
  readonly completeSeenAt: string | null;
  readonly nextAt: string;
  /** Cards show something of it. */
  readonly redraw: boolean;
}

/** Whose history; nothing named: everything. */
export interface HistoryFilter {
  readonly groupId?: string;
  readonly skuId?: string;
  readonly personId?: string;
}

export interface ChangeRepository {
  /** Stores a draft with its first evidence row; gives id (uuid), number (per tenant, from 1) and revision 1. */
  create(change: NewChange, at: Date, evidence: Evidence): Promise<Change>;
  get(id: string): Promise<Change | undefined>;
  byNumber(tenantId: string, number: number): Promise<Change | undefined>;
  /**
   * Compare-and-set: alters the change and appends the evidence in one transaction, only when it is still at
   * `revision`; also raises `wantedRevision` of its cards when `redraw` (default true; of those that rest only at the
   * end), and creates the cards in `cards`. A message on which something else stood shows the new card from now on.
   * @returns the change as it is now, or undefined when somebody else was first.
   * @throws DeskError `change.illegal-move` for a move that the table of moves does not know
   */
  move(move: ChangeMove): Promise<Change | undefined>;
  /** Open requests in whose present or past stages a person was asked to decide, newest first. */
  askedToDecide(tenantId: string, personId: string, limit: number): Promise<readonly Change[]>;
  /** Requests that a person asked or follows, newest first. */
  requestsOf(
    tenantId: string,
    personId: string,
    page: { limit: number; offset: number },
  ): Promise<readonly Change[]>;
  /** Changes with something to do whose `nextAt` has come, oldest first. */
  due(now: Date, limit: number): Promise<readonly Change[]>;
  /** Processing changes whose `nextAt` has come, oldest first. */
  dueToWatch(now: Date, limit: number): Promise<readonly Change[]>;
  /** How many changes are processing. */
  watched(): Promise<number>;
  /**
   * Nothing about these changes, which are processing or on the wait-list, has moved: only their `nextAt`, which no card
   * shows, so no revision is counted.
   */
  lookLater(ids: readonly string[], at: Date): Promise<void>;
  /**
   * Keeps what a look at many processing changes found, in a few statements for all of them. Each is a compare-and-set of
   * its own, which counts a revision, and raises its cards when `redraw`; one that somebody else is writing at this
   * moment, or has written, is left as it is.
   * @returns which of them were kept
   */
  keepReadings(readings: readonly Reading[], at: Date): Promise<ReadonlySet<string>>;
  /** Changes of these groups that are planned or under way. */
  begunFor(tenantId: string, groupIds: readonly string[]): Promise<readonly Change[]>;
  /** The changes of the groups of a batch, by number. */
  childrenOf(parentId: string): Promise<readonly Change[]>;
  /**
   * Seats that changes in the given states need of a product, or of each that they give, in no order; without those that
   * their forecast said need none. A batch stands for those of its groups.
   */
  seatNeeds(tenantId: string, states: readonly ChangeState[], skuId?: string): Promise<readonly SeatNeed[]>;
  /** Changes that wait for seats, in the order in which they were confirmed; a batch stands for those of its groups. */
  waitListed(tenantId: string): Promise<readonly Change[]>;
  /** How many changes are in each of the given states; a batch stands for those of its groups. */
  countByState(tenantId: string, states: readonly ChangeState[]): Promise<ReadonlyMap<ChangeState, number>>;
  /** Changes in the given states, newest first; a batch stands for those of its groups. */
  inStates(
    tenantId: string,
    states: readonly ChangeState[],
    page: { limit: number; offset: number },
  ): Promise<readonly Change[]>;
  /** Changes of one group, newest first. */
  ofGroup(tenantId: string, groupId: string, limit: number): Promise<readonly Change[]>;
  /** What has left the draft, by group, product or person (who asked, decided or was repaired), newest first. */
  history(tenantId: string, about: HistoryFilter, limit: number): Promise<readonly Change[]>;
  evidence(changeId: string): Promise<readonly Evidence[]>;
}
