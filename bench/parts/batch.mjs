// The turns that take 200 groups, beside the 3 s that a turn may take: what Teams waits for is 10 to 15 s. The tenant has
// a wall clock and answers at once; its throttling is on. Names that are not exact and ids are both typed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sandboxes from '../../dist/sandbox/index.js';
import { client } from '../measure.mjs';
import { freePort, openChannel, start, stopAll } from '../programs.mjs';

const longestTurnMs = 3_000;
const groupsAtOnce = 200;
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bench-'));
const { typed, pressed, turn } = await openChannel();
const size = { users: 20_000, groups: 600, largestGroup: 2_000 };
const sandbox = await sandboxes.startSandbox({ scenario: 'large', size });

function report(what, ms) {
  process.send({
    what: `${what}; beside it what a turn may take`,
    ours: ms,
    theirs: longestTurnMs,
    unit: 'ms',
    ratio: ms / longestTurnMs,
    goal: { atMost: 1 },
  });
}

/** The data of the button with this verb. */
function dataOf(answer, verb) {
  let found;
  JSON.stringify(JSON.parse(answer), (_key, value) => {
    if (value?.verb === verb) found = value.data;
    return value;
  });
  if (!found) throw new Error(`no ${verb}: ${answer.slice(0, 600)}`);
  return found;
}

try {
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATA_DIR: folder,
    SANDBOX_URL: sandbox.url,
    PLAYGROUND: 'off',
    TURNS_PER_MINUTE: '100000',
    PRODUCT_NAMES: 'off',
  };
  await start('dist/index.js', env, `http://127.0.0.1:${port}/healthz`);
  const bot = client(`http://127.0.0.1:${port}`);
  await turn(bot, typed('help'));
  const groups = [...sandbox.tenant.groups.values()]
    .filter(({ securityEnabled, licenses }) => securityEnabled && licenses.length === 0)
    .slice(0, groupsAtOnce);
  if (groups.length < groupsAtOnce) throw new Error(`only ${groups.length} groups`);
  const ask = (names) => turn(bot, typed(`assign visio plan 2 to ${names.join('; ')}`));
  report('Turn: 200 groups by name', (await ask(groups.map(({ displayName }) => displayName))).ms);
  const review = await ask(groups.map(({ id }) => id));
  report('Turn: 200 groups by id', review.ms);
  const confirm = await turn(bot, pressed('change.confirm', dataOf(review.answer, 'change.confirm')));
  report('Turn: Assign, for 200 groups', confirm.ms);
} finally {
  stopAll();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
