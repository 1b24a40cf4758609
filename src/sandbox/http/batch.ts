import { badRequest, GraphFault, type Answer } from './answer';
import { readBatch, type BatchItem } from './batch-items';
import { readTarget, type GraphRequest } from './request';

/**
 * Runs the requests of a `$batch` at the same time, begun in their order, as Graph does (Microsoft Graph, "Combine
 * multiple HTTP requests using JSON batching"); one that depends on others after them. Each answer carries its own
 * status.
 * @param run answers one request; reading it is left to `run`, because it may fail for this request alone
 * @throws GraphFault when the batch itself is wrong; then none of it was done
 */
export async function runBatch(
  body: unknown,
  run: (read: () => GraphRequest, headers: BatchItem['headers']) => Promise<Answer>,
): Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  async function answerTo(item: BatchItem): Promise<Answer> {
    for (const id of item.dependsOn)
      if (((await answers.get(id.toLowerCase()))?.status ?? 424) >= 400) return failedDependency;
    return run(() => toRequest(item), item.headers);
  }
  const items = readBatch(body);
  for (const item of items) answers.set(item.id.toLowerCase(), answerTo(item));
  const responses = await Promise.all(
    items.map(async ({ id }) => toResponse(id, (await answers.get(id.toLowerCase())) ?? failedDependency)),
  );
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
