import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = path.join(__dirname, '..', '..', 'dist', 'sandbox', 'main.js');
/** The last line that it writes at its start. */
const ready = /Ctrl-C/;

/** The compiled sandbox in a process of its own, as `npm run sandbox` runs it. */
function launch(env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program], { env: { PATH, HOME, SANDBOX_PORT: '0', ...env } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  const started = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => ready.test(output) && resolve());
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output}${errors}`)));
  });
  // Whoever waits for the end only must not be told that it did not start.
  started.catch(() => undefined);
  return { output: () => output, errors: () => errors, exited, started, end };
}

/** What a person does with the addresses on the first two lines. */
function clientOf(output: string) {
  const graph = /Microsoft Graph: (\S+)/.exec(output)?.[1] ?? '';
  const tokens = /tokens: (\S+)/.exec(output)?.[1] ?? '';
  const signIn = async (): Promise<string> => {
    const response = await fetch(tokens, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'sandbox-admin',
        client_secret: 'sandbox',
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return {
    ask: async (method: string, target: string, body?: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${graph}${target}`, {
        method,
        headers: { authorization: `Bearer ${await signIn()}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      expect(response.status).toBeLessThan(300);
      return (await response.json()) as Record<string, unknown>;
    },
  };
}

describe('npm run sandbox', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sandbox-process-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says in three lines where everything is, shows its page, and ends when it is told to', async () => {
    const sandbox = launch({ SANDBOX_SCENARIO: 'sold-out' });
    await sandbox.started;
    const lines = sandbox.output().trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        /^The sandbox runs the tenant "sold-out": open http:\/\/127\.0\.0\.1:\d+\/sandbox /,
      ),
      expect.stringMatching(/^Microsoft Graph: \S+\/v1\.0 {3}tokens: \S+\/oauth2\/v2\.0\/token$/),
      'Nothing is kept after Ctrl-C.',
    ]);
    const page = await fetch(/open (\S+)/.exec(lines[0] ?? '')?.[1] ?? '');
    expect(await page.text()).toContain('Scenario <strong>sold-out</strong>');
    const { value } = await clientOf(sandbox.output()).ask('GET', '/organization');
    expect(value).toMatchObject([{ displayName: 'Contoso' }]);
    expect(await sandbox.end('SIGTERM')).toBe(0);
    expect(sandbox.errors()).toBe('');
  });

  it('lists everything that is wrong with its settings at once, and does not start', async () => {
    const faults = path.join(folder, 'faults.yaml');
    writeFileSync(faults, '- kind: earthquake\n');
    const wrong = {
      SANDBOX_PORT: 'http',
      SANDBOX_SCENARIO: 'fabrikam',
      SANDBOX_FAULTS: faults,
      SANDBOX_MEMBERS_PER_SECOND: '0',
      SANDBOX_GROUPS: 'many',
    };
    const sandbox = launch(wrong);
    expect(await sandbox.exited).toBe(1);
    expect(sandbox.output()).toBe('');
    for (const name of Object.keys(wrong))
      expect(sandbox.errors()).toMatch(new RegExp(`^  - ${name}\\b`, 'm'));
    expect(sandbox.errors()).not.toContain('    at ');
  });

  it('says plainly that its port is in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port));
    });
    const sandbox = launch({ SANDBOX_PORT: String(port) });
    expect(await sandbox.exited).toBe(1);
    expect(sandbox.errors()).toContain(`Port ${port} is in use`);
    other.close();
  });

  it('says which setting it is about when its file cannot be written', async () => {
    const sandbox = launch({ SANDBOX_DATA: folder });
    expect(await sandbox.exited).toBe(1);
    expect(sandbox.errors()).toMatch(/^ {2}- SANDBOX_DATA: .*EISDIR/m);
  });

  it('keeps what was acknowledged over a kill, with SANDBOX_DATA', async () => {
    const env = { SANDBOX_SCENARIO: 'conflicts', SANDBOX_DATA: path.join(folder, 'tenant.jsonl') };
    const first = launch(env);
    await first.started;
    const before = clientOf(first.output());
    const found = await before.ask('GET', "/groups?$filter=displayName eq 'Contoso sales'&$select=id");
    const [group] = found['value'] as [{ id: string }];
    const skus = await before.ask('GET', '/subscribedSkus');
    const { skuId } = (skus['value'] as { skuId: string; skuPartNumber: string }[]).find(
      ({ skuPartNumber }) => skuPartNumber === 'FLOW_FREE',
    ) as { skuId: string };
    await before.ask('POST', `/groups/${group.id}/assignLicense`, {
      addLicenses: [{ skuId, disabledPlans: [] }],
      removeLicenses: [],
    });
    expect(await first.end('SIGKILL')).toBeNull();

    const second = launch(env);
    await second.started;
    expect(second.output()).toContain(`It is kept in ${env.SANDBOX_DATA}.`);
    const after = clientOf(second.output());
    const read = () =>
      after.ask('GET', `/groups/${group.id}?$select=assignedLicenses,licenseProcessingState`);
    expect(await read()).toMatchObject({ assignedLicenses: [{ skuId, disabledPlans: [] }] });
    // The pass that was cut off is made after all.
    const deadline = Date.now() + 20_000;
    let state: unknown;
    while (state !== 'ProcessingComplete' && Date.now() < deadline) {
      const { licenseProcessingState } = await read();
      state = (licenseProcessingState as { state: string }).state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(state).toBe('ProcessingComplete');
    expect(await second.end('SIGTERM')).toBe(0);
  });
});
