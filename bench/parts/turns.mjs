// Typed commands and a pressed button, beside a bare botbuilder bot on restify that answers with an echo. Both bots are
// processes of their own, spoken to in turns from one third process, which is also the channel that they answer to. A
// turn is over when the bot's HTTP answer is there and, of a message, what it said in the chat.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { client, percentile } from '../measure.mjs';
import { freePort, openChannel, start, stopAll } from '../programs.mjs';

const rounds = 12;
const turnsInRound = 25;
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const { typed, pressed, turn } = await openChannel();

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
        const [{ ms: mine }, { ms: other }] = [
          await turn(bots.desk, ours()),
          await turn(bots.echo, theirs()),
        ];
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
  stopAll();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
