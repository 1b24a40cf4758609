import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the bot sent to its channel. */
export interface SentMessage {
  readonly method: 'POST' | 'PUT';
  readonly conversationId: string;
  readonly activityId: string;
  readonly summary: string;
  /** The Adaptive Card, if there is one. */
  readonly card: Record<string, unknown> | undefined;
  /** When it was accepted, by the clock of the test. Milliseconds. */
  readonly at: number;
}

/** One call of the bot, before or after the channel has accepted it. */
export interface ConnectorStep {
  readonly phase: 'before' | 'after';
  readonly method: string;
  /** Of the message; given by the channel for a new one, so `''` before that. */
  readonly activityId: string;
}

export interface ConnectorOptions {
  /** Milliseconds; the real time unless told. */
  readonly now?: () => number;
  /** May hold a call, or hang up before or after its effect. */
  readonly onCall?: (step: ConnectorStep) => void | 'drop' | Promise<void | 'drop'>;
}

export interface Connector {
  readonly serviceUrl: string;
  /** Everything that was accepted, in order. */
  readonly sent: SentMessage[];
  /** Answers for the next calls, before they are accepted: a status, or `reset` to hang up. */
  readonly failures: {
    readonly status: number;
    readonly retryAfter?: string;
    readonly message?: string;
  }[];
  /** Messages that the channel has forgotten: updates of them answer 404. */
  readonly forgotten: Set<string>;
  /** Calls that were made, accepted or not. */
  calls: number;
  /** With what the bot signed in, a call each. */
  readonly authorizations: string[];
  close(): Promise<void>;
}

/** A Bot Connector on loopback: it keeps what the bot says and fails when it is told to. */
export async function startConnector(options: ConnectorOptions = {}): Promise<Connector> {
  const { now = Date.now, onCall = () => undefined } = options;
  let next = 1;
  const connector: Omit<Connector, 'close' | 'serviceUrl'> = {
    sent: [],
    failures: [],
    forgotten: new Set(),
    calls: 0,
    authorizations: [],
  };
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    connector.calls += 1;
    connector.authorizations.push(request.headers.authorization ?? '');
    const reply = (status: number, body: object, headers: Record<string, string> = {}): void => {
      if (response.destroyed) return; // the bot was killed meanwhile
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const method = request.method ?? '';
    if ((await onCall({ phase: 'before', method, activityId: '' })) === 'drop')
      return void response.destroy();
    const failure = connector.failures.shift();
    if (failure) {
      const headers: Record<string, string> = failure.retryAfter ? { 'retry-after': failure.retryAfter } : {};
      return reply(
        failure.status,
        { error: { code: 'Told', message: failure.message ?? 'told to fail' } },
        headers,
      );
    }
    const path = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(request.url ?? '');
    if (!path?.[1]) return reply(404, { error: { code: 'NotFound', message: 'no such path' } });
    const put = method === 'PUT';
    const given = path[2] ? decodeURIComponent(path[2]) : '';
    if (put && connector.forgotten.has(given)) {
      return reply(404, { error: { code: 'ActivityNotFoundInConversation', message: 'gone' } });
    }
    const activity = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      summary?: string;
      attachments?: { content?: Record<string, unknown> }[];
    };
    const activityId = put ? given : `m${next++}`;
    connector.sent.push({
      method: put ? 'PUT' : 'POST',
      conversationId: decodeURIComponent(path[1]),
      activityId,
      summary: activity.summary ?? '',
      card: activity.attachments?.[0]?.content,
      at: now(),
    });
    if ((await onCall({ phase: 'after', method, activityId })) === 'drop') return void response.destroy();
    reply(put ? 200 : 201, { id: activityId });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(connector, {
    serviceUrl: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
