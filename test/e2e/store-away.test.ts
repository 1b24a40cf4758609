import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startConnector, type Connector } from '../support/connector';
import { activityFrom, buttonData, buttonsOf, textOfCard } from '../support/desk';
import { startOwnServer, type OwnServer } from '../support/server';
import { freePort, startProgram, type StartedDesk } from '../support/started-desk';

type Json = Record<string, unknown>;

/** How long the server is gone; a minute is no different, because everything is tried again every few seconds. */
const awayMs = Number(process.env['AWAY_MS'] ?? 3_000);

/** The compiled program on a PostgreSQL server that goes away in the middle of a change, and comes back. */
describe('a database that goes away', () => {
  let folder: string;
  let port: number;
  let database: OwnServer;
  let sandbox: Sandbox;
  let connector: Connector;
  let desk: StartedDesk;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'license-desk-away-'));
    [database, sandbox, connector, port] = await Promise.all([
      startOwnServer(),
      startSandbox({ pace: { queuedMs: 500, membersPerSecond: 4 }, staleReadMs: 100 }),
      startConnector(),
      freePort(),
    ]);
    desk = await startProgram(
      {
        PORT: String(port),
        DATA_DIR: folder,
        DATABASE_URL: database.url,
        SANDBOX_URL: sandbox.url,
        PLAYGROUND: 'off',
      },
      /listens on/,
    );
  });
  afterAll(async () => {
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close()]);
    await database.end();
    rmSync(folder, { recursive: true, force: true });
  });

  async function send(over: Json): Promise<Json | undefined> {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activityFrom('megan', connector.serviceUrl, sandbox.tenantId, over)),
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    return text.startsWith('{') ? (JSON.parse(text) as Json) : undefined;
  }
  const press = (data: Json, replyToId: string | undefined) =>
    send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'change.confirm', data } },
      replyToId,
    });
  const lastText = () => textOfCard(connector.sent.at(-1)?.card);
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
  /** New messages that tell how a change ended. */
  const told = () =>
    connector.sent.filter(({ method, card }) => method === 'POST' && /^Took /m.test(textOfCard(card)));

  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 45_000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`never: ${what}\n${desk.errors()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('is said to be away, nothing is lost, and everything goes on by itself', async () => {
    await send({ text: 'assign microsoft 365 e3 to contoso sales' });
    const first = connector.sent.at(-1);
    await press(buttonData(first?.card, 'change.confirm'), first?.activityId);
    await send({ text: 'assign visio plan 2 to contoso sales' });
    const second = connector.sent.at(-1);
    expect(await ready()).toBe(200);

    await database.away();
    const gone = Date.now();
    await send({ text: 'status' });
    expect(lastText()).toContain('Try again shortly');
    // The pressed card stays, with its button; a sentence is said beside it.
    const refused = await press(buttonData(second?.card, 'change.confirm'), second?.activityId);
    expect(refused).toMatchObject({ statusCode: 500, type: 'application/vnd.microsoft.error' });
    expect(JSON.stringify(refused)).toContain('Try again in a moment');
    await until('not ready', async () => (await ready()) === 503);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, awayMs - (Date.now() - gone))));

    await database.back();
    await until('ready again', async () => (await ready()) === 200);
    const pressed = await press(buttonData(second?.card, 'change.confirm'), second?.activityId);
    expect(buttonsOf(pressed?.['value']).map(({ verb }) => verb)).not.toContain('change.confirm');
    await until('both changes told', () => told().length === 2);
    const writes = sandbox.tenant.audits.filter(({ activity }) => activity === 'Set group license');
    expect(writes).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told()).toHaveLength(2);
    expect(desk.errors()).not.toContain('unhandled');
    // The log is not flooded meanwhile.
    const lines = desk.errors().split('\n').length;
    expect(lines).toBeLessThan(60);
  }, 90_000);
});
