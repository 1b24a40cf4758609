// What the benchmarks share: requests on one connection, percentiles, and a table of results beside their goals.
import { Agent, request } from 'node:http';

/** Asks a server on loopback over connections that stay open. */
export function client(url, headers) {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const ask = (method, path, { body, headers: more } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, method, headers: { ...headers, ...more } }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return { ask, close: () => agent.destroy() };
}

/** Milliseconds of each of `times` calls, sorted, after a few that do not count. */
export async function measure(times, call) {
  for (let index = 0; index < Math.min(10, times); index += 1) await call(index);
  const taken = [];
  for (let index = 0; index < times; index += 1) {
    const begun = performance.now();
    await call(index);
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b);
}

/** @param share 0.95 for the value below which 95 of 100 are */
export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Prints rows of text in columns; the first row is the head. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ');
  const [head, ...rest] = rows.map(line);
  process.stdout.write(
    `${[head, widths.map((width) => '-'.repeat(width)).join('  '), ...rest].join('\n')}\n`,
  );
}
