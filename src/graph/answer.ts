import { retryAfterMs } from './retry';

/** One answer of Graph, of a whole request or of one inside a `$batch`. */
export interface GraphAnswer {
  readonly status: number;
  /** Parsed JSON, the string of a text/plain answer, `undefined` for an empty body. */
  readonly body: unknown;
  /** False when there was a body and it was neither JSON nor plain text (HTML of a proxy, a cut-off answer). */
  readonly readable: boolean;
  readonly retryAfterMs: number | undefined;
  /** Microsoft's support asks for it; `''` when absent. */
  readonly requestId: string;
  /** Resource units that Graph says it charged (`x-ms-resource-unit`); 0 when it does not say. */
  readonly units: number;
}

/** Reads the text of an HTTP answer without ever throwing. */
export function answerOf(
  raw: { status: number; headers: { get(name: string): string | null }; text: string },
  now: number,
): GraphAnswer {
  return {
    status: raw.status,
    ...bodyOf(raw.text, raw.headers.get('content-type') ?? ''),
    retryAfterMs: retryAfterMs(raw.headers.get('retry-after'), now),
    requestId: raw.headers.get('request-id') ?? '',
    units: unitsOf(raw.headers.get('x-ms-resource-unit')),
  };
}

/** Units in a header; 0 for a missing or odd one. */
export function unitsOf(header: string | null): number {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : 0;
}

function bodyOf(text: string, contentType: string): { body: unknown; readable: boolean } {
  if (text.trim() === '') return { body: undefined, readable: true };
  if (/^text\/plain\b/i.test(contentType)) return { body: text, readable: true };
  try {
    return { body: JSON.parse(text) as unknown, readable: true };
  } catch {
    return { body: undefined, readable: false };
  }
}
