import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type OnRequest, type Sandbox } from '../../src/sandbox';
import { startConnector, type Connector } from '../support/connector';
import { activityFrom, buttonData, textOfCard } from '../support/said';
import { emptyServerDatabase } from '../support/empty-store';
import type { Database } from '../support/server';
import { freePort, startProgram, type StartedDesk } from '../support/started-desk';

type Step = Parameters<OnRequest>[0];

/** The compiled program, told to end by SIGTERM while it is in the middle of something. */
describe('SIGTERM', () => {
  let folder: string;
  let database: Database;
  let port: number;
  let sandbox: Sandbox;
  let connector: Connector;
  let desk: StartedDesk;
  /** Called for every request that reaches the tenant; may hold it. */
  let watch: (step: Step) => void | 'drop' | Promise<void | 'drop'>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'license-desk-stop-'));
    watch = () => undefined;
    sandbox = await startSandbox({
      pace: { queuedMs: 100, membersPerSecond: 400, shortestMs: 200 },
      staleReadMs: 100,
      onRequest: (step) => watch(step),
    });
    [connector, database] = await Promise.all([startConnector(), emptyServerDatabase()]);
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close(), database.drop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const places = { DATABASE_URL: database.url, DATA_DIR: folder, SANDBOX_URL: sandbox.url };
    desk = await startProgram({ PORT: String(port), PLAYGROUND: 'off', ...places }, /listens on/);
  }

  const send = (over: object): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activityFrom('megan', connector.serviceUrl, sandbox.tenantId, { ...over })),
    });

  /** Settles when a request fits; that request is then held until `go`. */
  function hold(fits: (step: Step) => boolean): { readonly held: Promise<void>; go(): void } {
    let go = (): void => {};
    const released = new Promise<void>((resolve) => (go = resolve));
    const held = new Promise<void>((resolve) => {
      watch = async (step) => {
        if (!fits(step)) return;
        watch = () => undefined;
        resolve();
        await released;
      };
    });
    return { held, go: () => go() };
  }

  /** Milliseconds until it has ended, and with what. */
  async function ended(since: number): Promise<{ code: number | null; ms: number }> {
    const code = await desk.exited;
    return { code, ms: Date.now() - since };
  }

  it('lets a turn that has begun be answered, and takes no other', async () => {
    const graph = hold(({ path: at, phase }) => phase === 'before' && at.includes('/groups'));
    const answer = send({ text: 'assign microsoft 365 e3 to contoso sales' });
    await graph.held;
    const since = Date.now();
    desk.process.kill('SIGTERM');
    let refused = false;
    while (!refused)
      refused = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (r) => r.status === 503,
        () => true,
      );
    graph.go();
    expect((await answer).status).toBe(200);
    expect(textOfCard(connector.sent.at(-1)?.card)).toContain('Before you assign');
    const { code, ms } = await ended(since);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(15_000);
  }, 30_000);

  it('hands back a job that does not end, within 15 s; the next start finishes it once', async () => {
    await start();
    const before = connector.sent.at(-1);
    const graph = hold(({ path: at, phase }) => phase === 'after' && at.includes('/assignLicense'));
    const action = {
      type: 'Action.Execute',
      verb: 'change.confirm',
      data: buttonData(before?.card, 'change.confirm'),
    };
    const press = { type: 'invoke', name: 'adaptiveCard/action', value: { action } };
    await send({ ...press, replyToId: before?.activityId });
    await graph.held; // written, and the answer never comes
    const since = Date.now();
    desk.process.kill('SIGTERM');
    const { code, ms } = await ended(since);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(15_000);
    graph.go();

    await start();
    const told = () =>
      connector.sent.filter(
        (each) => /All licenses assigned/.test(textOfCard(each.card)) && each.method === 'POST',
      );
    while (told().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const writes = sandbox.tenant.audits.filter(({ activity }) => activity === 'Set group license');
    expect(writes).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(told()).toHaveLength(1);
  }, 60_000);
});
