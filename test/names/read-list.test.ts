import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readList } from '../../src/names/read-list';

/** Sets the head of an answer. */
function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  response.writeHead(status, headers);
  return response;
}

const limits = { bytes: 1_000, ms: 2_000 };

describe('reading a list', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-names-'));
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function serve(listener: RequestListener): Promise<{ kind: 'url'; url: string }> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return { kind: 'url', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.csv` };
  }
  const file = (name: string, content: string | Buffer) => {
    const where = path.join(folder, name);
    writeFileSync(where, content);
    return { kind: 'file', path: where } as const;
  };

  it('takes it from an address, following it when it moved', async () => {
    const source = await serve((request, response) => {
      if (request.url === '/list.csv') answer(response, 302, { location: '/new.csv' }).end();
      else response.end('moved here');
    });
    expect(await readList(source, fetch, limits)).toBe('moved here');
  });

  it('takes it from a file, in whatever a spreadsheet saved it', async () => {
    const name = 'Plan – 1é';
    expect(await readList(file('utf8.csv', name), fetch, limits)).toBe(name);
    const windows = Buffer.from('Café', 'latin1');
    expect(await readList(file('windows.csv', windows), fetch, limits)).toBe('Café');
    const wide = Buffer.from(`\ufeff${name}`, 'utf16le');
    expect(await readList(file('wide.csv', wide), fetch, limits)).toBe(name);
  });

  it.each<[string, RequestListener]>([
    ['an error', (_request, response) => answer(response, 503).end('busy')],
    ['too much', (_request, response) => response.end('x'.repeat(1_001))],
    [
      'too much, piece by piece',
      (_request, response) => {
        const more = (): boolean => !response.destroyed && response.write('x'.repeat(600), () => void more());
        more();
      },
    ],
    ['nothing, ever', () => {}],
    [
      'half of what it promised',
      (_request, response) => {
        answer(response, 200, { 'content-length': '900' }).write('half');
        setImmediate(() => response.destroy());
      },
    ],
  ])('gives up on a server that answers %s', async (_name, listener) => {
    const source = await serve(listener);
    const short = { ...limits, ms: 300 };
    await expect(readList(source, fetch, short)).rejects.toMatchObject({ code: 'names.unreachable' });
  });

  it('gives up on what is no file, too large or gone', async () => {
    const large = file('large.csv', '');
    truncateSync(large.path, 1_001);
    for (const source of [
      large,
      { kind: 'file' as const, path: folder },
      { kind: 'file' as const, path: '/none' },
    ]) {
      await expect(readList(source, fetch, limits)).rejects.toMatchObject({ code: 'names.unreachable' });
    }
  });
});
