import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSandboxSettings } from '../../src/sandbox';

describe('settings of the sandbox', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sandbox-settings-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('need nothing', () => {
    expect(readSandboxSettings({})).toEqual({
      settings: {
        port: undefined,
        scenario: 'contoso',
        size: undefined,
        dataFile: undefined,
        faultFile: undefined,
        membersPerSecond: undefined,
      },
      problems: [],
    });
  });

  it('are all read', () => {
    const faults = path.join(folder, 'faults.json');
    writeFileSync(faults, '[{"kind":"slow","milliseconds":10}]');
    const { settings, problems } = readSandboxSettings({
      SANDBOX_PORT: '0',
      SANDBOX_SCENARIO: 'Large',
      SANDBOX_DATA: 'tenant.jsonl',
      SANDBOX_FAULTS: faults,
      SANDBOX_MEMBERS_PER_SECOND: '12.5',
      SANDBOX_USERS: '1000',
      SANDBOX_GROUPS: '20',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      port: 0,
      scenario: 'large',
      size: { users: 1_000, groups: 20, largestGroup: 200 },
      dataFile: 'tenant.jsonl',
      faultFile: faults,
      membersPerSecond: 12.5,
    });
  });

  it('can be as fast as it goes', () => {
    expect(readSandboxSettings({ SANDBOX_MEMBERS_PER_SECOND: 'Infinity' }).settings.membersPerSecond).toBe(
      Infinity,
    );
  });

  it('are refused together, each problem under the name of its variable', () => {
    const faults = path.join(folder, 'faults.json');
    writeFileSync(faults, '[{"kind":"earthquake"}]');
    const wrong = {
      SANDBOX_PORT: '70000',
      SANDBOX_SCENARIO: 'fabrikam',
      SANDBOX_FAULTS: faults,
      SANDBOX_MEMBERS_PER_SECOND: 'fast',
      SANDBOX_USERS: '-1',
      SANDBOX_GROUPS: 'many',
    };
    const { problems } = readSandboxSettings(wrong);
    expect(problems.map((problem) => /^\w+/.exec(problem)?.[0])).toEqual(Object.keys(wrong));
    expect(problems.join('\n')).toMatch(/contoso, sold-out, conflicts, nested, storm, large/);
    expect(problems.join('\n')).toContain('SANDBOX_MEMBERS_PER_SECOND: must be a number above 0');
  });

  it.each(['0', '-3'])('refuse a pace of %s', (pace) => {
    expect(readSandboxSettings({ SANDBOX_MEMBERS_PER_SECOND: pace }).problems).toEqual([
      'SANDBOX_MEMBERS_PER_SECOND: must be above 0',
    ]);
  });

  it('say so when a number is for another scenario than the chosen one', () => {
    expect(readSandboxSettings({ SANDBOX_USERS: '1000' }).problems).toEqual([
      'SANDBOX_USERS: is for a generated tenant; choose one with SANDBOX_SCENARIO=large',
    ]);
  });

  it('refuse a file of faults that is not there', () => {
    const { problems } = readSandboxSettings({ SANDBOX_FAULTS: path.join(folder, 'none.json') });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^SANDBOX_FAULTS: .*none\.json/);
  });
});
