import { badRequest, GraphFault, type Answer } from './answer';
import { readBatch, type BatchItem } from './batch-items';
import { readTarget, type GraphRequest } from './request';

/**
 * Runs the requests of a `$batch` in their order; each answer carries its own status.
 * @param run answers one request; reading it is left to `run`, because it may fail for this request alone
 * @throws GraphFault when the batch itself is wrong; then none of it was done
 */
export async function runBatch(
  body: unknown,
  run: (read: () => GraphRequest, headers: BatchItem['headers']) => Promise<Answer>,
): Promise<Answer> {
  const answers = new Map<string, Answer>();
  const responses: object[] = [];
  for (const item of readBatch(body)) {
    const blocked = item.dependsOn.some((id) => (answers.get(id.toLowerCase())?.status ?? 424) >= 400);
    const answer = blocked ? failedDependency : await run(() => toRequest(item), item.headers);
    answers.set(item.id.toLowerCase(), answer);
    responses.push(toResponse(item.id, answer));
  }
  return { status: 200, body: { responses } };
}

const failedDependency: Answer = {
  status: 424,
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
};

function toResponse(id: string, { status, headers, body }: Answer): object {
  return {
    id,
    status,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...capitalized(headers),
    },
    // Text is not JSON, so it travels in base64.
    body: typeof body === 'string' ? Buffer.from(body).toString('base64') : body,
  };
}

/** Clients look in a batch for `Retry-After` as the documentation spells it: these headers are JSON, not HTTP. */
function capitalized(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.startsWith('x-ms-') ? name : name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** @throws GraphFault when the address is no address below the version */
function toRequest(item: BatchItem): GraphRequest {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(item.url))
    throw badRequest('The url of a request in a batch must be relative to the version, such as /groups.');
  const { path, query } = readTarget(item.url.startsWith('/') ? item.url : `/${item.url}`);
  if (path.toLowerCase() === '/$batch')
    throw new GraphFault(400, 'BadRequest', 'A batch request cannot contain another batch request.');
  return { method: item.method, path, query, headers: item.headers, body: item.body, batched: true };
}
