import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeFolder } from '../../src/store/owner-lock';
import { startConnector } from '../support/connector';
import { serverDatabase } from '../support/databases';
import { activityFrom, textOfCard } from '../support/said';
import { placeEmptyStore } from '../support/empty-store';
import { freePort, launchProgram, startProgram } from '../support/started-desk';

const guid = '11111111-1111-4111-8111-111111111111';
const credentials = {
  BOT_ID: guid,
  BOT_PASSWORD: 'hush-bot',
  BOT_TENANT_ID: guid,
  AZURE_TENANT_ID: guid,
  AZURE_CLIENT_ID: guid,
  AZURE_CLIENT_SECRET: 'hush-graph',
};

/** How the program starts, refuses to, and leaves nothing behind. */
describe('starting', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'license-desk-start-'))));
  const afterAnEarlierStart = () => placeEmptyStore(path.join(folder, 'store'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function refusal(env: Record<string, string>): Promise<string> {
    const desk = launchProgram(env);
    expect(await desk.exited).toBe(1);
    expect(desk.output()).toBe('');
    return desk.errors();
  }

  it('refuses half a configuration with every problem at once, and repeats no secret', async () => {
    const half = { BOT_ID: 'x', BOT_PASSWORD: 'hush-bot', AZURE_TENANT_ID: guid };
    const text = await refusal({ DATA_DIR: folder, ...half, PORT: 'seven' });
    for (const name of ['BOT_ID', 'BOT_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'PORT']) {
      expect(text).toContain(`- ${name}: `);
    }
    expect(text).not.toContain('hush-bot');
  });

  it('refuses to open the sandbox to other machines', async () => {
    expect(await refusal({ DATA_DIR: folder, HOST: '0.0.0.0' })).toContain('HOST: without credentials');
  });

  it('says plainly that a port is in use, and by which setting it is changed', async () => {
    await afterAnEarlierStart();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const text = await refusal({ DATA_DIR: folder, PORT: String(port), PLAYGROUND: 'off' });
    expect(text).toContain(`Port ${port} is in use`);
    expect(text).toContain('PORT=');
    other.close();
  });

  it('says what to do when its folder cannot be made', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: file, PORT: '0', PLAYGROUND: 'off' })).toMatch(/DATA_DIR/);
  });

  it('owns its folder, and leaves it and no window behind, also when it is killed', async () => {
    const [adminPort, employeePort] = [String(await freePort()), String(await freePort())];
    const env = {
      DATA_DIR: folder,
      PORT: '0',
      PLAYGROUND_ADMIN_PORT: adminPort,
      PLAYGROUND_EMPLOYEE_PORT: employeePort,
    };
    const answers = (port: string): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/_debug/ping`).then(
        () => true,
        () => false,
      );
    // The first of these starts makes the store, the second also proves that a stop gives the folder back.
    for (const end of ['stop', 'kill'] as const) {
      const desk = await startProgram(env, /Ctrl-C ends it/);
      expect(await answers(adminPort)).toBe(true);
      if (end === 'kill') {
        const again = { DATA_DIR: folder, PORT: '0', PLAYGROUND: 'off', TMPDIR: '/' };
        expect(await refusal(again)).toContain('Another License Desk is using the folder');
      }
      expect(await desk[end]()).toBe(end === 'stop' ? 0 : undefined);
      const deadline = Date.now() + 5_000;
      while ((await answers(adminPort)) || (await answers(employeePort))) {
        if (Date.now() > deadline) throw new Error(`a window outlived ${end}`);
      }
    }
    const giveBack = await takeFolder(path.join(folder, 'store')); // nobody's any more
    await giveBack();
  });

  it('runs on a PostgreSQL server when DATABASE_URL names one', async () => {
    const database = await serverDatabase();
    const connector = await startConnector();
    try {
      const port = await freePort();
      const env = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port), PLAYGROUND: 'off' };
      const desk = await startProgram(env, /listens on/);
      await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          activityFrom('megan', connector.serviceUrl, '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30', {
            text: 'help',
          }),
        ),
      });
      expect(textOfCard(connector.sent.at(-1)?.card)).toContain('Megan Bowen');
      expect(await desk.stop()).toBe(0);
    } finally {
      await connector.close();
      await database.dispose();
    }
  });

  it('with credentials serves a real tenant and answers 401 with an empty body to whoever has no token', async () => {
    await afterAnEarlierStart();
    const port = await freePort();
    const desk = await startProgram(
      { ...credentials, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1' },
      /listens on/,
    );
    const activity = activityFrom('megan', 'https://smba.trafficmanager.net/teams/', guid, { text: 'help' });
    for (const authorization of ['', 'Bearer x', 'Bearer eyJhbGciOiJub25lIn0.e30.']) {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: JSON.stringify(activity),
      });
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('');
    }
    await desk.stop();
    expect(desk.output() + desk.errors()).not.toMatch(/hush/);
  });
});
