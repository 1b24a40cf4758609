import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TokenCredential } from '@azure/identity';
import { startApp, type RunningApp, type World } from '../../src/app';
import { readConfig } from '../../src/config';
import {
  startSandbox,
  virtualClock,
  type people,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox';
import { carefulLog } from '../../src/log-care';
import type { Store } from '../../src/store/contract';
import { sandboxTenant } from '../../src/tenant';
import type { BotIdentity } from '../../src/teams/bot-identity';
import { startConnector, type Connector } from './connector';
import { manualJobs } from './manual-jobs';
import { activityFrom } from './said';
import { emptyStoryStore, type StoryDatabase } from './story-store';

export * from './said';

type Person = keyof typeof people;
type Json = Record<string, unknown>;

/** The whole bot over HTTP, with a real store and a real sandbox tenant, in a time that only the test moves. */
export interface TestDesk {
  readonly connector: Connector;
  readonly sandbox: Sandbox;
  readonly app: RunningApp;
  /** Warnings and errors. */
  readonly log: string[];
  /** Everything that was logged, of every level. */
  readonly everyLine: string[];
  /** What the bot remembers, for a test that begins in the middle of a story. */
  readonly store: Store;
  /** Sends any body to the bot. */
  post(
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; text: string }>;
  /** A typed message; returns the card that the bot answered with. */
  say(person: Person, text: string, over?: Json): Promise<Json>;
  /** A pressed Action.Execute; returns the card in the invoke response. */
  press(person: Person, verb: string, data?: Json, activityId?: string, over?: Json): Promise<Json>;
  /** Moves the time in steps and runs what is due, until the condition holds or the time is over. */
  until(condition: () => boolean | Promise<boolean>, maxSeconds?: number): Promise<void>;
  /** Lets days go by in one step; what fell due meanwhile is done afterwards. */
  pass(days: number): Promise<void>;
  now(): Date;
  close(): Promise<void>;
}

/**
 * @param options.permissions application permissions that the bot's app has; unless told, the least that it needs
 * @param options.env environment variables besides those that every desk needs
 * @param options.bot who the bot is; without it nobody is authenticated
 * @param options.database which one it runs on; a real server unless told
 * @param options.credential another way to sign in for Graph than that of every desk
 */
export async function startTestDesk(
  options: {
    sandbox?: SandboxOptions;
    database?: StoryDatabase;
    permissions?: readonly string[];
    env?: (sandbox: Sandbox) => Readonly<Record<string, string>>;
    startSink?: World['startSink'];
    bot?: (connector: Connector, now: () => number) => Promise<BotIdentity>;
    credential?: (sandbox: Sandbox, now: () => number) => TokenCredential;
  } = {},
): Promise<TestDesk> {
  const clock = virtualClock(Date.parse('2026-11-24T09:00:00Z'));
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-'));
  const log: string[] = [];
  const everyLine: string[] = [];
  const write =
    (...to: string[][]) =>
    (fields: object, message: string): void =>
      to.forEach((lines) => lines.push(`${message} ${JSON.stringify(fields)}`));
  const [quiet, loud] = [write(everyLine), write(everyLine, log)];
  const [sandbox, connector] = await Promise.all([
    startSandbox({
      clock,
      pace: { queuedMs: 2_000, membersPerSecond: 400 },
      staleReadMs: 1_500,
      ...options.sandbox,
    }),
    startConnector({ now: () => clock.now() }),
  ]);
  const registered = sandbox.apps.find('license-desk');
  if (options.permissions && registered)
    sandbox.apps.register({ ...registered, applicationPermissions: options.permissions });
  const jobs = manualJobs(() => clock.now());
  const emptied = emptyStoryStore(options.database);
  const app = await startApp(
    readConfig({
      PORT: '0',
      DATA_DIR: folder,
      SANDBOX_URL: sandbox.url,
      PLAYGROUND: 'off',
      TURNS_PER_MINUTE: '100000',
      ...options.env?.(sandbox),
    }),
    {
      ...sandboxTenant(sandbox, () => new Date(clock.now())),
      bot: (await options.bot?.(connector, () => clock.now())) ?? null,
      ...(options.credential ? { credential: options.credential(sandbox, () => clock.now()) } : {}),
    },
    {
      now: () => new Date(clock.now()),
      random: () => 0.5,
      sleep: async (ms) => void clock.advance(ms),
      // Careful as the log of the program is, so that a test sees what would be written.
      log: carefulLog({ debug: quiet, info: quiet, warn: loud, error: loud }, () => Buffer.alloc(32)),
      createJobs: jobs.create,
      startSink: options.startSink,
      openStore: () => emptied,
    },
  );
  const post: TestDesk['post'] = async (body, headers = {}) => {
    const response = await fetch(app.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    let parsed: unknown = text;
    try {
      parsed = JSON.parse(text);
    } catch {
      // not JSON: the text itself
    }
    return { status: response.status, body: parsed, text };
  };
  const from = (person: Person, over: Json): Json =>
    activityFrom(person, connector.serviceUrl, sandbox.tenantId, over);
  return {
    connector,
    sandbox,
    app,
    log,
    everyLine,
    store: (await emptied).store,
    post,
    now: () => new Date(clock.now()),
    say: async (person, text, over = {}) => {
      const before = connector.sent.length;
      const { status } = await post(from(person, { text, ...over }));
      const message = connector.sent.slice(before).find((each) => each.method === 'POST');
      if (status !== 200 || !message?.card)
        throw new Error(`no answer to "${text}" (${status}): ${log.join('\n')}`);
      return message.card;
    },
    press: async (person, verb, data = {}, activityId, over = {}) => {
      const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
      const activity = from(person, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
        replyToId: activityId,
        ...over,
      });
      const { status, body } = await post(activity);
      const card = (body as { value?: Json } | null)?.value;
      if (status !== 200 || !card) throw new Error(`no answer to ${verb} (${status}): ${log.join('\n')}`);
      return card;
    },
    until: async (condition, maxSeconds = 600) => {
      const end = clock.now() + maxSeconds * 1_000;
      for (;;) {
        await jobs.runDue();
        if (await condition()) return;
        if (clock.now() >= end)
          throw new Error(`not reached in ${maxSeconds} s of test time: ${log.join('\n')}`);
        clock.advance(250);
      }
    },
    pass: async (days) => {
      clock.advance(days * 86_400_000);
      await jobs.sweep();
      await jobs.runDue();
    },
    close: async () => {
      await app.stop();
      await Promise.all([sandbox.close(), connector.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
