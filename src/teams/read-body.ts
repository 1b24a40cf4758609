import type { IncomingMessage } from 'node:http';

/** Inbound activities are small; anything larger is no activity. Bytes. */
export const largestBody = 256 * 1024;

/** A request body, or the HTTP status that refuses it. */
export type Body = { readonly json: unknown } | { readonly refused: 400 | 413 | 415 };

/**
 * Reads a JSON body of at most 256 KB without ever holding more than that. Compressed bodies are refused: they
 * could unpack to any size, and Teams does not send them.
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > largestBody) return { refused: 413 };
  if (request.headers['content-encoding']) return { refused: 415 };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return { refused: 413 };
    chunks.push(chunk);
  }
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return { refused: 400 };
  }
}
