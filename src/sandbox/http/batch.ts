import { badRequest, type Answer } from './answer';
import { readTarget, type GraphRequest } from './request';

/** Microsoft's limit on the number of requests in a `$batch`. */
const mostRequests = 20;

interface Inner {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/**
 * Runs the requests of a `$batch`; each answer carries its own status.
 * @param run answers one request; reading it is left to `run`, because it may fail for this request alone
 * @throws GraphFault when the batch itself is wrong
 */
export async function runBatch(
  body: unknown,
  run: (read: () => GraphRequest) => Promise<Answer>,
): Promise<Answer> {
  const answers = new Map<string, Answer>();
  for (const inner of readBatch(body)) {
    const blocked = inner.dependsOn.some((id) => (answers.get(id)?.status ?? 424) >= 400);
    const error = {
      error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' },
    };
    answers.set(inner.id, blocked ? { status: 424, body: error } : await run(() => toRequest(inner)));
  }
  const responses = [...answers].map(([id, { status, headers, body: answered }]) => ({
    id,
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    // Text is not JSON, so it travels in base64.
    body: typeof answered === 'string' ? Buffer.from(answered).toString('base64') : answered,
  }));
  return { status: 200, body: { responses } };
}

function readBatch(body: unknown): readonly Inner[] {
  const requests = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw badRequest('Invalid batch payload format.');
  }
  if (requests.length > mostRequests) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${mostRequests}.`);
  }
  const ids = new Set<string>();
  return requests.map((entry: unknown) => {
    const { id, method, url, headers, body: inner, dependsOn } = (entry ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || !id) {
      throw badRequest('Invalid batch payload format.');
    }
    if (ids.has(id.toLowerCase())) throw badRequest('Each batch request must have a unique id.');
    ids.add(id.toLowerCase());
    return {
      id,
      method: method.toUpperCase(),
      url,
      headers: lowerCased(headers),
      body: inner,
      dependsOn: Array.isArray(dependsOn) ? dependsOn.map(readId) : [],
    };
  });
}

function readId(value: unknown): string {
  if (typeof value !== 'string') throw badRequest('Invalid batch payload format.');
  return value;
}

function toRequest(inner: Inner): GraphRequest {
  const { path, query } = readTarget(inner.url.startsWith('/') ? inner.url : `/${inner.url}`);
  return { method: inner.method, path, query, headers: inner.headers, body: inner.body, batched: true };
}

function lowerCased(headers: unknown): Readonly<Record<string, string>> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}
