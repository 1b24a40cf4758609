import type { GraphAnswer } from '../../src/graph/answer';
import { faultOf, unreachable } from '../../src/graph/error-map';
import type { GraphError } from '../../src/graph/errors';
import { lackedBy, permissionsIn, phraseOf } from '../../src/graph/permissions';
import { retryAfterMs, waitBeforeRetry } from '../../src/graph/retry';

const now = Date.parse('2026-03-01T00:00:00Z');

describe('Retry-After', () => {
  it.each<[string | null, number | undefined]>([
    ['2', 2_000],
    ['2.128', 2_128],
    ['0', 0],
    ['Sun, 01 Mar 2026 00:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 00:00:00 GMT', 0],
    ['Sat, 28 Feb 2026 00:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['NaN', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %p ms', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));
});

function fault(status: number, code = '', retryAfter?: number): GraphError {
  const body = { error: { code, message: 'm' } };
  const error = faultOf('group', {
    status,
    body,
    readable: true,
    retryAfterMs: retryAfter,
    requestId: '',
    units: 0,
  });
  if (error === undefined) throw new Error('not a failure');
  return error;
}

describe('waiting', () => {
  const middle = () => 0.5;
  const wait = (error: GraphError, kind: 'read' | 'write', attempt = 0, random = middle) =>
    waitBeforeRetry(error, { kind, attempt, random });

  it('is what Graph asks for, else it grows', () => {
    expect(wait(fault(429, '', 2_500), 'write')).toBe(2_500);
    expect([0, 1, 2, 3, 4, 5].map((attempt) => wait(fault(429), 'read', attempt))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000,
    ]);
    expect(wait(fault(429, '', 0), 'read')).toBe(500);
  });

  it('has jitter', () => {
    expect(wait(fault(503), 'read', 0, () => 0)).toBe(375);
    expect(wait(fault(503), 'read', 0, () => 0.9999)).toBeCloseTo(625, 0);
  });

  it.each([409, 400])('begins at a second for a concurrent license write answered %i', (status) => {
    const error = fault(status, 'Directory_ConcurrencyViolation');
    expect(error).toMatchObject({ code: 'graph.concurrency', passing: true });
    expect([0, 1, 2].map((attempt) => wait(error, 'write', attempt))).toEqual([1_000, 2_000, 4_000]);
    expect(wait(fault(status, 'Directory_ConcurrencyViolation', 6_000), 'write')).toBe(6_000);
    expect(wait(error, 'read')).toBeUndefined();
  });

  it('repeats a write only when Graph said that it did nothing', () => {
    for (const error of [fault(500), fault(502), unreachable('reset')]) {
      expect(wait(error, 'write')).toBeUndefined();
      expect(wait(error, 'read')).toBe(500);
    }
  });

  it('ends', () => expect(wait(fault(429), 'read', 8)).toBeUndefined());
});

it('keeps what Graph said for the log and out of the sentence', () => {
  const error = faultOf('assignGroupLicense', {
    status: 400,
    body: { error: { code: 'Request_BadRequest', message: `License ${'x'.repeat(9_000)}` } },
    readable: true,
    retryAfterMs: undefined,
    requestId: '',
    units: 0,
  });
  expect(error).toMatchObject({ graphCode: 'Request_BadRequest' });
  expect(error?.graphMessage).toHaveLength(2_000);
  expect(error?.sentence).not.toContain('xxx');
});

describe('the permission that a call lacks', () => {
  const token = (claims: unknown): string =>
    `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

  it('is a phrase', () => {
    expect(phraseOf(['A'])).toBe('A');
    expect(phraseOf(['A', 'B'])).toBe('A and B');
    expect(phraseOf(['A', 'B', 'C'])).toBe('A, B and C');
  });

  it('is the one that the token has not, as far as the token can be read', () => {
    const all = ['User.Read.All', 'RoleManagement.Read.Directory'];
    const granted = permissionsIn(token({ roles: ['User.Read.All', 7] }));
    expect(lackedBy('caller', granted)).toEqual(['RoleManagement.Read.Directory']);
    expect(lackedBy('caller', new Set(all))).toEqual(all);
    for (const odd of ['', 'opaque', 'x.y.z', token(null), token([]), token({}), token({ roles: 'x' })])
      expect(lackedBy('caller', permissionsIn(odd))).toEqual(all);
  });

  it('is named to an administrator, and to a person in whose name Graph was called', () => {
    const answer = { status: 403, body: undefined, readable: true, retryAfterMs: undefined } as GraphAnswer;
    const granted = new Set(['User.Read.All']);
    expect(faultOf('caller', answer, { kind: 'app', granted })?.sentence).toMatch(
      /application permission RoleManagement\.Read\.Directory with admin consent/,
    );
    expect(faultOf('caller', answer)?.sentence).toMatch(/permissions User\.Read\.All and RoleManagement/);
    expect(faultOf('assignGroupLicense', answer, { kind: 'person' })?.sentence).toMatch(
      /takes a role.*delegated permission LicenseAssignment\.ReadWrite\.All/,
    );
  });
});
