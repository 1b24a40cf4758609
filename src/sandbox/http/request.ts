import { badRequest, GraphFault } from './answer';

/** A Graph request as the routes see it, whether it came alone or inside a `$batch`. */
export interface GraphRequest {
  readonly method: string;
  /** Below /v1.0, decoded, without query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly batched: boolean;
}

/** The advanced queries need both, Microsoft's "Advanced query capabilities on directory objects" says. */
export function isEventual(request: GraphRequest): boolean {
  return request.headers['consistencylevel']?.toLowerCase() === 'eventual';
}

export function wantsCount(request: GraphRequest): boolean {
  return request.query.get('$count')?.toLowerCase() === 'true';
}

export function isAdvanced(request: GraphRequest): boolean {
  return isEventual(request) && (wantsCount(request) || request.path.endsWith('/$count'));
}

/** HTTP allows less in a request line; in a batch an address is text of any length. */
const longestUrl = 32_768;

/** Splits an URL below /v1.0 into a path and its OData options. @throws GraphFault on a broken escape, or too long */
export function readTarget(url: string): {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
} {
  if (url.length > longestUrl) throw badRequest('The request URI is too long.');
  const [rawPath = '', rawQuery = ''] = url.split(/\?(.*)/s);
  try {
    const query = new Map<string, string>();
    for (const [name, value] of new URLSearchParams(rawQuery)) addOption(query, name, value);
    return { path: withoutEnd(decodeURIComponent(rawPath)), query };
  } catch (error) {
    throw error instanceof GraphFault ? error : badRequest('The request URI is not valid.');
  }
}

/** Without slashes at its end. No pattern: one for this takes the square of the length of a path of slashes. */
function withoutEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

const systemOptions = [
  '$count',
  '$expand',
  '$filter',
  '$format',
  '$orderby',
  '$search',
  '$select',
  '$skip',
  '$skiptoken',
  '$top',
];

/** OData's own options start with $ and stand once; others are the caller's business. */
function addOption(query: Map<string, string>, rawName: string, value: string): void {
  const name = rawName.startsWith('$') ? rawName.toLowerCase() : rawName;
  if (!name.startsWith('$')) return;
  if (!systemOptions.includes(name))
    throw badRequest(`The query parameter '${rawName.slice(0, 50)}' is not supported.`);
  if (query.has(name))
    throw badRequest(
      `Query option '${name}' was specified more than once, but it must be specified at most once.`,
    );
  if (name === '$count' && !/^(true|false)$/i.test(value))
    throw badRequest(
      `Invalid value '${value.slice(0, 50)}' for $count query option found. Valid values are 'true', 'false'.`,
    );
  query.set(name, value);
}
