import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { page } from '../docs/support';
import { root } from './bicep';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as T;
const manifest = readJson<Manifest>('package.json');
const { packages } = readJson<{ packages: Readonly<Record<string, Locked>> }>('package-lock.json');
const locked = Object.entries(packages)
  .filter(([place]) => place !== '')
  .map(([place, each]) => ({ ...each, name: place.slice(place.lastIndexOf('node_modules/') + 13) }));
const running = locked.filter((each) => !each.dev && !each.devOptional);

const text = page('docs/dependencies.md');

function section(heading: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

/** The rows of the table under a heading of the page, without the first two. */
function table(heading: string): string[][] {
  const rows = section(heading)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Negative when the first is older. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('-')[0]?.split('.').map(Number) ?? []);
  for (const at of [0, 1, 2]) if (a?.[at] !== b?.[at]) return (a?.[at] ?? 0) - (b?.[at] ?? 0);
  return 0;
}

describe('what is installed', () => {
  it('is exact, and every package has a checksum', () => {
    const asked = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.overrides,
    });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(running.length).toBeGreaterThan(200);
    expect(locked.filter((each) => !each.link && !each.integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('holds in production everything that the program imports', () => {
    const src = path.join(root, 'src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const imported = files.flatMap((file) =>
      [
        ...readFileSync(path.join(src, file), 'utf8').matchAll(
          /^(?:import|export) (?!type )[^;]*?from '([^.'][^']*)'/gm,
        ),
      ].map(([, name = '']) => name),
    );
    const names = new Set(
      imported
        .filter((name) => !name.startsWith('node:'))
        .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name),
    );
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  it('says of every package that runs in production what it is for', () => {
    const items = section('What runs in production').match(/^- [\s\S]+?:/gm) ?? [];
    const told = items.flatMap((item) => [...item.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(told.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it('gives a reason for every forced version, which is the one that is installed', () => {
    const told = Object.fromEntries(
      table('Forced versions').map(([name = '', version = '']) => [name, version] as const),
    );
    expect(told).toEqual(manifest.overrides);
    for (const [name, version] of Object.entries(manifest.overrides)) {
      const versions = locked.filter((each) => each.name === name).map((each) => each.version);
      expect(new Set(versions)).toEqual(new Set([version]));
    }
  });

  it('is right that nothing in production is older than what mended a known hole', () => {
    const floors = table('Never below');
    expect(floors.length).toBeGreaterThan(10);
    for (const [name = '', floor = ''] of floors) {
      const versions = running.filter((each) => each.name === name).map((each) => each.version);
      expect({ name, installed: versions.length > 0 }).toEqual({ name, installed: true });
      expect({ name, old: versions.filter((version) => compare(version, floor) < 0) }).toEqual({
        name,
        old: [],
      });
    }
  });
});
