import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import WebSocket from 'ws';
import { launchPlayground } from '../../src/playground/launch';
import { beginLog } from '../../src/playground/log-file';
import { checkPort } from '../../src/playground/port';
import { whenReady } from '../../src/playground/ready';
import { settingsFileName, settingsFor, writeSettings } from '../../src/playground/settings-file';
import { startPlaygroundWindow, type PlaygroundWindow } from '../../src/playground/window';
import { people } from '../../src/sandbox/contoso/people';
import { buildPlayground, testFolder } from '../support/playground-build';

const folder = testFolder('window');
const { childFile, windowFile } = buildPlayground(path.join(folder, 'built'));
const nobody = 'http://127.0.0.1:9/api/messages';

afterAll(() => rmSync(folder, { recursive: true }));

/** A port that was free a moment ago, and is again. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function isFree(port: number): Promise<boolean> {
  return checkPort(port, 'employee').then(
    () => true,
    () => false,
  );
}

function open(name: string, port: number, persona: 'administrator' | 'employee' = 'administrator') {
  const into = path.join(folder, name);
  return startPlaygroundWindow({ port, botEndpoint: nobody, folder: into, persona, childFile });
}

describe('a window', () => {
  it('answers as its person on the wanted port, until it is stopped', async () => {
    const port = await freePort();
    const window = await open('one', port, 'employee');
    expect(window).toMatchObject({ url: `http://localhost:${port}`, port, who: { name: 'Alex Wilber' } });
    const { config } = (await (await fetch(`${window.url}/_internal/v1/testConfig`)).json()) as {
      config: { currentUser: { aadObjectId: string }; personalChat: { id: string } };
    };
    expect(config.currentUser.aadObjectId).toBe(people.alex.id);
    expect(config.personalChat.id).toBe(settingsFor('employee').personalChat.id);

    await Promise.all([window.stop(), window.stop()]);
    await window.stop();
    await expect(window.exited).resolves.toBeNull(); // ended by a signal
    await expect(checkPort(port, 'employee')).resolves.toBeUndefined();
  });

  it('keeps what the Playground says in its log', async () => {
    const window = await open('log', 0);
    await window.stop();
    const log = readFileSync(path.join(folder, 'log', 'playground.log'), 'utf8');
    expect(log).toContain(`Listening on ${window.port}`);
  });

  it('names a busy port and the cure, and starts nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(open('busy', port)).rejects.toMatchObject({
      code: 'playground-port-in-use',
      sentence: `Port ${port} is in use: end the program that listens there, or set PLAYGROUND_ADMIN_PORT to a free port.`,
    });
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('says when it is over the time', async () => {
    const late = startPlaygroundWindow({
      port: 0,
      botEndpoint: nobody,
      folder: path.join(folder, 'late'),
      persona: 'employee',
      timeoutMs: 1,
      childFile,
    });
    await expect(late).rejects.toMatchObject({ code: 'playground-timeout' });
  });

  it('lets two windows stand side by side', async () => {
    const windows: PlaygroundWindow[] = await Promise.all([open('left', 0), open('right', 0, 'employee')]);
    expect(windows.map(({ who }) => who.name)).toEqual(['Megan Bowen', 'Alex Wilber']);
    expect(windows[0]?.port).not.toBe(windows[1]?.port);
    await Promise.all(windows.map((window) => window.stop()));
  });
});

describe('a Playground that does not start', () => {
  async function launch(name: string, port: number, spoil?: (text: string) => string) {
    const into = path.join(folder, name);
    const logFile = path.join(into, 'playground.log');
    await writeSettings(into, settingsFor('administrator'));
    await beginLog(logFile);
    const settings = path.join(into, settingsFileName);
    if (spoil) writeFileSync(settings, spoil(readFileSync(settings, 'utf8')));
    const playground = launchPlayground({
      childFile,
      folder: into,
      logFile,
      port,
      botEndpoint: nobody,
      env: process.env,
    });
    const ready = whenReady(playground, { port, persona: 'administrator', timeoutMs: 15_000, logFile });
    return { playground, ready };
  }

  it('hands on the reason that it wrote in its log', async () => {
    const { ready, playground } = await launch('wrong', 0, (text) => text.replace('tenantId:', 'tenant:'));
    await expect(ready).rejects.toMatchObject({
      code: 'playground-failed',
      sentence: expect.stringMatching(/exit code 1.*tenant.*playground\.log/s) as string,
    });
    await expect(playground.exited).resolves.toBe(1);
  });

  it('is not taken for ready on another port than the wanted one', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    const { ready, playground } = await launch('moved', port); // taken after the check of the port
    await expect(ready).rejects.toMatchObject({ code: 'playground-port-in-use' });
    await playground.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

describe('no orphans', () => {
  it('ends with a parent that is killed with -9', async () => {
    const port = await freePort();
    const parentFile = path.join(folder, 'parent.js');
    const options = { port, botEndpoint: nobody, folder: path.join(folder, 'orphan'), persona: 'employee' };
    writeFileSync(
      parentFile,
      `require(${JSON.stringify(windowFile)}).startPlaygroundWindow(${JSON.stringify(options)})
        .then(({ url }) => process.send(url), (error) => process.send(String(error)));`,
    );
    const parent = fork(parentFile, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [url] = (await once(parent, 'message')) as [string];
    expect(url).toBe(`http://localhost:${port}`);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/_ws/log/stream`);
    socket.on('error', () => undefined);
    await once(socket, 'open');

    const gone = once(socket, 'close');
    parent.kill('SIGKILL');
    await gone;
    // The system closes the connection a moment before the port; a Playground left behind never frees it.
    while (!(await isFree(port))) await setImmediate();
    expect(parent.signalCode).toBe('SIGKILL');
  });
});
