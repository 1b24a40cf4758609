import type { Change, ChangeFailure, ChangePatch, NewChange, Person, Progress } from '../licensing/change';
import type { ChangeState } from '../licensing/change-states';
import type { PersonToRepair, RepairedPerson, RepairResult, RepairState } from '../licensing/repair/remedy';
import type { ExactForecast, StoredForecast } from '../licensing/exact-forecast';
import type { DatedFact, LearnedFact } from '../licensing/learned';
import type { SeatNeed } from '../licensing/rules/held-seats';
import type { PublishedNames } from '../names/names';

/** What is kept of a conversation so that the bot can speak there later. Overwritten by every inbound activity. */
export interface Conversation {
  /** Conversation id as the channel gives it. */
  readonly id: string;
  readonly tenantId: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  /** Entra object id of the person, in a personal chat; else `''`. */
  readonly personId: string;
  readonly serviceUrl: string;
  /** The channel's conversation reference, kept whole as JSON. */
  readonly reference: Readonly<Record<string, unknown>>;
  readonly locale: string;
  /** `blocked` and `gone` are cleared by the next inbound activity. */
  readonly state: 'active' | 'blocked' | 'gone';
  readonly welcomedAt: string | null;
  readonly updatedAt: string;
}

/** A card that stands, or should stand, in a conversation; `wantedRevision` > `shownRevision` means it must be (re)drawn. */
export interface StoredCard {
  readonly id: string;
  readonly changeId: string;
  /**
   * `progress` replaces the card that the asker pressed; `forecast` shows on a draft how its members fare, and its
   * revisions are those of the forecast; `approval` asks one approver; `shared` stands in a channel or
   * group chat; `reminder` is a new message to whom a request waits for, and `ending` one that a license soon ends;
   * `completion` is the new message that tells how it ended; `answer` is what somebody got who asked for it. One of each
   * per change, conversation and sequence.
   */
  readonly view:
    'forecast' | 'progress' | 'approval' | 'shared' | 'reminder' | 'ending' | 'completion' | 'answer';
  /** A conversation's id, or `person/<object id>` for the personal chat of somebody, wherever it is. */
  readonly conversationId: string;
  /** For whom it is drawn, by object id; `''`: for everybody who can see it. */
  readonly viewerId: string;
  /** Tells apart several of one view, such as reminders. */
  readonly sequence: number;
  /** Message id of the card; null until it was sent. */
  readonly activityId: string | null;
  readonly state: 'live' | 'unreachable';
  readonly wantedRevision: number;
  readonly shownRevision: number;
  /** Last time it was sent or updated. */
  readonly shownAt: string | null;
  /** Not before this time. */
  readonly dueAt: string;
  readonly attempts: number;
  /** It stays as it was sent, and is drawn again once only: when its change ends. */
  readonly rests: boolean;
}

/** One line of the append-only record of a change. */
export interface Evidence {
  readonly at: string;
  readonly kind: string;
  /** Entra object id of the person, or `system`. */
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A row of the record with its place in the chain of its tenant; null in rows from before there was a chain. */
export interface StoredEvidence extends Evidence {
  readonly tenantId: string;
  readonly changeId: string;
  /** Number of the change. */
  readonly number: number;
  readonly sequence: number | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
}

export interface EvidenceRepository {
  /** The whole record of a change, oldest first. */
  ofChange(changeId: string): Promise<readonly StoredEvidence[]>;
  /** Adds a row that goes with no move, such as a download. */
  append(changeId: string, entry: Evidence): Promise<void>;
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

/** Whose history; nothing named: everything. */
export interface HistoryFilter {
  readonly groupId?: string;
  readonly skuId?: string;
  readonly personId?: string;
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

/**
 * How urgent a card is, by what it is for: 0 a completion, 1 another new message, 2 the end of a change on a card that
 * stands already, 3 its progress.
 */
export type Urgency = 0 | 1 | 2 | 3;

/** A message that was sent as an answer and shows a change as it was at a revision. */
export interface AnsweredCard {
  readonly changeId: string;
  readonly conversationId: string;
  /** By object id; `''`: everybody in the conversation. */
  readonly viewerId: string;
  readonly activityId: string;
  readonly revision: number;
  readonly at: Date;
  /** It is drawn again no sooner than this. */
  readonly notBefore: Date;
}

export interface CardRepository {
  get(id: string): Promise<StoredCard | undefined>;
  /** Live cards that must be drawn and whose time has come; oldest first. */
  due(now: Date, limit: number): Promise<readonly StoredCard[]>;
  ofChange(changeId: string): Promise<readonly StoredCard[]>;
  /**
   * Takes the card for one delivery: only one process gets it until `leaseMs` have passed.
   * @returns undefined when it is taken, drawn already, or not due yet.
   */
  claim(id: string, now: Date, leaseMs: number): Promise<StoredCard | undefined>;
  /** It stands now as `activityId`, showing `revision`; frees the claim; the next redraw is due no sooner than `notBefore`. */
  shown(
    id: string,
    shown: { activityId: string; revision: number; at: Date; notBefore: Date },
  ): Promise<void>;
  /** The delivery failed for now: try again at `dueAt`; frees the claim. `activityId: null` makes it a new message. */
  postpone(id: string, retry: { dueAt: Date; activityId?: null }): Promise<void>;
  /**
   * Nothing may be said in a conversation before `at`: what is due there by then, under any of its addresses, and is no
   * more urgent than this card, is due from then on one by one, `everyMs` apart; frees the claim. It is no attempt.
   */
  hold(id: string, addresses: readonly string[], urgency: Urgency, at: Date, everyMs: number): Promise<void>;
  /** Which card under these addresses is to be drawn first from a time on: of those due by then the most urgent. */
  next(addresses: readonly string[], at: Date): Promise<StoredCard | undefined>;
  /**
   * A message that answered somebody shows a change from now on. Of several in a conversation the newest moves with the
   * change; the others rest until it ends. A message that shows the change already is left alone.
   * @returns whether the change has moved since the card was drawn
   */
  place(card: AnsweredCard): Promise<boolean>;
  /** The live card that a message of a conversation shows. */
  standing(conversationId: string, activityId: string): Promise<StoredCard | undefined>;
  /** The message of a change's forecast shows something else from now on. */
  dropForecast(changeId: string): Promise<void>;
  /** Nobody can be reached there. */
  unreachable(id: string): Promise<void>;
}

export interface ConversationRepository {
  /** Inserts or overwrites; keeps `welcomedAt`; state becomes active, and completions that never arrived are due again. */
  save(conversation: Omit<Conversation, 'state' | 'welcomedAt'>): Promise<void>;
  get(id: string): Promise<Conversation | undefined>;
  personal(tenantId: string, personId: string): Promise<Conversation | undefined>;
  mark(id: string, state: Conversation['state'], at: Date): Promise<void>;
  /** True for the first caller only: whoever gets true sends the welcome. */
  claimWelcome(id: string, at: Date): Promise<boolean>;
}

/** Somebody's decisions go to a deputy until a time. */
export interface Deputy {
  readonly person: Person;
  readonly deputy: Person;
  /** ISO time */
  readonly until: string;
}

export interface DeputyRepository {
  /** Replaces the deputy that the person had. */
  set(tenantId: string, deputy: Deputy): Promise<void>;
  /** @returns false when there was none */
  clear(tenantId: string, personId: string): Promise<boolean>;
  /** The deputies in force of these people, by the person's id. */
  of(tenantId: string, personIds: readonly string[], now: Date): Promise<ReadonlyMap<string, Deputy>>;
  /** For whom somebody is the deputy now. */
  whom(tenantId: string, deputyId: string, now: Date): Promise<readonly Deputy[]>;
}

export interface SeenRepository {
  /** True the first time a key is seen, false ever after (until `forget`). */
  first(key: string, at: Date): Promise<boolean>;
  /** Takes a key back: what it stood for did not happen. */
  undo(key: string): Promise<void>;
  /** Deletes keys older than the time; returns how many. */
  forget(before: Date): Promise<number>;
}

export interface LeaseRepository {
  /**
   * One holder at a time for a name (for example the license writer of a tenant).
   * @returns true when `holder` has it until `now + ttlMs` (also when it had it already)
   */
  take(name: string, holder: string, now: Date, ttlMs: number): Promise<boolean>;
  /**
   * Prolongs what `holder` has taken, also after its time when nobody else has taken it since.
   * @returns false when somebody has, or it was given back
   */
  renew(name: string, holder: string, now: Date, ttlMs: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  /** Forgets all leases and claims on cards: only for a store that no other process can have open. */
  clear(): Promise<void>;
}

/** Something that may be done `most` times at once, and then once every `everyMs`. */
export interface Pace {
  readonly name: string;
  readonly most: number;
  readonly everyMs: number;
  /** Of `most` as many are kept for what is more urgent; less than `most`. */
  readonly reserve: number;
}

export interface PaceRepository {
  /**
   * Takes one of each pace, or none at all; processes that share the store share the paces.
   * @returns undefined when it was taken, else which pace refused and when it would not
   */
  take(paces: readonly Pace[], now: Date): Promise<{ readonly name: string; readonly at: Date } | undefined>;
  /** Counts one of each, for what does not wait; nobody is refused, and others have less. */
  note(paces: readonly Pace[], now: Date): Promise<void>;
  /** Nothing is to be had of a pace before `until`, which is at most an hour away; then it begins again with one. */
  hold(pace: Pace, until: Date, now: Date): Promise<void>;
}

/** Somebody says or presses something. */
export interface ArrivedTurn {
  /** By which it is known when it comes again; `''`: that does not matter. */
  readonly key: string;
  /** Of these it takes one each, or is refused. */
  readonly takes: readonly Pace[];
  /** These are counted when it is not refused: what will be said to it. */
  readonly notes: readonly Pace[];
  readonly conversation: Omit<Conversation, 'state' | 'welcomedAt'>;
}

export interface ArrivalRepository {
  /**
   * What each turn begins with, at once: `seen.first`, `paces.take`, and, when it comes in, `conversations.save` and
   * `paces.note`. The conversation is not written when it is stored already as it would be, but for its time, and no
   * other chat of the person is newer.
   * @returns whether it came before, and which pace refused it
   */
  admit(
    turn: ArrivedTurn,
    now: Date,
  ): Promise<{
    readonly again: boolean;
    readonly refused: { readonly name: string; readonly at: Date } | undefined;
  }>;
}

/** Friendly names from a published list, kept for when it cannot be reached. */
export interface PublishedNamesRepository {
  /** When a source was last read (null: never yet) and is to be read again; undefined: it is not known here. */
  state(source: string): Promise<{ readonly readAt: string | null; readonly nextAt: string } | undefined>;
  names(source: string): Promise<PublishedNames | undefined>;
  /** True for the one caller that is to read the source now; if it fails, its turn comes again at `nextAt`. */
  claim(source: string, now: Date, nextAt: Date): Promise<boolean>;
  save(source: string, names: PublishedNames, readAt: Date, nextAt: Date): Promise<void>;
}

export interface ForecastRepository {
  get(changeId: string): Promise<StoredForecast | undefined>;
  /**
   * Has one made, unless one is being made; what an earlier one found is shown no more.
   * @param order.card the message on which it is shown from now on
   */
  order(
    changeId: string,
    order: {
      readonly total: number;
      readonly at: Date;
      readonly card?: Pick<StoredCard, 'conversationId' | 'viewerId'> & { readonly activityId: string };
    },
  ): Promise<StoredForecast>;
  /** Forgets the pages of an earlier attempt. */
  begin(changeId: string, total: number): Promise<void>;
  /** Keeps a page of members, from 0; `redraw` also has the cards show how far it is. */
  addPage(
    changeId: string,
    added: {
      readonly page: number;
      readonly rows: string;
      readonly read: number;
      readonly at: Date;
      readonly redraw: boolean;
    },
  ): Promise<void>;
  /** It is done, or cannot be done. */
  end(
    changeId: string,
    ended: { readonly at: Date; readonly read: number } & (
      { readonly result: ExactForecast } | { readonly result?: undefined; readonly failure: ChangeFailure }
    ),
  ): Promise<void>;
  retry(changeId: string, retry: { readonly nextAt: Date }): Promise<void>;
  /** The members of one page; undefined when there is no such page. */
  page(changeId: string, page: number): Promise<string | undefined>;
  /** Changes whose forecast is to be made by now. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Deletes the members of forecasts that are older; their sums stay. */
  forgetPages(before: Date): Promise<void>;
}

export interface FactRepository {
  /** Keeps a fact; a later one of the same key replaces it. */
  learn(tenantId: string, fact: LearnedFact, at: Date): Promise<void>;
  of(tenantId: string): Promise<readonly DatedFact[]>;
}

/** How much is waiting: what the store owes and has not done although its time has come. */
export interface Backlog {
  readonly changes: readonly {
    readonly state: ChangeState;
    readonly count: number;
    /** Of them, those whose next step is due. */
    readonly due: number;
    /** ISO time; null when nothing is due. */
    readonly oldestDueAt: string | null;
  }[];
  /** Cards that must be drawn and may be by now. */
  readonly cards: { readonly due: number; readonly oldestDueAt: string | null };
}

export interface KeyRepository {
  /** 32 random bytes under a name: made when they are first asked for, the same ever after and for every process. */
  get(name: string): Promise<Buffer>;
}

/** The people of repairs. */
export interface RepairRepository {
  /** Whoever is in it already stays as they are. */
  add(changeId: string, people: readonly PersonToRepair[]): Promise<void>;
  /** Those with nothing done yet, the least tried first, at most `limit`. */
  todo(changeId: string, limit: number): Promise<readonly RepairedPerson[]>;
  settle(changeId: string, results: readonly RepairResult[], at: Date): Promise<void>;
  /** A passing error: tried once more later. */
  postpone(changeId: string, personIds: readonly string[], reason: string): Promise<void>;
  counts(changeId: string): Promise<Readonly<Record<RepairState, number>>>;
  /** The products that are to be taken away from people. */
  products(changeId: string): Promise<readonly string[]>;
  /** Everybody in the order of their ids, `limit` of them behind `after` (`''`: from the first). */
  page(changeId: string, after: string, limit: number): Promise<readonly RepairedPerson[]>;
  /** What Graph last said about each of these people when a repair was tried in this tenant since a time. */
  lastReasons(
    tenantId: string,
    personIds: readonly string[],
    since: Date,
  ): Promise<ReadonlyMap<string, { readonly reason: string; readonly at: string }>>;
}

/** Everything that survives a restart. */
export interface Store {
  readonly changes: ChangeRepository;
  readonly repairs: RepairRepository;
  readonly evidence: EvidenceRepository;
  readonly cards: CardRepository;
  readonly conversations: ConversationRepository;
  readonly deputies: DeputyRepository;
  readonly seen: SeenRepository;
  readonly leases: LeaseRepository;
  readonly paces: PaceRepository;
  readonly arrivals: ArrivalRepository;
  readonly publishedNames: PublishedNamesRepository;
  readonly keys: KeyRepository;
  readonly forecasts: ForecastRepository;
  readonly facts: FactRepository;
  /** True when no other process can have this store open (embedded). */
  readonly exclusive: boolean;
  /** True while the disk of an embedded store has no room: it can be read, and every change is refused. */
  isReadOnly(): boolean;
  backlog(now: Date): Promise<Backlog>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
