import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './bicep';
import { served } from './served';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Instructions of a Dockerfile, continued lines joined. */
const instructions = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const lastFrom = instructions.map(({ name }) => name).lastIndexOf('FROM');
const stages = { build: instructions.slice(0, lastFrom), final: instructions.slice(lastFrom) };
const last = (name: string): string | undefined =>
  stages.final.filter((each) => each.name === name).at(-1)?.rest;

describe('the Dockerfile', () => {
  it('builds in one stage and runs in another, on the same Node', () => {
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0]);
    expect(bases).toHaveLength(2);
    expect(new Set(bases).size).toBe(1);
    expect(
      stages.final.filter(({ name }) => name === 'RUN' || name === 'ADD').map(({ rest }) => rest),
    ).toEqual(['install -d -o 1000 -g 1000 -m 700 /data']);
  });

  it('copies only what exists and is let in', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(allowed[0]).toBe('*');
    const copied = stages.build
      .filter(({ name }) => name === 'COPY')
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(4);
    for (const source of copied) {
      expect(existsSync(path.join(root, source))).toBe(true);
      expect(allowed).toContain(`!${source}`);
    }
    expect(allowed.slice(1).sort()).toEqual(copied.map((source) => `!${source}`).sort());
  });

  it('runs as nobody in particular, by number, so that a cluster can tell', () => {
    expect(last('USER')).toBe('1000:1000');
    const user = stages.final.findIndex(({ name }) => name === 'USER');
    expect(stages.final.slice(user).every(({ name }) => name !== 'COPY' && name !== 'RUN')).toBe(true);
    expect(stages.final.filter(({ name }) => name === 'COPY').map(({ rest }) => rest)).toEqual([
      '--from=build /release ./',
    ]);
  });

  it('starts as npm start does, and refuses to be a sandbox', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    expect((JSON.parse(last('CMD') ?? '[]') as string[]).join(' ')).toBe(scripts.start);
    expect(last('ENV')).toContain('NODE_ENV=production');
  });

  it('asks a path that the server answers whether it is well', () => {
    const asked = /process\.env\.PORT \+ '([^']+)'/.exec(last('HEALTHCHECK') ?? '')?.[1];
    expect(served()).toContain(asked);
  });
});

describe('compose.yaml', () => {
  interface Service {
    readonly image?: string;
    readonly read_only?: boolean;
    readonly tmpfs?: readonly string[];
    readonly cap_drop?: readonly string[];
    readonly security_opt: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    readonly ports?: readonly string[];
  }
  const { services } = parse(read('compose.yaml')) as { services: Record<'bot' | 'database', Service> };

  it('gives the bot nothing to write on and nothing to rise with', () => {
    expect(services.bot).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
    for (const { security_opt } of Object.values(services))
      expect(security_opt).toContain('no-new-privileges:true');
  });

  it('shows neither to the network', () => {
    expect(services.database.ports).toBeUndefined();
    expect(services.bot.ports).toEqual(['127.0.0.1:3978:3978']);
  });
});
