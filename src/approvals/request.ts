import type { Forecast, Person } from '../licensing/shapes';
import type { ApproverRule } from './policy';

/** Somebody who was asked to decide. */
export interface Approver extends Person {
  /** Why they were asked. */
  readonly through: ApproverRule['kind'] | 'reassigned' | 'escalated' | 'deputy';
  /** For a deputy: whose decision it is. */
  readonly deputyOf: Person | null;
}

/** A stage as it stands in one request. */
export interface Stage {
  readonly name: string;
  readonly rules: readonly ApproverRule[];
  readonly quorum: number | 'everyone';
  readonly escalate: { readonly afterMs: number; readonly to: readonly ApproverRule[] } | null;
  /** Whom the rules meant when the stage began, and who was added since. Authority is asked of Entra at each press. */
  readonly approvers: readonly Approver[];
}

export interface Decision {
  readonly stage: number;
  readonly by: Person;
  /** Whose decision it was, when a deputy made it. */
  readonly onBehalfOf: Person | null;
  readonly verdict: 'approve' | 'reject';
  /** Why they might decide, in words: "License Administrator", "owner of the group". */
  readonly role: string;
  readonly reason: string;
  /** ISO time */
  readonly at: string;
}

/** An approver asks back; the answer of the asker comes back on the card. */
export interface Question {
  readonly by: Person;
  readonly text: string;
  readonly at: string;
  readonly answer: string | null;
  readonly answeredAt: string | null;
}

/** The part of a change that waits for a decision. All texts are what people typed: plain, and bounded. */
export interface Request {
  readonly justification: string;
  /**
   * Whoever asked may assign licenses, and needed a second person; as it was when they asked, and asked of Entra again at
   * each press. Absent in requests of earlier versions and of those who may not.
   */
  readonly askerMayAssign?: boolean;
  /** A grant for a time: the license is taken away again then. ISO time. */
  readonly neededUntil: string | null;
  /** Number of the change that ends this grant. Written once, so that a grant is ended by one change only. */
  readonly endedBy?: number;
  readonly stages: readonly Stage[];
  /** Index of the stage that decides now. */
  readonly stage: number;
  readonly decisions: readonly Decision[];
  readonly questions: readonly Question[];
  /** People besides the asker who want to be told, and where. */
  readonly followers: readonly { readonly person: Person; readonly conversationId: string }[];
  readonly fourEyes: 'asker' | 'stages';
  readonly reasonOnReject: boolean;
  /** The forecast when it was asked; `change.forecast` is made anew when an approver looks. */
  readonly askedForecast: Forecast;
  /** ISO times */
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly remindEveryMs: number | null;
  readonly remindAt: string | null;
  readonly escalateAt: string | null;
  /**
   * Revision of the change at which something was last decided, asked or answered. Cards drawn since then show what
   * matters; reminders and followers make no card old.
   */
  readonly currentSince: number;
  /** Ids of people who were asked and could not be reached. */
  readonly unreached: readonly string[];
}

/** Longest texts that people may type, in characters. */
export const longestJustification = 1_000;
export const longestReason = 500;
