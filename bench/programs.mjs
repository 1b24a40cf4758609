// Programs that a part of the bench speaks to, and the channel that they answer to.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import path from 'node:path';
import sandboxes from '../dist/sandbox/index.js';

const root = path.join(import.meta.dirname, '..');
const { contosoTenantId: tenantId, people } = sandboxes;

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

export async function freePort() {
  const server = createServer();
  const free = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

const children = [];

/** Starts a program and waits until its address answers. */
export async function start(script, env, url) {
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

/** Ends everything that was started. */
export function stopAll() {
  for (const child of children) child.kill();
}

/** The channel: what Megan says and presses, and how long it takes until a bot has answered. */
export async function openChannel() {
  /** Whoever waits for a message of the bot is told what came. */
  let arrived = () => undefined;
  const channel = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: randomUUID() }));
      // Only a new message answers; a card that is drawn anew does not.
      if (request.method === 'POST') arrived(body);
    });
  });
  const port = await listen(channel);
  const activity = (over) =>
    JSON.stringify({
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: `http://127.0.0.1:${port}`,
      locale: 'en-US',
      from: { id: '29:megan', name: 'Megan Bowen', aadObjectId: people.megan.id },
      recipient: { id: '28:bot', name: 'License Desk' },
      conversation: { id: 'a:megan', conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      ...over,
    });
  return {
    typed: (text) => activity({ type: 'message', text }),
    pressed: (verb, data = {}) =>
      activity({
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: 'card',
        value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
      }),
    /** Sends one activity; @returns milliseconds until it was answered, and the answer */
    async turn(bot, body) {
      const begun = performance.now();
      const said = body.includes('"type":"message"')
        ? new Promise((resolve) => (arrived = resolve))
        : undefined;
      const answer = await bot.ask('POST', '/api/messages', {
        body,
        headers: { 'content-type': 'application/json' },
      });
      const message = await said;
      if (!said && !answer.includes('AdaptiveCard')) throw new Error(`no card: ${answer.slice(0, 200)}`);
      return { ms: performance.now() - begun, answer: message ?? answer };
    },
  };
}
