import { GraphError } from '../../src/graph/errors';
import { GRAPH_CALLS, type GraphCallName } from '../../src/graph/permissions';
import { BATCHED, BATCHED_WRITES, METHODS, NAMES, WRITES } from './methods';
import { healthy, json, refusal, scripted, type Reply } from './support';

const reset = (): never => {
  throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
};
const timeout = (): never => {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
};

interface Failure {
  readonly reply: () => Reply;
  readonly code: string;
  readonly status: number;
  readonly passing: boolean;
  /** Whether a write is sent again by itself. */
  readonly writeRepeats?: boolean;
}

const FAILURES: Readonly<Record<string, Failure>> = {
  '400': {
    reply: () => refusal(400, 'Request_BadRequest'),
    code: 'graph.bad-request',
    status: 400,
    passing: false,
  },
  '401': {
    reply: () => refusal(401, 'InvalidAuthenticationToken'),
    code: 'graph.sign-in',
    status: 401,
    passing: false,
  },
  '403': {
    reply: () => refusal(403, 'Authorization_RequestDenied'),
    code: 'graph.denied',
    status: 403,
    passing: false,
  },
  '404': {
    reply: () => refusal(404, 'Request_ResourceNotFound'),
    code: 'graph.not-found',
    status: 404,
    passing: false,
  },
  '409': { reply: () => refusal(409, 'Conflict'), code: 'graph.failed', status: 409, passing: false },
  '429 with Retry-After': {
    reply: () => refusal(429, 'TooManyRequests', { 'retry-after': '2.5' }),
    code: 'graph.throttled',
    status: 429,
    passing: true,
    writeRepeats: true,
  },
  '429 without': {
    reply: () => refusal(429, 'TooManyRequests'),
    code: 'graph.throttled',
    status: 429,
    passing: true,
    writeRepeats: true,
  },
  '500': {
    reply: () => refusal(500, 'Service_InternalServerError'),
    code: 'graph.failed',
    status: 500,
    passing: true,
  },
  '502 in HTML': {
    reply: () => ({
      status: 502,
      body: '<html>Bad gateway</html>',
      headers: { 'content-type': 'text/html' },
    }),
    code: 'graph.failed',
    status: 502,
    passing: true,
  },
  '503': {
    reply: () => refusal(503, 'ServiceUnavailable'),
    code: 'graph.failed',
    status: 503,
    passing: true,
    writeRepeats: true,
  },
  '504, empty': {
    reply: () => ({ status: 504 }),
    code: 'graph.failed',
    status: 504,
    passing: true,
    writeRepeats: true,
  },
  'a redirect': {
    reply: () => ({ status: 302, headers: { location: 'https://evil.example/' } }),
    code: 'graph.failed',
    status: 302,
    passing: false,
  },
  reset: { reply: reset, code: 'graph.unreachable', status: 0, passing: true },
  timeout: { reply: timeout, code: 'graph.unreachable', status: 0, passing: true },
};

/** Answers with status 200 that are no answer. */
const NONSENSE: Readonly<Record<string, { reply: () => Reply; passing: boolean }>> = {
  'broken JSON': {
    reply: () => ({ status: 200, body: '{"value":[{"id"', headers: { 'content-type': 'application/json' } }),
    passing: true,
  },
  HTML: {
    reply: () => ({
      status: 200,
      body: '<html>Sign in to the proxy</html>',
      headers: { 'content-type': 'text/html' },
    }),
    passing: true,
  },
  empty: { reply: () => ({ status: 200, body: '' }), passing: false },
  null: { reply: () => json(null), passing: false },
  'a number': { reply: () => json(7), passing: false },
  'a list of wrong things': { reply: () => json([null, 3, 'x']), passing: false },
  'wrong fields': { reply: () => json({ value: 'x', responses: {}, id: 7 }), passing: false },
};

async function failureOf(promise: Promise<unknown>): Promise<GraphError> {
  const outcome = await promise.then(
    (value) => value,
    (thrown: unknown) => thrown,
  );
  if (!(outcome instanceof GraphError))
    throw new Error(`expected a GraphError, got ${JSON.stringify(outcome)}`);
  return outcome;
}

const isWrite = (name: GraphCallName): boolean => name in WRITES || BATCHED_WRITES.includes(name);

const repeats = (name: GraphCallName, failure: Failure): boolean =>
  failure.passing && (!isWrite(name) || failure.writeRepeats === true);

/** Where a refusal is an answer, not a failure. */
const ANSWERS: Readonly<Record<string, Partial<Record<GraphCallName, unknown>>>> = {
  '400': { eligibleRoles: [] },
  '403': { eligibleRoles: [], installForUser: 'refused' },
  '404': {
    group: undefined,
    roleHolders: [],
    person: undefined,
    manager: undefined,
    groupOwners: [],
    groupMembers: [],
    isMemberOf: new Set(),
    membersWithErrors: { items: [] },
  },
  '409': { installForUser: 'already' },
};

describe.each(NAMES)('%s', (name) => {
  describe.each(Object.entries(FAILURES))('answered with %s', (label, failure) => {
    it('fails with the right code and a sentence, after as many tries as make sense', async () => {
      const { graph, asked, sleeps } = scripted(failure.reply);
      const answers = ANSWERS[label] ?? {};
      if (name in answers) {
        expect(await METHODS[name](graph)).toEqual(answers[name]);
        expect(asked).toHaveLength(1);
        return;
      }
      const error = await failureOf(METHODS[name](graph));
      expect(error).toMatchObject({ code: failure.code, status: failure.status, passing: failure.passing });
      expect(error.sentence).toMatch(/\.$/);
      expect(error.sentence).not.toContain('said');
      expect(sleeps.length > 1).toBe(repeats(name, failure));
      expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(20_000);
      // A refused filter may be asked in its other form; nothing else is asked twice without waiting.
      if (label !== '400') expect(asked.filter((one) => !one.batched)).toHaveLength(sleeps.length + 1);
      if (failure.status === 403)
        for (const each of GRAPH_CALLS[name].permissions) expect(error.sentence).toContain(each);
    });
  });

  const repeated = Object.entries(FAILURES).filter(([, failure]) => repeats(name, failure));
  it.each(repeated)('recovers from %s when the next answer is good', async (_label, failure) => {
    let first = true;
    const { graph, asked } = scripted((one) => {
      if (!first) return one.path === '/$batch' ? {} : healthy(one);
      first = false;
      return failure.reply();
    });
    const { graph: untroubled } = scripted(healthy);
    expect(await METHODS[name](graph)).toEqual(await METHODS[name](untroubled));
    expect(asked.filter((one) => !one.batched)).toHaveLength(2);
  });

  describe.each(Object.entries(NONSENSE))('answered 200 with %s', (_label, { reply, passing }) => {
    it(name in WRITES ? 'takes the write for done' : 'fails and does not crash', async () => {
      const { graph } = scripted(reply);
      if (name in WRITES) {
        await expect(METHODS[name](graph)).resolves.toBe(WRITES[name]);
        return;
      }
      expect(await failureOf(METHODS[name](graph))).toMatchObject({ code: 'graph.failed', passing });
    });
  });
});

/** Their answers are decoration: what cannot be read is left out. */
const DECORATION: readonly GraphCallName[] = ['directUserTotals', 'errorTotals', 'groupNames'];

describe.each(BATCHED.filter((name) => !DECORATION.includes(name)))('%s inside its batch', (name) => {
  it.each([
    ['401', 'graph.sign-in'],
    ['403', 'graph.denied'],
    ['429 without', 'graph.throttled'],
    ['500', 'graph.failed'],
    ['503', 'graph.failed'],
  ])('answered with %s: %s', async (label, code) => {
    const failure = FAILURES[label];
    const { graph } = scripted((one) => (one.path === '/$batch' ? {} : (failure?.reply() ?? {})));
    expect((await failureOf(METHODS[name](graph))).code).toBe(code);
  });

  it.each([null, 'x', { value: 5 }, [[]]])('survives the inner body %j', async (body) => {
    const { graph } = scripted((one) => (one.path === '/$batch' ? {} : { status: 200, body }));
    expect((await failureOf(METHODS[name](graph))).code).toBe('graph.failed');
  });

  it('repeats an inner request that was left out of the answer', async () => {
    let left = 1;
    const { graph, asked } = scripted((one) => {
      if (one.path === '/$batch') return {};
      return left-- > 0 ? { status: 0 } : healthy(one);
    });
    await METHODS[name](graph);
    const batches = asked
      .filter((one) => one.path === '/$batch')
      .map((one) => (one.body as { requests: unknown[] }).requests.length);
    expect(batches[1]).toBe(1);
  });
});

describe.each(BATCHED_WRITES)('%s inside its batch', (name) => {
  it.each(Object.entries(FAILURES).filter(([, { status }]) => status > 0))(
    'answered with %s ends as that failure, after as many tries as make sense',
    async (_label, failure) => {
      const { graph, sleeps } = scripted((one) => (one.path === '/$batch' ? {} : failure.reply()));
      const { code, status, passing } = failure;
      expect(await failureOf(METHODS[name](graph))).toMatchObject({ code, status, passing });
      expect(sleeps.length > 1).toBe(repeats(name, failure));
      expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(20_000);
    },
  );

  it('recovers from a change that ran beside it', async () => {
    let refused = 2;
    const { graph, sleeps } = scripted((one) => {
      if (one.path === '/$batch') return {};
      return refused-- > 0 ? refusal(409, 'Directory_ConcurrencyViolation') : healthy(one);
    });
    expect(await METHODS[name](graph)).toBe('done');
    expect(sleeps).toHaveLength(2);
  });

  it.each([null, 'x', { value: 5 }, [[]]])('is done whatever the inner body: %j', async (body) => {
    const { graph } = scripted((one) => (one.path === '/$batch' ? {} : { status: 200, body }));
    expect(await METHODS[name](graph)).toBe('done');
  });

  it('does not repeat what was left out of the answer: it may have been done', async () => {
    const { graph, asked } = scripted((one) => (one.path === '/$batch' ? {} : { status: 0 }));
    expect(await failureOf(METHODS[name](graph))).toMatchObject({ code: 'graph.unreachable', passing: true });
    expect(asked.filter(({ batched }) => !batched)).toHaveLength(1);
  });
});
