import type { PlaygroundPerson } from '../../src/playground/people';

/** What `/_internal/v1/testConfig` tells of one Playground. */
export interface PlaygroundConfig {
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly currentUser: PlaygroundPerson;
  readonly users: readonly PlaygroundPerson[];
  readonly personalChat: { readonly id: string };
  readonly groupChats: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly {
    readonly id: string;
    readonly channels: readonly { readonly id: string; readonly name: string }[];
  }[];
}

/** One event of the conversation stream; of the actions only these three are known. */
export interface ConversationEvent {
  readonly action: string;
  readonly actionConversationId: string;
  readonly message?: {
    readonly messageId: string;
    readonly text?: string;
    readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
  };
}

/** One entry of the log stream: a request in either direction, with its answer. */
export interface LogEntry {
  readonly messageId?: string;
  readonly from: string;
  readonly response?: { readonly statusCode: number; readonly body?: unknown };
}

/** An HTTP status and the JSON that came with it, `null` for none. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
}

/** An Adaptive Card as JSON. */
export type CardJson = Readonly<Record<string, unknown>>;

const cardType = 'application/vnd.microsoft.card.adaptive';

/** The Adaptive Card among the attachments; some bots send its content as text. */
export function cardOf(message: NonNullable<ConversationEvent['message']>): CardJson | undefined {
  const content = message.attachments?.find((attachment) => attachment.contentType === cardType)?.content;
  if (typeof content === 'string') return JSON.parse(content) as CardJson;
  return content as CardJson | undefined;
}

export async function getJson<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** The status is handed on and not judged: a test may want a refusal. */
export async function postJson<Body = unknown>(url: string, body: unknown): Promise<Answer<Body>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
}
