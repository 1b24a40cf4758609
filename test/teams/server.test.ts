import { connect } from 'node:net';
import { createAdapter } from '../../src/teams/adapter';
import { startServer, type BotServer } from '../../src/teams/server';
import { createCrowd } from '../../src/teams/crowd';
import { quietTelemetry } from '../support/telemetry';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What anybody who reaches the port may send, before any token is looked at. */
describe('requests that no client of Teams sends', () => {
  let server: BotServer;
  beforeAll(async () => {
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      adapter: createAdapter(null, quiet),
      app: {} as never,
      downloads: {} as never,
      operation: { readiness: async () => ({ ready: true, parts: {} }), metrics: undefined },
      crowd: createCrowd(1),
      telemetry: quietTelemetry,
      log: quiet,
    });
  });
  afterAll(() => server.close());

  /** Everything that comes back until the other side closes. */
  const send = (...lines: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
      let answer = '';
      socket.on('data', (part) => (answer += part.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  const alive = async (): Promise<void> => {
    expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(200);
  };

  it.each(['a b', '[', 'a:99999'])('answers 400 to the Host "%s" and lives on', async (host) => {
    for (const path of ['/healthz', '/api/messages', '/nowhere']) {
      const answer = await send(`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close');
      expect(answer).toMatch(/^HTTP\/1\.1 400/);
    }
    await alive();
  });

  it('answers 400 to a path that is no address and lives on', async () => {
    expect(await send('GET http://[bad HTTP/1.1', 'Host: x', 'Connection: close')).toMatch(/^HTTP\/1\.1 400/);
    await alive();
  });

  it.each([
    ['nothing', {}, undefined],
    ['what any page of the web may send', { 'content-type': 'text/plain' }, '{}'],
    [
      'a body that unpacks to any size',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      '{}',
    ],
  ])('answers 415 to %s (docs/install.md)', async (_name, headers, body) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      ...(body === undefined ? {} : { body }),
    });
    expect([answer.status, await answer.text()]).toEqual([415, '']);
  });

  it('keeps no connection for somebody who asks for another protocol', async () => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (part) => resolve(part.toString())),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    socket.destroy();
  });
});
