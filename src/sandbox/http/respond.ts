import type { ServerResponse } from 'node:http';
import type { Answer, RequestIds } from './answer';

const json =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

/** Graph says here which of its machines answered; support asks for it. */
const diagnostic = JSON.stringify({
  ServerInfo: {
    DataCenter: 'Sandbox',
    Slice: 'E',
    Ring: '1',
    ScaleUnit: '000',
    RoleInstance: 'SANDBOX',
  },
});

/** Sends an answer with the headers that Graph sends with every one. */
export function sendGraph(response: ServerResponse, answer: Answer, ids: RequestIds): void {
  const body = answer.body === undefined ? undefined : textOf(answer.body);
  send(response, answer.status, body, {
    ...(body === undefined ? {} : { 'content-type': typeof answer.body === 'string' ? 'text/plain' : json }),
    'odata-version': '4.0',
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic': diagnostic,
    'cache-control': 'no-cache',
    'strict-transport-security': 'max-age=31536000',
    vary: 'Accept-Encoding',
    ...answer.headers,
  });
}

/** Sends what is not Graph: tokens and the sandbox's own routes. */
export function sendPlain(response: ServerResponse, answer: Answer): void {
  const body = answer.body === undefined ? undefined : textOf(answer.body);
  send(response, answer.status, body, {
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function send(
  response: ServerResponse,
  status: number,
  body: string | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  // The caller may be gone by now; there is nobody to tell.
  if (response.destroyed || response.headersSent) return;
  const length = String(Buffer.byteLength(body ?? ''));
  response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': length });
  response.end(body);
}
