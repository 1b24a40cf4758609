import { badRequest, GraphFault } from './answer';

/** Microsoft's limit on the number of requests in a `$batch`. */
const mostRequests = 20;
const longestId = 200;

/** One request of a `$batch`, not yet read as a request. */
export interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/**
 * Reads the body of a `$batch` as Microsoft's "Combine multiple requests" describes it.
 * @throws GraphFault 400 for the batch as a whole
 */
export function readBatch(body: unknown): readonly BatchItem[] {
  const requests = (body as { requests?: unknown } | null | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0) throw badFormat();
  if (requests.length > mostRequests)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${mostRequests}.`);
  const items = requests.map(readItem);
  checkIds(items);
  checkOrder(items);
  return items;
}

function readItem(entry: unknown): BatchItem {
  const { id, method, url, headers, body, dependsOn } = (entry ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') throw badFormat();
  if (id === '' || id.length > longestId) throw badFormat();
  if (dependsOn != null && !(Array.isArray(dependsOn) && dependsOn.every((each) => typeof each === 'string')))
    throw badFormat();
  const item: BatchItem = {
    id,
    method: method.toUpperCase(),
    url,
    headers: lowerCased(headers),
    body: body ?? undefined,
    dependsOn: dependsOn ?? [],
  };
  // The text is as seen from Graph: one such request costs the whole batch.
  if (item.body !== undefined && item.method !== 'GET' && !item.headers['content-type'])
    throw new GraphFault(
      400,
      'BadRequest',
      `Write request with id '${id}' does not contain a Content-Type header.`,
    );
  return item;
}

function checkIds(items: readonly BatchItem[]): void {
  const ids = new Set(items.map(({ id }) => id.toLowerCase()));
  if (ids.size < items.length) throw badRequest('Each batch request must have a unique id.');
}

/**
 * A request may depend only on one that stands before it, so there are no circles. Beyond that Graph takes three
 * forms: nothing depends on anything, each on the one before it, or all that depend on the same one.
 */
function checkOrder(items: readonly BatchItem[]): void {
  const before = new Set<string>();
  for (const { id, dependsOn } of items) {
    const unknown = dependsOn.find((each) => !before.has(each.toLowerCase()));
    if (unknown !== undefined)
      throw badRequest(`Invalid dependency for request Id ${id}: ${unknown.slice(0, longestId)}.`);
    before.add(id.toLowerCase());
  }
  const wanted = items.map(({ dependsOn }) => dependsOn.map((each) => each.toLowerCase()).join('\n'));
  const serial = wanted.every((each, index) => each === (items[index - 1]?.id.toLowerCase() ?? ''));
  const same = new Set(wanted.filter((each) => each !== '')).size <= 1;
  if (!serial && !same) throw badRequest('Batch should be either fully sequential or fully parallel.');
}

function lowerCased(headers: unknown): BatchItem['headers'] {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

function badFormat(): GraphFault {
  return badRequest('Invalid batch payload format.');
}
