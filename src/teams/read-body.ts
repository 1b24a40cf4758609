import type { IncomingMessage } from 'node:http';

/** Inbound activities are small; anything larger is no activity. Bytes. */
export const largestBody = 256 * 1024;

/** A page in somebody's browser may send other kinds anywhere without asking; JSON needs our leave, which we never give. */
const isJson = /^application\/json\s*(;|$)/i;

/** A request body, or the HTTP status that refuses it. */
export type Body = { readonly json: unknown } | { readonly refused: 400 | 413 | 415 };

/**
 * Reads a JSON body of at most 256 KB. Compressed bodies are refused: they could unpack to any size, and Teams does not
 * send them.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (request.headers['content-encoding']) return { refused: 415 };
  if (!isJson.test(request.headers['content-type'] ?? '')) return { refused: 415 };
  const text = await readText(request, largestBody);
  if (text === undefined) return { refused: 413 };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { refused: 400 };
  }
}

/** Reads a body without ever holding more of it than may come. @returns undefined when there is more. */
export async function readText(request: IncomingMessage, most: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
