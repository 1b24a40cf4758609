import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', 'src');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Every import of a source file, with relative ones resolved to a path below src/. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm),
    ...text.matchAll(/()(?:import|require)\(\s*'([^']+)'\s*\)/g),
  ];
  return found.map((match) => {
    const target = match[2] ?? '';
    const resolved = target.startsWith('.')
      ? path.join(path.dirname(file), target).replaceAll(path.sep, '/')
      : target;
    return { file, target: resolved, typeOnly: Boolean(match[1]?.trim()) };
  });
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts'));
const imports = files.flatMap(importsOf);
const room = (file: string): string => file.split('/')[0] ?? '';
const show = (list: readonly Import[]): string[] => list.map((each) => `${each.file} -> ${each.target}`);

describe('import boundaries', () => {
  it('reads the sources at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.some((each) => each.target === 'botbuilder')).toBe(true);
  });

  it.each([
    ['botbuilder', ['teams']],
    ['@microsoft/teams-ai', ['teams']],
    ['restify', ['teams']],
    ['@microsoft/microsoft-graph-client', ['graph']],
    ['drizzle-orm', ['store']],
    ['pg', ['store']],
    ['@electric-sql/pglite', ['store']],
    ['pg-boss', ['jobs', 'store']],
    ['i18next', ['i18n']],
    ['csv-parse', ['names']],
    ['@opentelemetry', ['telemetry']],
    ['pino', ['log.ts']],
  ])('only its own room knows %s', (dependency, rooms) => {
    const uses = imports.filter(
      (each) => each.target === dependency || each.target.startsWith(`${dependency}/`),
    );
    expect(uses.length).toBeGreaterThan(0);
    expect(show(uses.filter((each) => !rooms.includes(room(each.file))))).toEqual([]);
  });

  it('the sandbox knows nothing of the rest', () => {
    const outward = imports.filter(
      (each) => room(each.file) === 'sandbox' && !each.target.startsWith('sandbox') && isOurs(each.target),
    );
    expect(show(outward)).toEqual([]);
  });

  it.each([
    ['graph', ['graph', 'errors']],
    ['names', ['names', 'errors', 'store/contract']],
    [
      'licensing',
      [
        'downloads',
        'licensing',
        'approvals',
        'names',
        'graph',
        'access',
        'errors',
        'store/contract',
        'store/address',
        'telemetry/contract',
      ],
    ],
    ['approvals', ['approvals', 'licensing', 'graph', 'access', 'errors', 'store/contract', 'store/address']],
    ['downloads', ['downloads', 'errors', 'store/contract']],
    ['evidence', ['evidence', 'downloads', 'errors', 'store/contract']],
    ['access', ['access', 'graph']],
    ['store', ['store', 'licensing', 'approvals', 'names', 'evidence', 'errors']],
    ['i18n', ['i18n']],
    [
      'conversation',
      [
        'conversation',
        'approvals',
        'downloads',
        'evidence',
        'licensing',
        'access',
        'graph',
        'i18n',
        'errors',
        'store/contract',
        'store/address',
        'telemetry/contract',
      ],
    ],
    [
      'jobs',
      ['jobs', 'conversation', 'approvals', 'licensing', 'names', 'store', 'errors', 'telemetry/contract'],
    ],
    ['telemetry', ['telemetry', 'licensing', 'graph', 'jobs/due', 'store/contract', 'errors']],
    [
      'teams',
      [
        'teams',
        'conversation',
        'access',
        'downloads',
        'licensing',
        'graph',
        'i18n',
        'store/contract',
        'errors',
        'telemetry/contract',
        'telemetry/metrics',
      ],
    ],
  ])('%s imports nothing from a room above it', (from, allowed) => {
    const wrong = imports.filter(
      (each) =>
        room(each.file) === from &&
        isOurs(each.target) &&
        !allowed.some((prefix) => each.target === prefix || each.target.startsWith(`${prefix}/`)),
    );
    expect(show(wrong)).toEqual([]);
  });

  it('only one file knows the SDK of the telemetry, and only the entry point loads it, when the bot listens', () => {
    const uses = imports.filter(({ target }) => target.startsWith('@opentelemetry/'));
    expect([...new Set(uses.map(({ file }) => file))]).toEqual(['telemetry/sdk.ts']);
    const loads = imports.filter(({ target }) => /^telemetry\/sdk(\.js)?$/.test(target));
    expect(show(loads)).toEqual(['index.ts -> telemetry/sdk.js']);
    expect(readFileSync(path.join(root, 'index.ts'), 'utf8')).toContain("await import('./telemetry/sdk.js')");
  });

  it('rules read neither the environment, nor the clock, nor chance', () => {
    const rules = files.filter((file) =>
      ['licensing', 'approvals', 'names', 'evidence', 'access', 'conversation'].includes(room(file)),
    );
    const impure = rules.filter((file) =>
      /process\.env|Date\.now\(\)|new Date\(\)|Math\.random/.test(
        readFileSync(path.join(root, file), 'utf8'),
      ),
    );
    expect(impure).toEqual([]);
  });

  it('only config.ts and the entry points read the environment', () => {
    const readers = files.filter((file) =>
      readFileSync(path.join(root, file), 'utf8').includes('process.env'),
    );
    const allowed = [
      'index.ts',
      'store-program.ts',
      'doctor.ts',
      'verify-evidence.ts',
      'sandbox/main.ts',
      'playground/child.ts',
      'playground/window.ts',
    ];
    expect(readers.filter((file) => !allowed.includes(file))).toEqual([]);
  });
});

function isOurs(target: string): boolean {
  return files.some(
    (file) =>
      file === `${target}.ts` || file === `${target}/index.ts` || file.replace(/\.ts$/, '.js') === target,
  );
}
