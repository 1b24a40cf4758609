import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { people } from '../../src/sandbox';
import { counters, gauges, histograms } from '../../src/telemetry/metrics';
import { startSink } from '../../src/telemetry/sdk';
import { buttonData, startTestDesk, type TestDesk } from '../support/desk';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** One series of the Prometheus text format. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function seriesOf(text: string): Series[] {
  return [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', of = '']) => [key, of] as const),
    ),
    value: Number(value),
  }));
}

interface SpanSent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly intValue?: number } }[];
}

/** A collector on loopback that keeps what it is sent. */
async function startCollector() {
  const bodies: { readonly path: string; readonly body: string }[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push({ path: request.url ?? '', body: Buffer.concat(parts).toString('utf8') });
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spans = (): SpanSent[] =>
    bodies
      .filter(({ path }) => path === '/v1/traces')
      .flatMap(({ body }) => {
        const { resourceSpans } = JSON.parse(body) as {
          resourceSpans: { scopeSpans: { spans: SpanSent[] }[] }[];
        };
        return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
      });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('a bot that is looked at', () => {
  let desk: TestDesk;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let closed = false;

  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${desk.app.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const metrics = async () => seriesOf((await get('/metrics')).text);
  const close = async (): Promise<void> => {
    if (!closed) await desk.close();
    closed = true;
  };

  beforeAll(async () => {
    collector = await startCollector();
    desk = await startTestDesk({
      database: 'embedded',
      startSink,
      sandbox: { pace: { queuedMs: 1_000, membersPerSecond: 400, shortestMs: 2_000 } },
      env: () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }),
    });
  });
  afterAll(async () => {
    await close();
    await collector.close();
  });

  it('says that it is alive and ready', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await get('/readyz')).toEqual({
      status: 200,
      text: '{"status":"ready","store":"reachable","jobs":"running"}',
    });
  });

  it('counts a whole story, through throttling and errors of Graph, and every line names its change', async () => {
    const posts = () => desk.connector.sent.filter(({ method }) => method === 'POST');
    desk.sandbox.faults.add([
      { kind: 'resource-units', size: 'L' },
      { kind: 'throttle', retryAfter: 1, times: 2, match: { path: '/groups/**' } },
      { kind: 'error', status: 503, times: 3, match: { path: '/groups/*/assignLicense' } },
    ]);
    const before = await desk.say('megan', 'assign m365 e3 to contoso sales');
    const card = posts().at(-1)?.activityId ?? '';
    const asked = desk.everyLine.length;
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), card);
    await desk.until(() => posts().length === 2);
    await desk.until(async () => (await desk.store.backlog(desk.now())).cards.due === 0);

    const series = await metrics();
    const sum = (name: string, labels: Record<string, string> = {}): number =>
      series
        .filter((each) => each.name === name)
        .filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value))
        .reduce((total, each) => total + each.value, 0);
    const turns = 'license_desk_turn_duration_seconds_count';
    expect(sum(turns, { kind: 'message', outcome: 'answered' })).toBe(1);
    expect(sum(turns, { kind: 'press', outcome: 'answered' })).toBe(1);
    expect(
      sum('license_desk_card_deliveries_total', { view: 'completion', way: 'send', outcome: 'sent' }),
    ).toBe(1);
    expect(sum('license_desk_card_deliveries_total', { view: 'progress', way: 'update' })).toBeGreaterThan(0);
    expect(sum('license_desk_graph_requests_total', { call: 'assignGroupLicense', outcome: 'ok' })).toBe(1);
    expect(sum('license_desk_graph_requests_total', { call: 'assignGroupLicense', outcome: 'failed' })).toBe(
      3,
    );
    expect(sum('license_desk_graph_throttles_total')).toBe(2);
    // The sandbox knows what it charged.
    const charged = desk.sandbox.requests.reduce((total, each) => total + each.resourceUnits, 0);
    expect(sum('license_desk_graph_resource_units_total')).toBeGreaterThan(0);
    expect(sum('license_desk_graph_resource_units_total')).toBeLessThanOrEqual(charged);
    expect(
      sum('license_desk_job_duration_seconds_count', { queue: 'apply', outcome: 'done' }),
    ).toBeGreaterThan(0);
    expect(sum('license_desk_notice_delay_seconds_count')).toBe(1);
    expect(sum('license_desk_notice_delay_seconds_sum')).toBeLessThan(5);
    expect(sum('license_desk_store_reachable')).toBe(1);

    // Lines were written, and each of them, from whatever room, carries the number.
    const lines = desk.everyLine.slice(asked).filter((line) => /^(graph|applying)/.test(line));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => !/"change":1\b/.test(line))).toEqual([]);
  });

  it('shows how much is due and for how long', async () => {
    const before = await desk.say('megan', 'assign visio plan 2 to contoso sales');
    await desk.press('megan', 'change.confirm', buttonData(before, 'change.confirm'), 'a-card');
    const begin = desk.now().getTime();
    await desk.until(() => desk.now().getTime() >= begin + 11_000); // the store is asked every 10 s at most
    const of = async (name: string, label: string, value: string) =>
      (await metrics()).find((each) => each.name === name && each.labels[label] === value)?.value;
    expect(await of('license_desk_changes', 'state', 'done')).toBeGreaterThanOrEqual(1);
    expect(await of('license_desk_queue_due', 'queue', 'watch')).toBe(0);
    expect(await of('license_desk_queue_oldest_due_seconds', 'queue', 'watch')).toBe(0);
  });

  it('has no other labels than the table says, and nothing of a person in them', async () => {
    await desk.post({ nonsense: true });
    await desk.press('megan', 'no.such.verb');
    await desk.say('alex', 'assign m365 e3 to contoso sales');
    const text = (await get('/metrics')).text;
    const series = seriesOf(text).filter(({ name }) => name !== 'target_info');
    const table = { ...counters, ...histograms, ...gauges };
    for (const { name, labels } of series) {
      const metric = Object.entries(table).find(
        ([known]) => known === name.replace(/_(total|bucket|sum|count)$/, ''),
      );
      expect([name, metric === undefined]).toEqual([name, false]);
      const allowed: Readonly<Record<string, readonly string[]>> = metric?.[1].labels ?? {};
      for (const [key, value] of Object.entries(labels)) {
        if (key === 'le') continue;
        expect([name, key, allowed[key]?.includes(value)]).toEqual([name, key, true]);
      }
    }
    for (const { displayName, id } of Object.values(people)) {
      expect(text).not.toContain(displayName);
      expect(text).not.toContain(id);
    }
    expect(text).not.toContain(e3);
  });

  it('sends one trace from the press over the job to Graph, with numbers and words of ours only', async () => {
    await close(); // what is waiting is sent
    const spans = collector.spans();
    const write = spans.find(({ name }) => name === 'graph assignGroupLicense');
    const trace = spans.filter(({ traceId }) => traceId === write?.traceId);
    const byId = new Map(trace.map((span) => [span.spanId, span]));
    const path: string[] = [];
    for (let span = write; span; span = byId.get(span.parentSpanId ?? '')) path.push(span.name);
    expect(path).toEqual(['graph assignGroupLicense', 'job apply', 'turn press']);
    expect(trace.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['job watch', 'job deliver', 'send']),
    );
    const job = trace.find(({ name }) => name === 'job apply');
    expect(job?.attributes.find(({ key }) => key === 'desk.change')?.value.intValue).toBe(1);
    const sent = collector.bodies.map(({ body }) => body).join('\n');
    expect(collector.bodies.some(({ path: at }) => at === '/v1/metrics')).toBe(true);
    for (const { displayName, id } of Object.values(people)) {
      expect(sent).not.toContain(displayName);
      expect(sent).not.toContain(id);
    }
  });
});
