/** What a route answers: JSON, plain text (`/$count`), or nothing. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in Graph's words. Codes and texts are Microsoft's (Graph error reference, and messages seen in use). */
export class GraphFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Headers of the answer, such as Retry-After, and fields of `innerError` beside the usual ones. */
    readonly more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly inner?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }
}

export const badRequest = (message: string): GraphFault => new GraphFault(400, 'Request_BadRequest', message);
export const unsupported = (message: string): GraphFault =>
  new GraphFault(400, 'Request_UnsupportedQuery', message);
export const notFound = (id: string): GraphFault =>
  new GraphFault(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
export const wrongMethod = (): GraphFault =>
  new GraphFault(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

/** The two ids that every answer carries: the service's own, and the caller's if it sent a GUID. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/**
 * An error as a refusal in Graph's words: GraphFault, or an error of another part of the tenant that carries Graph's
 * status and code, as those about tokens and permissions do. undefined: nobody meant it, it is a fault of the server.
 */
export function asGraphFault(error: unknown): GraphFault | undefined {
  if (error instanceof GraphFault) return error;
  if (!(error instanceof Error)) return undefined;
  const { status, code } = error as { status?: unknown; code?: unknown };
  return typeof status === 'number' && typeof code === 'string'
    ? new GraphFault(status, code, error.message)
    : undefined;
}

/** The answer to a request that failed. */
export function faultAnswer(error: unknown, ids: RequestIds, now: number): Answer {
  const fault =
    asGraphFault(error) ??
    new GraphFault(500, 'Service_InternalServerError', 'Encountered an internal server error.');
  return {
    status: fault.status,
    ...(fault.more.headers ? { headers: fault.more.headers } : {}),
    body: errorBody(fault, ids, now),
  };
}

/** Graph's error body. */
function errorBody(fault: GraphFault, ids: RequestIds, now: number): object {
  return {
    error: {
      code: fault.code,
      message: fault.message,
      innerError: {
        ...fault.more.inner,
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
