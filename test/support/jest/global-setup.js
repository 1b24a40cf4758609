const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { createServer } = require('node:net');
const path = require('node:path');
const { createInterface } = require('node:readline');

/** Below the ports that `freePort` gives to tests. */
const firstPort = 19_000;

/**
 * One PostgreSQL server for all test files of a run. Most runs of a few files need none, so it begins when the first of
 * them knocks at a door that this process keeps open; the answer is the server's URL.
 */
module.exports = async () => {
  let server;
  let url;
  async function start() {
    server = spawn(process.execPath, [path.join(__dirname, 'postgres-server.mjs'), String(firstPort)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true, // Ctrl-C ends this process, and with it the server; not both at once
    });
    const [line] = await Promise.race([
      once(createInterface({ input: server.stdout }), 'line'),
      once(server, 'exit').then(() => []),
    ]);
    return line;
  }
  const door = createServer((caller) => {
    caller.on('error', () => {});
    url ??= start();
    url.then(
      (text) => caller.end(text ?? ''),
      () => caller.end(),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  door.unref();
  process.env.TEST_SERVER_DOOR = String(door.address().port);
  globalThis.endTestServer = async () => {
    door.close();
    await url?.catch(() => {});
    if (!server || server.exitCode !== null) return;
    server.stdin.end();
    await once(server, 'exit');
  };
};
