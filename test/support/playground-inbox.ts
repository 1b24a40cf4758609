import { cardOf, type CardJson, type ConversationEvent } from './playground-wire';

/** A message of the bot as it stands now. */
export interface BotMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly card: CardJson | undefined;
  /** How often the bot has replaced it. */
  readonly updates: number;
}

export interface Wait {
  /** milliseconds; 5000 unless said otherwise */
  readonly timeoutMs?: number;
  /** What is waited for, for the error. */
  readonly what: string;
}

/** Folds the events of the conversation stream into messages, and wakes whoever waits for one. */
export class PlaygroundInbox {
  readonly #messages: BotMessage[] = [];
  readonly #watchers = new Set<() => void>();
  #typing = 0;

  get messages(): readonly BotMessage[] {
    return this.#messages;
  }

  get typing(): number {
    return this.#typing;
  }

  take(event: ConversationEvent): void {
    if (event.action === 'typing') this.#typing += 1;
    if (event.message) this.#fold(event.actionConversationId, event.message);
    for (const look of [...this.#watchers]) look();
  }

  /** Settles with the first value that `find` returns, now or after a later event. */
  async wait<T>(find: () => T | undefined, { timeoutMs = 5_000, what }: Wait): Promise<T> {
    const found = find();
    if (found !== undefined) return found;
    return new Promise<T>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const look = (): void => {
        const value = find();
        if (value === undefined) return;
        end();
        resolve(value);
      };
      const timer = setTimeout(() => {
        end();
        const seen = JSON.stringify(this.#messages.slice(-3), undefined, 1);
        reject(new Error(`no ${what} within ${timeoutMs} ms; the last messages are ${seen}`));
      }, timeoutMs);
      this.#watchers.add(look);
    });
  }

  #fold(conversationId: string, message: NonNullable<ConversationEvent['message']>): void {
    const at = this.#messages.findIndex(({ id }) => id === message.messageId);
    const folded: BotMessage = {
      id: message.messageId,
      conversationId,
      text: message.text ?? '',
      card: cardOf(message),
      updates: (this.#messages[at]?.updates ?? -1) + 1,
    };
    if (at < 0) this.#messages.push(folded);
    else this.#messages[at] = folded;
  }
}
