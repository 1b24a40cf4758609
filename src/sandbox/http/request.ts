import { badRequest } from './answer';

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

/** Splits an URL below /v1.0 into a path and its OData options. @throws GraphFault on a broken escape */
export function readTarget(url: string): {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
} {
  const [rawPath = '', rawQuery = ''] = url.split(/\?(.*)/s);
  try {
    const query = new Map<string, string>();
    for (const [name, value] of new URLSearchParams(rawQuery)) query.set(name, value);
    return { path: decodeURIComponent(rawPath).replace(/\/+$/, ''), query };
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}
