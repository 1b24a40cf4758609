import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GRAPH_CALLS } from '../../src/graph/permissions';
import { firstColumn, page } from '../docs/support';
import { root } from './bicep';

const script = path.join(root, 'infra/grant-permissions.sh');
const needed: readonly string[] = [
  ...new Set(Object.values(GRAPH_CALLS).flatMap((call) => [...call.permissions])),
];
const client = '6c2f9a40-7d1e-4b83-95a6-3f8e0c5d2b17';

/** What the page of installation calls required. */
const required = firstColumn(page('docs/install.md').split('| Optional')[0] ?? '').filter((name) =>
  needed.includes(name),
);

/** Microsoft Graph's application permissions as its service principal lists them: id, name. */
const roles = [...needed, 'Directory.ReadWrite.All'].map((name, at) => ({
  name,
  id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
}));

/** Answers as the Azure CLI does, and writes down what is granted. */
const azureCli = `#!/usr/bin/env bash
case "$*" in
  'cloud show'*) echo https://graph.microsoft.com/ ;;
  'ad sp show --id ${client} '*) echo app-object-id ;;
  'ad sp show --id 00000003-0000-0000-c000-000000000000 --query id '*) echo graph-object-id ;;
  'ad sp show --id 00000003-0000-0000-c000-000000000000 '*) printf '%b' "$ROLES" ;;
  'rest --method get --url https://graph.microsoft.com/v1.0/servicePrincipals/app-object-id/appRoleAssignments '*) printf '%b' "$GRANTED" ;;
  'rest --method post --url https://graph.microsoft.com/v1.0/servicePrincipals/app-object-id/appRoleAssignments '*) echo "\${@: -1}" >> "$POSTED" ;;
  *) echo "unexpected: $*" >&2; exit 9 ;;
esac
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'grants-'));
  writeFileSync(path.join(folder, 'az'), azureCli);
  chmodSync(path.join(folder, 'az'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script with that CLI. @param granted names of permissions that the app has already */
function run(args: readonly string[], granted: readonly string[] = []) {
  const posted = path.join(mkdtempSync(path.join(folder, 'run-')), 'posted');
  const idOf = (name: string): string => roles.find((role) => role.name === name)?.id ?? name;
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    ROLES: roles.map(({ id, name }) => `${id}\\t${name}\\n`).join(''),
    GRANTED: granted.map((name) => `${idOf(name)}\\n`).join(''),
    POSTED: posted,
  };
  return new Promise<{ code: number; out: string; err: string; posted: string[] }>((resolve) => {
    execFile('bash', [script, ...args], { env }, (error, out, err) => {
      const bodies = existsSync(posted) ? readFileSync(posted, 'utf8').trim().split('\n') : [];
      const names = bodies.map((body) => {
        const { principalId, resourceId, appRoleId } = JSON.parse(body) as Record<string, string>;
        expect([principalId, resourceId]).toEqual(['app-object-id', 'graph-object-id']);
        return roles.find((role) => role.id === appRoleId)?.name ?? '';
      });
      resolve({ code: Number(error?.code ?? 0), out, err, posted: names });
    });
  });
}

describe('the script that grants permissions', () => {
  it('knows exactly the permissions that the Graph calls need', async () => {
    const { out } = await run(['--list']);
    const listed = out
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(listed.map(([name]) => name).sort()).toEqual([...needed].sort());
    expect(new Set(listed.map(([, kind]) => kind))).toEqual(new Set(['required', 'optional']));
  });

  it('grants what is required, once, and of the rest what is asked for', async () => {
    const { code, err, posted } = await run([client]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(posted.sort()).toEqual([...required].sort());
    const [optional = ''] = needed.filter((name) => !required.includes(name));
    const more = await run(['--with', optional, client], required);
    expect(more).toMatchObject({ code: 0, posted: [optional] });
    expect(more.out.match(/was granted before/g)).toHaveLength(required.length);
    const all = await run([client, '--all']);
    expect(all.posted.sort()).toEqual([...needed].sort());
  });

  it('leaves out the right to write licenses when people write in their own names', async () => {
    const { code, posted } = await run(['--caller', client]);
    const written = 'LicenseAssignment.ReadWrite.All';
    expect(required).toContain(written);
    expect({ code, posted: posted.sort() }).toEqual({
      code: 0,
      posted: required.filter((name) => name !== written).sort(),
    });
  });

  it('says what is granted without need, and lets be what somebody chose', async () => {
    const { out } = await run([client], [...needed, 'Directory.ReadWrite.All']);
    expect(out.match(/is granted and not needed/g)).toHaveLength(1);
    expect(out).toContain('Directory.ReadWrite.All: is granted and not needed');
  });

  it('does nothing without knowing for whom, or when a name is misspelt', async () => {
    for (const args of [
      [],
      ['license-desk'],
      ['--with', 'Group.Read', client],
      ['--with', 'User.Read.All', client],
    ]) {
      const { code, err, posted } = await run(args);
      expect({ code, posted }).toEqual({ code: 2, posted: [] });
      expect(err).toMatch(/Usage:|is none of the optional permissions/);
    }
  });
});
