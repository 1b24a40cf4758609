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

export interface ConversationRepository {
  get(id: string): Promise<Conversation | undefined>;
  personal(tenantId: string, personId: string): Promise<Conversation | undefined>;
  mark(id: string, state: Conversation['state'], at: Date): Promise<void>;
  /** True for the first caller only: whoever gets true sends the welcome. */
  claimWelcome(id: string, at: Date): Promise<boolean>;
}
