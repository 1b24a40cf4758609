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

/** Graph's error body. */
export function errorBody(
  fault: GraphFault,
  requestId: string,
  clientRequestId: string,
  now: number,
): object {
  return {
    error: {
      code: fault.code,
      message: fault.message,
      innerError: {
        date: new Date(now).toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}
