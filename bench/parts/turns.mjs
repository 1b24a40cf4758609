// Typed commands and a pressed button, beside a bare botbuilder bot on restify that answers with an echo. Both bots are
// processes of their own, spoken to in turns from one third process, which is also the channel that they answer to. A
// turn is over when the bot's HTTP answer is there and, of a message, what it said in the chat.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sandboxes from '../../dist/sandbox/index.js';
import { client, percentile } from '../measure.mjs';

const rounds = 12;
const turnsInRound = 25;
const root = path.join(import.meta.dirname, '..', '..');
const { contosoTenantId: tenantId, people } = sandboxes;
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const children = [];

/** The channel: whoever waits for a message of the bot is told when it came. */
let arrived = () => undefined;
const channel = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: randomUUID() }));
    arrived();
  });
});
const port = await listen(channel);

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

async function freePort() {
  const server = createServer();
  const free = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** Starts a program and waits until its address answers. */
async function start(script, env, url) {
  const child = spawn(process.execPath, [path.join(root, script)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${script} did not start`);
}

const from = { id: '29:megan', name: 'Megan Bowen', aadObjectId: people.megan.id };
const activity = (over) =>
  JSON.stringify({
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: `http://127.0.0.1:${port}`,
    locale: 'en-US',
    from,
    recipient: { id: '28:bot', name: 'License Desk' },
    conversation: { id: 'a:megan', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...over,
  });
const typed = (text) => activity({ type: 'message', text });
const pressed = (verb, data = {}) =>
  activity({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: 'card',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  });

/** Sends one activity; @returns milliseconds until it was answered */
async function turn(bot, body) {
  const begun = performance.now();
  const said = body.includes('"type":"message"') ? new Promise((resolve) => (arrived = resolve)) : undefined;
  const answer = await bot.ask('POST', '/api/messages', {
    body,
    headers: { 'content-type': 'application/json' },
  });
  await said;
  if (!said && !answer.includes('AdaptiveCard')) throw new Error(`no card: ${answer.slice(0, 200)}`);
  return performance.now() - begun;
}

const ports = { sandbox: await freePort(), desk: await freePort(), echo: await freePort() };
try {
  await start(
    'dist/sandbox/main.js',
    { SANDBOX_PORT: String(ports.sandbox) },
    `http://127.0.0.1:${ports.sandbox}/`,
  );
  const desk = {
    PORT: String(ports.desk),
    DATA_DIR: folder,
    SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
    PLAYGROUND: 'off',
    TURNS_PER_MINUTE: '100000',
    PRODUCT_NAMES: 'off',
  };
  await Promise.all([
    start('dist/index.js', desk, `http://127.0.0.1:${ports.desk}/healthz`),
    start('bench/echo-bot.mjs', { PORT: String(ports.echo) }, `http://127.0.0.1:${ports.echo}/`),
  ]);
  const bots = {
    desk: client(`http://127.0.0.1:${ports.desk}`),
    echo: client(`http://127.0.0.1:${ports.echo}`),
  };
  const echo = () => typed('help');
  const pairs = [
    { what: 'help', ours: () => typed('help'), theirs: echo, goal: 0.8 },
    { what: 'status', ours: () => typed('status'), theirs: echo, goal: 0.8 },
    {
      what: 'a pressed card (licenses)',
      ours: () => pressed('licenses'),
      theirs: () => pressed('echo'),
      goal: 0.5,
    },
  ];
  for (const { what, ours, theirs, goal } of pairs) {
    const taken = { ours: [], theirs: [] };
    for (let round = -2; round < rounds; round += 1) {
      for (let index = 0; index < turnsInRound; index += 1) {
        const [mine, other] = [await turn(bots.desk, ours()), await turn(bots.echo, theirs())];
        if (round < 0) continue; // until both are warm
        taken.ours.push(mine);
        taken.theirs.push(other);
      }
    }
    const median = (all) =>
      percentile(
        all.sort((a, b) => a - b),
        0.5,
      );
    const [mine, other] = [median(taken.ours), median(taken.theirs)];
    process.send({
      what: `Turn: ${what}, median; beside it a bare echo (ratio of turns in the same time)`,
      ours: mine,
      theirs: other,
      unit: 'ms',
      ratio: other / mine,
      goal: { atLeast: goal },
    });
  }
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
