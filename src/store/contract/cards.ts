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
