import type { Log } from '../../src/licensing/services';
import type { Sink, SpanStart } from '../../src/telemetry/sink';
import { createTelemetry, type DeskTelemetry } from '../../src/telemetry/telemetry';
import { noon } from '../support/builders';

interface Span {
  readonly name: string;
  readonly traceparent: string;
  readonly parent: string | undefined;
  readonly links: string[];
  readonly facts: Record<string, string | number>;
  ended: 'well' | 'badly' | undefined;
}

/** Remembers what it is told. */
function listener() {
  const spans: Span[] = [];
  const values: [string, number, object][] = [];
  const sink: Sink = {
    add: (metric, by, labels) => void values.push([metric, by, labels]),
    record: (metric, value, labels) => void values.push([metric, value, labels]),
    startSpan: (name: string, { parent }: SpanStart) => {
      const number = String(spans.length + 1).padStart(16, '0');
      const trace = parent?.split('-')[1] ?? number.padStart(32, 'f');
      const span: Span = {
        name,
        traceparent: `00-${trace}-${number}-01`,
        parent,
        links: [],
        facts: {},
        ended: undefined,
      };
      spans.push(span);
      return {
        traceparent: span.traceparent,
        link: (to) => void span.links.push(to),
        note: (fact, value) => void (span.facts[fact] = value),
        end: (_at, failed) => void (span.ended = failed ? 'badly' : 'well'),
      };
    },
    expose: () => {},
    stop: async () => {},
  };
  return { sink, spans, values };
}

function log(telemetry: DeskTelemetry): { lines: object[]; log: Log } {
  const lines: object[] = [];
  const write = (fields: object): void => void lines.push(fields);
  return { lines, log: telemetry.log({ debug: write, info: write, warn: write, error: write }) };
}

const traceOf = (traceparent: string | undefined): string => traceparent?.split('-')[1] ?? '';
const stored = (n: number) => `00-${String(n).padStart(32, 'a')}-00000000000000aa-01`;

describe('telemetry', () => {
  let now = noon;
  let telemetry: DeskTelemetry;
  beforeEach(() => {
    now = noon;
    telemetry = createTelemetry({ now: () => now, kept: true });
  });

  it('measures a turn, also one that throws, with how it says it ended', async () => {
    const { sink, values } = listener();
    telemetry.connect(sink);
    await telemetry.turn('message', async () => void (now = new Date(noon.getTime() + 1_500)));
    await telemetry.turn('press', async () => telemetry.turned('refused'));
    await expect(
      telemetry.turn('press', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(values).toEqual([
      ['license_desk_turn_duration_seconds', 1.5, { kind: 'message', outcome: 'answered' }],
      ['license_desk_turn_duration_seconds', 0, { kind: 'press', outcome: 'refused' }],
      ['license_desk_turn_duration_seconds', 0, { kind: 'press', outcome: 'broken' }],
    ]);
  });

  it('keeps what was measured before somebody listens, but only so much, and nothing when nobody ever will', () => {
    const { sink, values } = listener();
    for (let n = 0; n < 1_200; n += 1) telemetry.record('license_desk_notice_delay_seconds', n, {});
    telemetry.connect(sink);
    expect(values).toHaveLength(1_000);
    const deaf = createTelemetry({ now: () => noon, kept: false });
    const late = listener();
    deaf.record('license_desk_notice_delay_seconds', 1, {});
    deaf.connect(late.sink);
    expect(late.values).toEqual([]);
  });

  it('puts the number of the change on every line from where it was read, in turns and jobs apart', async () => {
    const { lines, log: write } = log(telemetry);
    write.info({}, 'outside');
    await Promise.all([
      telemetry.turn('press', async () => {
        write.info({}, 'before');
        telemetry.note({ number: 17 });
        await Promise.resolve();
        write.warn({ more: true }, 'after');
      }),
      telemetry.job('watch', async () => {
        telemetry.note({ number: 21 });
        telemetry.note({ number: 22 });
        await Promise.resolve();
        write.info({}, 'both');
        await telemetry.within({ number: 22 }, async () => write.info({}, 'one'));
        write.info({ change: 23 }, 'said otherwise');
      }),
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        {},
        {},
        { change: 17, more: true },
        { changes: [21, 22] },
        { change: 22 },
        { changes: [21, 22], change: 23 },
      ]),
    );
    expect(lines).toHaveLength(6);
  });

  it('leads a trace from the turn over the row of the change to the job and its calls', async () => {
    const { sink, spans } = listener();
    telemetry.connect(sink);
    let row: string | undefined;
    await telemetry.turn('press', async () => {
      row = telemetry.origin('moved');
      await telemetry.step('graph group', async (note) => note('desk.outcome', 'ok'));
    });
    // Another process, another time: only the row is known.
    await telemetry.job('apply', async () => {
      telemetry.note({ number: 17, trace: row });
      await telemetry.step('graph assignGroupLicense', async () => {});
      expect(telemetry.origin('moved')).toBeUndefined();
      expect(telemetry.origin('new')).toBe(row);
    });
    expect(spans.map(({ name }) => name)).toEqual([
      'turn press',
      'graph group',
      'job apply',
      'graph assignGroupLicense',
    ]);
    const [turn, , job, call] = spans;
    expect(new Set(spans.map(({ traceparent }) => traceOf(traceparent))).size).toBe(1);
    expect([job?.parent, call?.parent]).toEqual([turn?.traceparent, job?.traceparent]);
    expect(job?.facts).toEqual({ 'desk.change': 17 });
    expect(spans.every(({ ended }) => ended === 'well')).toBe(true);
  });

  it('links a job that looks at several changes to the trace of each, and gives each its part', async () => {
    const { sink, spans } = listener();
    telemetry.connect(sink);
    await telemetry
      .job('watch', async () => {
        telemetry.note({ number: 1, trace: stored(1) });
        telemetry.note({ number: 2, trace: stored(2) });
        telemetry.note({ number: 1, trace: stored(1) });
        await telemetry.within({ number: 2, trace: stored(2) }, async () => {
          throw new Error('gone');
        });
      })
      .catch(() => {});
    const [job, part] = spans;
    expect(job).toMatchObject({ parent: stored(1), links: [stored(2)], ended: 'badly' });
    expect(part).toMatchObject({ parent: stored(2), links: [job?.traceparent], ended: 'badly' });
  });

  it('counts warnings and errors', () => {
    const { sink, values } = listener();
    telemetry.connect(sink);
    const { log: write } = log(telemetry);
    write.debug({}, '');
    write.info({}, '');
    write.warn({}, '');
    write.error({}, '');
    expect(values).toEqual([
      ['license_desk_log_lines', 1, { level: 'warn' }],
      ['license_desk_log_lines', 1, { level: 'error' }],
    ]);
  });
});
