import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { folder, values, type Manifest } from './support';

const script = path.resolve(__dirname, '../../scripts/package-app.mjs');

interface Run {
  readonly code: number;
  readonly said: string;
  readonly zip: string;
}

let place: string;
beforeAll(() => {
  place = mkdtempSync(path.join(tmpdir(), 'app-package-'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Runs `npm run package` as its script does, with an environment of its own. */
function build(env: Readonly<Record<string, string>>, source = folder): Promise<Run> {
  const zip = path.join(mkdtempSync(path.join(place, 'out-')), 'made', 'app.zip');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, source, zip], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr, zip });
    });
  });
}

function open(zip: string): { readonly files: Record<string, Uint8Array>; readonly manifest: Manifest } {
  const files = unzipSync(readFileSync(zip));
  return { files, manifest: JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()) as Manifest };
}

/** A copy of the app's folder in which one file is written differently. */
function changed(file: string, change: (text: string) => string): string {
  const copy = mkdtempSync(path.join(place, 'source-'));
  cpSync(folder, copy, { recursive: true });
  writeFileSync(path.join(copy, file), change(readFileSync(path.join(copy, file), 'utf8')));
  return copy;
}

describe('npm run package', () => {
  it('builds what an administrator uploads: manifest, languages and icons at the root of the zip', async () => {
    const { code, said, zip } = await build(values);
    expect({ code, said }).toMatchObject({ code: 0 });
    const { files, manifest } = open(zip);
    const { localizationInfo, icons } = manifest;
    const languages = localizationInfo.additionalLanguages.map(({ file }) => file);
    const names = ['manifest.json', ...languages, icons.color, icons.outline];
    expect(Object.keys(files)).toEqual(names);
    for (const name of names.slice(1)) {
      expect(Buffer.from(files[name] ?? [])).toEqual(readFileSync(path.join(folder, name)));
    }
    expect(manifest.id).toBe(values.TEAMS_APP_ID);
    expect(manifest.bots[0].botId).toBe(values.BOT_ID);
    expect(manifest.developer.privacyUrl).toBe(`https://${values.BOT_DOMAIN}/privacy`);
    expect(manifest.webApplicationInfo).toEqual({
      id: values.BOT_ID,
      resource: `api://botid-${values.BOT_ID}`,
    });
    expect(JSON.stringify(manifest)).not.toContain('${{');
  });

  it('lets people sign in to the bot, also when another app calls Graph', async () => {
    const { zip } = await build({ ...values, AZURE_CLIENT_ID: 'e19d7c52-06f3-4b8a-a5c4-91b3d8e2f607' });
    expect(open(zip).manifest.webApplicationInfo).toEqual({
      id: values.BOT_ID,
      resource: `api://botid-${values.BOT_ID}`,
    });
  });

  it('gives the same bytes for the same ids, and takes the host from PUBLIC_URL', async () => {
    const { BOT_DOMAIN, ...ids } = values;
    const [first, again] = await Promise.all([
      build(values),
      build({ ...ids, PUBLIC_URL: `https://${BOT_DOMAIN}/` }),
    ]);
    expect(readFileSync(first.zip)).toEqual(readFileSync(again.zip));
  });

  it('refuses with everything that is missing, and with what is wrong', async () => {
    const [nothing, wrong] = await Promise.all([
      build({}),
      build({ ...values, BOT_ID: 'license-desk', BOT_DOMAIN: 'https://desk.contoso.example' }),
    ]);
    for (const { code, zip } of [nothing, wrong]) {
      expect(code).toBe(1);
      expect(existsSync(zip)).toBe(false);
    }
    for (const name of Object.keys(values)) expect(nothing.said).toContain(`- ${name} is missing: `);
    expect(wrong.said).toContain('BOT_ID is "license-desk", but must be');
    expect(wrong.said).toContain('BOT_DOMAIN is "https://desk.contoso.example", but must be');
    expect(wrong.said).not.toContain('TEAMS_APP_ID');
  });

  it("refuses what Microsoft's schemas refuse, in the manifest and in a language file", async () => {
    const long = 'x'.repeat(81);
    const [manifest, language] = await Promise.all([
      build(
        values,
        changed('manifest.json', (text) => text.replace('"accentColor": "#', '"accentColor": "')),
      ),
      build(
        values,
        changed('de.json', (text) => text.replace(/("description.short": )"[^"]+"/, `$1"${long}"`)),
      ),
    ]);
    expect(manifest.code).toBe(1);
    expect(manifest.said).toContain('manifest.json: /accentColor must match pattern');
    expect(language.code).toBe(1);
    expect(language.said).toContain('de.json: /description.short must NOT have more than 80 characters');
  });
});
