import { readFile, stat } from 'node:fs/promises';
import { DeskError, messageOf } from '../errors';

/** Where friendly names come from besides our own tables. */
export type NameSource =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'file'; readonly path: string };

/** Microsoft's list has 1.2 MB (July 2026). */
export const listLimits = { bytes: 8 * 1024 * 1024, ms: 30_000 } as const;

/** Reads a list whole, within the limits. @throws DeskError `names.unreachable` */
export async function readList(
  source: NameSource,
  fetch: typeof globalThis.fetch,
  limits: { readonly bytes: number; readonly ms: number } = listLimits,
): Promise<string> {
  try {
    const bytes =
      source.kind === 'file'
        ? await fromFile(source.path, limits.bytes)
        : await fromWeb(source.url, fetch, limits);
    return decoded(bytes);
  } catch (error) {
    if (error instanceof DeskError) throw error;
    throw unreachable(messageOf(error), error);
  }
}

async function fromFile(path: string, most: number): Promise<Buffer> {
  const stats = await stat(path);
  // A pipe or a device might never end.
  if (!stats.isFile()) throw unreachable('it is not a file');
  if (stats.size > most) throw tooLarge(most);
  return readFile(path);
}

async function fromWeb(
  url: string,
  fetch: typeof globalThis.fetch,
  limits: { readonly bytes: number; readonly ms: number },
): Promise<Buffer> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(limits.ms),
    headers: { accept: 'text/csv' },
  });
  if (!answer.ok || !answer.body) {
    await answer.body?.cancel();
    throw unreachable(`the server answered ${answer.status}`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the rest of the answer.
  for await (const part of answer.body as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limits.bytes) throw tooLarge(limits.bytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** UTF-8 as Microsoft publishes it, or what spreadsheets make of it when they save it again. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function tooLarge(most: number): DeskError {
  return unreachable(`it is larger than ${most / 1024 / 1024} MB`);
}

function unreachable(why: string, cause?: unknown): DeskError {
  return new DeskError('names.unreachable', `The list of product names cannot be read: ${why}.`, { cause });
}
