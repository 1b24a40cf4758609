import type { Replied } from '../support';

/** Status, code and message of a refusal. */
export function refusal({
  status,
  body,
}: Replied): readonly [number, string | undefined, string | undefined] {
  const { code, message } = (body['error'] ?? {}) as { code?: string; message?: string };
  return [status, code, message];
}

/** The objects of a list. */
export function rows({ body }: Replied): readonly Readonly<Record<string, unknown>>[] {
  return body['value'] as readonly Readonly<Record<string, unknown>>[];
}

const of400 =
  (code: string) =>
  (words: string): readonly unknown[] => [400, code, expect.stringContaining(words)];

/** The three kinds of 400, with words that their message has. */
export const bad = of400('Request_BadRequest');
export const unsupported = of400('Request_UnsupportedQuery');
export const invalid = of400('BadRequest');
