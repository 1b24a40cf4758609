import { Agent, request as httpRequest } from 'node:http';

/** A request as it goes over the wire; nothing in it is put right on the way. */
export interface Sent {
  readonly method: string;
  /** From the first slash, with its query. Printable ASCII: nothing else can be in a request line. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Longer than any answer may take; who waits for it has found a server that hangs. */
const patienceMs = 5_000;

class IdleConnectionClosed extends Error {}

/** Sends requests to one server over a few connections that stay open. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(private readonly url: string) {}

  /** @throws Error when the server hangs up or does not answer */
  async send(sent: Sent): Promise<Answered> {
    try {
      return await this.once(sent);
    } catch (error) {
      // The server closes a connection that was idle for long, perhaps just when it is used again: no fault of either.
      if (!(error instanceof IdleConnectionClosed)) throw error;
      return this.once(sent);
    }
  }

  private once({ method, path, headers = {}, body }: Sent): Promise<Answered> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const request = httpRequest(
        { agent: this.agent, hostname, port, method, path, headers: { ...headers, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      request.setTimeout(patienceMs, () => request.destroy(new Error('no answer')));
      request.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          request.reusedSocket && error.code === 'ECONNRESET'
            ? new IdleConnectionClosed('idle', { cause: error })
            : error,
        ),
      );
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is wrong with an answer; undefined: it is one that Graph could give. */
export function flawOf({ status, headers, text }: Answered, method = 'GET'): string | undefined {
  if (status >= 500) return `${status}: ${text.slice(0, 300)}`;
  if (!guid.test(String(headers['request-id']))) return 'no request-id';
  if (status === 204) return text === '' ? undefined : 'a 204 with a body';
  if (method === 'HEAD' || (status === 201 && text === '')) return undefined;
  if (headers['content-type'] === 'text/plain') return /^\d+$/.test(text) ? undefined : `no count: ${text}`;
  return bodyFlawOf(status, parsed(text));
}

/** The same for a body that came in a batch. */
export function bodyFlawOf(status: number, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return `${status} without a body`;
  if (status < 400) return 'error' in body ? `${status} with an error` : undefined;
  const { code, message, innerError } = (body as { error?: Readonly<Record<string, unknown>> }).error ?? {};
  if (typeof code !== 'string' || code === '') return 'an error without a code';
  if (typeof message !== 'string' || !/^\S[^]*$/.test(message)) return 'an error without a message';
  if (message.length > 1_000) return 'an error that repeats all it was sent';
  return typeof innerError === 'object' || status === 424 ? undefined : 'an error without innerError';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
