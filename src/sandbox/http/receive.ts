import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { badRequest, GraphFault, type RequestIds } from './answer';

const mostBody = 4 * 1024 * 1024;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A header's value; of a header that came twice, the first. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** All headers, with names in lower case. */
export function headersOf(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.keys(request.headers).map((name) => [name, headerOf(request, name)]));
}

/** A fresh request id, and the caller's own if it is a GUID; Graph ignores any other. */
export function newIds(clientRequestId: string | undefined): RequestIds {
  const requestId = randomUUID();
  const given = clientRequestId !== undefined && guid.test(clientRequestId);
  return { requestId, clientRequestId: given ? clientRequestId : requestId };
}

/** The body as text. @throws GraphFault 413 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read but not kept: to stop here would reset the connection before the refusal arrives.
    if (size <= mostBody) chunks.push(chunk);
  }
  if (size > mostBody) throw new GraphFault(413, 'RequestEntityTooLarge', 'The request is too large.');
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The body of a write as JSON; undefined when there is none. A body on a GET is ignored.
 * The texts are as seen from Graph; it answers 400 to a wrong content type, not 415.
 * @throws GraphFault 400
 */
export function readJson(method: string, contentType: string | undefined, raw: string): unknown {
  if (method === 'GET' || raw.trim() === '') return undefined;
  if (!contentType)
    throw new GraphFault(
      400,
      'BadRequest',
      'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
    );
  if (!isJson(contentType))
    throw new GraphFault(400, 'BadRequest', 'Entity only allows writes with a JSON Content-Type header.');
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function isJson(contentType: string): boolean {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}
