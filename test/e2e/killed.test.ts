import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type OnRequest, type Sandbox } from '../../src/sandbox';
import { startConnector, type Connector } from '../support/connector';
import { activityFrom, buttonData, textOfCard } from '../support/desk';
import { freePort, startProgram, type StartedDesk } from '../support/started-desk';

type Json = Record<string, unknown>;
type Step = Parameters<OnRequest>[0];

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** Kills the bot's process without warning at a moment that the tenant sees, starts it again, and looks what came of it. */
describe('kill -9', () => {
  let folder: string;
  let port: number;
  let sandbox: Sandbox;
  let connector: Connector;
  let desk: StartedDesk;
  /** Called for every request that reaches the tenant; may hold it. */
  let watch: (step: Step) => void | 'drop' | Promise<void | 'drop'>;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'license-desk-kill-'));
    watch = () => undefined;
    sandbox = await startSandbox({
      pace: { queuedMs: 300, membersPerSecond: 40, shortestMs: 1_500 },
      staleReadMs: 300,
      onRequest: (step) => watch(step),
    });
    connector = await startConnector();
    port = await freePort();
    desk = await start();
  });

  afterEach(async () => {
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  function start(): Promise<StartedDesk> {
    const env = { PORT: String(port), DATA_DIR: folder, SANDBOX_URL: sandbox.url, PLAYGROUND: 'off' };
    return startProgram(env, /listens on/);
  }

  async function send(over: Json): Promise<Json> {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activityFrom('megan', connector.serviceUrl, sandbox.tenantId, over)),
    });
    return response.headers.get('content-type')?.includes('json') ? ((await response.json()) as Json) : {};
  }

  /** Asks for the license and presses Assign; the answer may never come. */
  async function assign(): Promise<void> {
    await send({ text: 'assign microsoft 365 e3 to contoso sales' });
    const card = connector.sent.at(-1);
    expect(textOfCard(card?.card)).toContain('Before you assign');
    const action = {
      type: 'Action.Execute',
      verb: 'change.confirm',
      data: buttonData(card?.card, 'change.confirm'),
    };
    const press = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action },
      replyToId: card?.activityId,
    };
    await send(press).catch(() => undefined);
  }

  /** Settles when the tenant sees the step, which is then held for good: the process that asked dies of it. */
  function killAt(condition: (step: Step) => boolean): Promise<void> {
    return new Promise((resolve) => {
      watch = async (step) => {
        if (!condition(step)) return undefined;
        watch = () => undefined;
        await desk.kill();
        resolve();
        return 'drop';
      };
    });
  }

  /** Members of the group who hold the product now. */
  function licensed(): number {
    const group = [...sandbox.tenant.groups.values()].find((each) => each.displayName === 'Contoso sales');
    return [...(group?.users ?? [])].filter((id) => sandbox.tenant.holds(id, e3)).length;
  }

  function completions(): number {
    return connector.sent.filter(
      (each) => each.method === 'POST' && /All licenses assigned/.test(textOfCard(each.card)),
    ).length;
  }

  async function expectOneCompletion(): Promise<void> {
    const deadline = Date.now() + 40_000;
    while (completions() === 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(completions()).toBe(1);
    const group = [...sandbox.tenant.groups.values()].find((each) => each.displayName === 'Contoso sales');
    expect(licensed()).toBe(12);
    // One write that took effect: the template was set once.
    const writes = sandbox.tenant.audits.filter(
      (entry) => entry.activity === 'Set group license' && entry.target.id === group?.id,
    );
    expect(writes).toHaveLength(1);
    // Nothing more arrives on its own.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(completions()).toBe(1);
  }

  const isWrite = (step: Step): boolean => step.path.includes('/assignLicense');

  it('after the change was stored, before Graph was asked', async () => {
    const killed = killAt((step) => isWrite(step) && step.phase === 'before');
    await assign();
    await killed;
    desk = await start();
    await expectOneCompletion();
  });

  it('after Graph accepted it, before the answer arrived', async () => {
    const killed = killAt((step) => isWrite(step) && step.phase === 'after');
    await assign();
    await killed;
    desk = await start();
    await expectOneCompletion();
  });

  it('while Entra processes the members', async () => {
    const killed = killAt((step) => step.phase === 'before' && licensed() >= 6);
    await assign();
    await killed;
    desk = await start();
    await expectOneCompletion();
  });
});
