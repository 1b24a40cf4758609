import WebSocket from 'ws';
import { PlaygroundInbox, type BotMessage, type Wait } from './playground-inbox';
import {
  getJson,
  postJson,
  type Answer,
  type ConversationEvent,
  type LogEntry,
  type PlaygroundConfig,
} from './playground-wire';

export type { BotMessage, Wait } from './playground-inbox';
export type { Answer, CardJson, PlaygroundConfig } from './playground-wire';

/** What a bot answers to Action.Execute (Bot Framework: adaptiveCard/action). */
export interface ExecuteAnswer {
  readonly statusCode?: number;
  readonly type: string;
  readonly value: unknown;
}

/** A person at one Playground window, without a browser. */
export interface PlaygroundClient {
  readonly config: PlaygroundConfig;
  readonly personalChatId: string;
  readonly groupChatId: string;
  /** Every message of the bot since `connect`, in order, each as it stands now. */
  readonly messages: readonly BotMessage[];
  /** How many typing activities came. */
  readonly typing: number;
  /** Writes as the window's person; outside the personal chat the bot is mentioned. */
  say(conversationId: string, text: string): Promise<void>;
  /** Presses an Action.Execute button. The answered card is not folded into `messages`. */
  execute(
    conversationId: string,
    replyToId: string,
    verb: string,
    data?: unknown,
    userId?: string,
  ): Promise<Answer<ExecuteAnswer>>;
  /** Presses an Action.Submit button. */
  submit(conversationId: string, replyToId: string, value: unknown, userId?: string): Promise<Answer>;
  /** Sends any activity as anybody of the tenant; returns the bot's own answer to it. */
  raw(conversationId: string, activity: Record<string, unknown>, userId?: string): Promise<Answer>;
  /** The first message for which `matches` holds, now or later. */
  until(matches: (message: BotMessage) => boolean, wait: Wait): Promise<BotMessage>;
  close(): Promise<void>;
}

/** Listens to the Playground at `baseUrl`, for example `http://localhost:56150`. */
export async function connect(baseUrl: string): Promise<PlaygroundClient> {
  const { config } = await getJson<{ config: PlaygroundConfig }>(`${baseUrl}/_internal/v1/testConfig`);
  const self = config.currentUser;
  const personalChatId = config.personalChat.id;
  const inbox = new PlaygroundInbox();
  const answers = new Map<string, Answer>();
  const sockets = [
    await listen(`${baseUrl}/_ws_conversation/v1/conversations/stream`, (event) => {
      inbox.take(event as ConversationEvent);
    }),
    await listen(`${baseUrl}/_ws/log/stream`, (entry) => {
      const { log } = entry as { log?: LogEntry };
      if (!log?.messageId || !log.response || !log.from.includes('Playground')) return;
      answers.set(log.messageId, { status: log.response.statusCode, body: log.response.body ?? null });
      inbox.take({ action: 'log', actionConversationId: '' });
    }),
  ];

  const person = (userId: string): { id: string; name: string; aadObjectId: string } => {
    const found = [self, ...config.users].find(({ id }) => id === userId);
    if (!found) throw new Error(`the Playground knows no user ${userId}`);
    return { id: found.id, name: found.name, aadObjectId: found.aadObjectId };
  };

  return {
    config,
    personalChatId,
    groupChatId: config.groupChats[0]?.id ?? '',
    get messages() {
      return inbox.messages;
    },
    get typing() {
      return inbox.typing;
    },
    async say(conversationId, text) {
      const bot = { mentioned: config.bot, text: `<at>${config.bot.name}</at>` };
      const address = `${baseUrl}/_conversation/v1/conversations/${encodeURIComponent(conversationId)}/messages`;
      const answer = await postJson(address, {
        type: 'text',
        text: conversationId === personalChatId ? text : `${bot.text} ${text}`,
        textFormat: 'plain',
        from: { id: self.id },
        ...(conversationId === personalChatId ? {} : { mentions: [bot] }),
      });
      if (answer.status >= 400) throw new Error(`"${text}" was refused: ${JSON.stringify(answer)}`);
    },
    execute: (conversationId, replyToId, verb, data = {}, userId = self.id) =>
      postJson(`${baseUrl}/_conversation/v1/invoke`, {
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        from: { id: userId },
        conversation: { id: conversationId },
        replyToId,
      }),
    submit: (conversationId, replyToId, value, userId = self.id) =>
      postJson(`${baseUrl}/_conversation/v1/submit`, {
        replyToId,
        value,
        from: { id: userId },
        conversation: { id: conversationId },
      }),
    async raw(conversationId, activity, userId = self.id) {
      const address = `${baseUrl}/_internal/v1/customActivities`;
      const template = await getJson<{ id: string }>(
        `${address}/template?conversationId=${encodeURIComponent(conversationId)}`,
      );
      const sent = { ...template, locale: 'en-US', ...activity, from: person(userId) };
      const accepted = await postJson(address, sent);
      if (accepted.status >= 400) throw new Error(`the activity was refused: ${JSON.stringify(accepted)}`);
      return inbox.wait(() => answers.get(sent.id), { what: `answer of the bot to ${sent.id}` });
    },
    until: (matches, wait) => inbox.wait(() => inbox.messages.find(matches), wait),
    async close() {
      await Promise.all(sockets.map(closeSocket));
    },
  };
}

function listen(url: string, take: (event: unknown) => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    socket.on('message', (data: Buffer) => take(JSON.parse(data.toString('utf8'))));
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.terminate();
  });
}
