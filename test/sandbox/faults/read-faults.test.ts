import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FaultRulesInvalid, readFaultFile, readFaults } from '../../../src/sandbox/faults';

const problemsOf = (value: unknown): readonly string[] => {
  try {
    readFaults(value);
  } catch (error) {
    if (error instanceof FaultRulesInvalid) return error.problems;
    throw error;
  }
  return [];
};

describe('reading rules', () => {
  it.each<readonly [string, unknown]>([
    ['one rule', { kind: 'throttle' }],
    ['a list', [{ kind: 'throttle' }]],
    ['a list under its name', { faults: [{ kind: 'throttle' }] }],
  ])('takes %s', (_name, value) => {
    expect(readFaults(value)).toEqual([{ kind: 'throttle' }]);
  });

  it.each<readonly [unknown, string]>([
    [{ kind: 'explode' }, 'Rule 1 ("explode"): kind must be one of throttle, concurrency, error,'],
    [{}, 'Rule 1: kind must be one of throttle,'],
    [null, 'Rule 1: it must be an object with a kind.'],
    ['throttle', 'Rule 1: it must be an object with a kind.'],
    [{ kind: 'throttle', retryAfter: -1 }, 'Rule 1 ("throttle"): retryAfter must be 0 seconds or more.'],
    [{ kind: 'throttle', retryAfter: '2' }, 'retryAfter must be a number of seconds.'],
    [{ kind: 'throttle', times: 1.5 }, 'times must be a whole number.'],
    [{ kind: 'throttle', times: 0 }, 'times must be 1 or more.'],
    [{ kind: 'throttle', probability: 2 }, 'probability must be a number from 0 to 1.'],
    [{ kind: 'throttle', match: { path: 'groups' } }, 'match.path must begin with "/"'],
    [{ kind: 'throttle', match: { method: '' } }, 'match.method must be a method such as "POST".'],
    [{ kind: 'throttle', match: '/groups' }, 'match must be an object with method, path or both.'],
    [{ kind: 'throttle', id: 'a/b' }, 'id may have letters, digits,'],
    [{ kind: 'throttle', after: null }, 'after must be a whole number.'],
    [{ kind: 'throttle', often: true }, 'it has no field "often".'],
    [{ kind: 'error', status: 418 }, 'status must be 500, 503 or 504.'],
    [{ kind: 'slow' }, 'milliseconds must be a number of milliseconds.'],
    [{ kind: 'stuck', group: 'Sales' }, 'group must be the id of a group, or "*" for all of them.'],
    [{ kind: 'state', group: '*', value: 'Done' }, 'value must be null or "ProcessingFailed".'],
    [{ kind: 'stale-reads', seconds: 1, times: 2 }, 'it has no field "times".'],
    [{ kind: 'resource-units', size: 'XL' }, 'size must be "S", "M" or "L".'],
  ])('refuses %j in a sentence', (rule, words) => {
    expect(problemsOf(rule)).toEqual([expect.stringContaining(words)]);
  });

  it('tells all problems at once', () => {
    expect(problemsOf([{ kind: 'throttle', times: 0, after: -1 }, { kind: 'x' }])).toEqual([
      'Rule 1 ("throttle"): times must be 1 or more.',
      'Rule 1 ("throttle"): after must be 0 or more.',
      expect.stringContaining('Rule 2 ("x")'),
    ]);
  });

  it('refuses one id for two rules, and more than 200 rules', () => {
    const twice = { kind: 'throttle', id: 'a' };
    expect(problemsOf([twice, twice])).toEqual(['The id "a" is given to more than one rule.']);
    expect(problemsOf(Array.from({ length: 201 }, () => twice))).toEqual([
      'There are 201 rules; 200 are allowed.',
    ]);
  });
});

describe('a file of rules', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sandbox-faults-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string): string => {
    const full = path.join(folder, name);
    writeFileSync(full, content);
    return full;
  };

  it('may be YAML or JSON', () => {
    const expected = [{ kind: 'throttle', retryAfter: 2.5, match: { method: 'GET', path: '/groups/**' } }];
    const yaml =
      '# a slow day\nfaults:\n  - kind: throttle\n    retryAfter: 2.5\n    match: { method: get, path: /groups/** }\n';
    expect(readFaultFile(file('rules.yaml', yaml))).toEqual(expected);
    expect(readFaultFile(file('rules.json', JSON.stringify(expected)))).toEqual(expected);
    expect(readFaultFile(file('empty.yaml', '# nothing yet\n'))).toEqual([]);
  });

  it.each([
    ['is not there', undefined, /missing\.yaml cannot be used: .*ENOENT/],
    ['is no YAML', 'kind: [', /cannot be used: /],
    ['grows out of aliases', 'a: &a [x]\nb: [*a, *a]', /alias/i],
    ['is too large', `# ${'x'.repeat(1024 * 1024)}`, /It is larger than 1 MB\./],
    ['has wrong rules', 'kind: slow', /missing\.yaml cannot be used: Rule 1 \("slow"\): milliseconds must/],
  ])('that %s is refused with its name', (_name, content, words) => {
    const full = path.join(folder, 'missing.yaml');
    rmSync(full, { force: true });
    if (content !== undefined) writeFileSync(full, content);
    expect(() => readFaultFile(full)).toThrow(words);
    expect(() => readFaultFile(full)).toThrow(FaultRulesInvalid);
  });
});
