import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type OnRequest } from '../../src/sandbox';
import { startConnector } from '../support/connector';
import { activityFrom, buttonData, textOfCard } from '../support/said';
import { placeEmptyStore } from '../support/empty-store';
import { freePort, startProgram, type StartedDesk } from '../support/started-desk';

type Json = Record<string, unknown>;
type Step = Parameters<OnRequest>[0];

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** Kills the bot's process without warning at a moment that the tenant sees, starts it again, and looks what came of it. */
async function killedAt(condition: (step: Step, licensed: number) => boolean): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-kill-'));
  await placeEmptyStore(path.join(folder, 'store'));
  /** Settles when the tenant sees the step, which is then held for good: the process that asked dies of it. */
  let dies = (): void => {};
  const dead = new Promise<void>((resolve) => (dies = resolve));
  const [sandbox, connector, port] = await Promise.all([
    startSandbox({
      pace: { queuedMs: 300, membersPerSecond: 40, shortestMs: 1_500 },
      staleReadMs: 300,
      onRequest: async (step) => {
        if (!armed || !condition(step, licensed())) return undefined;
        armed = false;
        await desk.kill();
        dies();
        return 'drop';
      },
    }),
    startConnector(),
    freePort(),
  ]);
  let armed = false;
  const group = [...sandbox.tenant.groups.values()].find((each) => each.displayName === 'Contoso sales');

  /** Members of the group who hold the product now. */
  function licensed(): number {
    return [...(group?.users ?? [])].filter((id) => sandbox.tenant.holds(id, e3)).length;
  }
  const start = (): Promise<StartedDesk> =>
    startProgram(
      { PORT: String(port), DATA_DIR: folder, SANDBOX_URL: sandbox.url, PLAYGROUND: 'off' },
      /listens on/,
    );

  async function send(over: Json): Promise<void> {
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activityFrom('megan', connector.serviceUrl, sandbox.tenantId, over)),
    });
    await response.text();
  }

  /** Asks for the license and presses Assign; the answer may never come. */
  async function assign(): Promise<void> {
    await send({ text: 'assign microsoft 365 e3 to contoso sales' });
    const card = connector.sent.at(-1);
    expect(textOfCard(card?.card)).toContain('Before you assign');
    const data = buttonData(card?.card, 'change.confirm');
    const press = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'change.confirm', data } },
      replyToId: card?.activityId,
    };
    await send(press).catch(() => undefined);
  }

  const completions = (): number =>
    connector.sent.filter(
      (each) => each.method === 'POST' && /All licenses assigned/.test(textOfCard(each.card)),
    ).length;

  let desk = await start();
  try {
    armed = true;
    await assign();
    await dead;
    desk = await start();
    const deadline = Date.now() + 60_000;
    while (completions() === 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(completions()).toBe(1);
    expect(licensed()).toBe(12);
    // One write that took effect: the template was set once.
    const writes = sandbox.tenant.audits.filter(
      (entry) => entry.activity === 'Set group license' && entry.target.id === group?.id,
    );
    expect(writes).toHaveLength(1);
    // Nothing more arrives on its own.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(completions()).toBe(1);
  } finally {
    await desk.stop();
    await Promise.all([sandbox.close(), connector.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const isWrite = (step: Step): boolean => step.path.includes('/assignLicense');

/** Side by side: each is one process and mostly waits. */
describe('kill -9', () => {
  it.concurrent.each<[string, Parameters<typeof killedAt>[0]]>([
    [
      'after the change was stored, before Graph was asked',
      (step) => isWrite(step) && step.phase === 'before',
    ],
    ['after Graph accepted it, before the answer arrived', (step) => isWrite(step) && step.phase === 'after'],
    ['while Entra processes the members', (step, licensed) => step.phase === 'before' && licensed >= 6],
  ])('%s', async (_name, condition) => killedAt(condition), 120_000);
});
