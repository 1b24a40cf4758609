import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { activityFrom, buttonsOf, startTestDesk, textOfCard, type TestDesk } from '../support/desk';
import { generated, type Generated } from '../support/hostile-activities';

type Json = Record<string, unknown>;

/** A few in `npm test`, 100,000 with `npm run test:chaos`. */
const wanted = Number(process.env['FUZZ'] ?? 250);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261126);
const atOnce = 8;
const aRound = 500;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** What this process has worked: on a machine that is busy with something else the clock on the wall says nothing. */
const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000_000;

/** Whatever arrives: no crash, no 5xx, no turn that breaks, and memory stays flat. */
it(
  `bears ${wanted} generated activities, seed ${seed}`,
  async () => {
    const desk = await startTestDesk();
    const shown: { verb: string; data: Json; activityId: string | undefined }[] = [];
    const wrong: string[] = [];
    const heap: number[] = [];
    const statuses = new Map<number, number>();
    const began = Date.now();
    try {
      for (let sent = 0, round = 0; sent < wanted; round += 1) {
        const count = Math.min(aRound, wanted - sent);
        const waiting = fc.sample(generated, { numRuns: count, seed: seed + round });
        const worker = async (): Promise<void> => {
          for (let next = waiting.pop(); next; next = waiting.pop()) await send(desk, next);
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
        sent += count;
        await tidy(desk);
        heap.push(heapMegabytes());
        if (round % 20 === 19)
          process.stderr.write(
            `${sent} so far: ${Math.round((Date.now() - began) / 1_000)} s, heap ${(heap.at(-1) ?? 0).toFixed(1)} MB, wrong ${wrong.length}\n`,
          );
      }
    } finally {
      await desk.close();
    }
    const [first = 0] = heap.slice(Math.min(heap.length - 1, 4));
    const last = heap.at(-1) ?? 0;
    if (wanted > 1_000)
      process.stderr.write(
        `${wanted} activities, seed ${seed}: ${Math.round((Date.now() - began) / 1_000)} s, answers ${JSON.stringify([...statuses])}, ` +
          `heap ${first.toFixed(1)} MB after ${Math.min(5 * aRound, wanted)}, ${last.toFixed(1)} MB at the end, at most ${Math.max(...heap).toFixed(1)} MB\n`,
      );
    expect(wrong).toEqual([]);
    expect(
      [...statuses.keys()].filter((status) => status !== 200 && status !== 400 && status !== 413),
    ).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(wanted / 2);
    expect(last - first).toBeLessThan(30);

    async function send(to: TestDesk, one: Generated): Promise<void> {
      const body = bodyOf(to, one);
      const before = process.cpuUsage();
      // A kept connection may be closed by the one side just when the other uses it again.
      const { status, body: answer, text } = await to.post(body, { connection: 'close' });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const problem =
        status >= 500
          ? `status ${status}`
          : /\bat .+\.(ts|js):\d+|\[object Object\]|undefined/.test(textOfCard(answer))
            ? `says ${textOfCard(answer)}`
            : secondsOf(process.cpuUsage(before)) > 15
              ? 'too late'
              : undefined;
      if (problem)
        wrong.push(`${problem} (${text.slice(0, 200)}) to ${JSON.stringify(body).slice(0, 2_000)}`);
      keep((answer as Json | null)?.['value']);
    }

    function keep(card: unknown, activityId?: string): void {
      for (const { verb, data } of buttonsOf(card)) shown.push({ verb, data, activityId });
      if (shown.length > 1_000) shown.splice(0, 500);
    }

    function bodyOf(to: TestDesk, one: Generated): unknown {
      if (one.kind === 'raw') return one.body;
      const good = (over: Json): Json =>
        activityFrom(one.person, to.connector.serviceUrl, to.sandbox.tenantId, over);
      if (one.kind === 'activity') return good(one.over);
      if (one.kind === 'broken') return broken(good({ text: 'status' }), one.path, one.value);
      const button = shown[one.which % Math.max(1, shown.length)];
      const data = { ...button?.data, ...one.over };
      const value = {
        action: { type: 'Action.Execute', verb: button?.verb ?? 'help', data },
        trigger: 'manual',
      };
      return good({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: button?.activityId });
    }

    /** Runs what has become due, looks at the log, and forgets what the test would otherwise pile up itself. */
    async function tidy(to: TestDesk): Promise<void> {
      await to.pass(0.05);
      for (const each of to.connector.sent) keep(each.card, each.activityId);
      wrong.push(
        ...to.log
          .filter((line) => /^(a turn broke|no turn|a job failed|unhandled)/.test(line))
          .map((line) => line.slice(0, 2_000)),
      );
      for (const list of [to.log, to.everyLine, to.connector.sent, to.connector.authorizations])
        list.length = 0;
    }
  },
  60_000 + wanted * 200,
);

function broken(activity: Json, path: readonly string[], value: unknown): Json {
  const copy = structuredClone(activity);
  let at: Json = copy;
  for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Json;
  at[path.at(-1) ?? ''] = value;
  return copy;
}
