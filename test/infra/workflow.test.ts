import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './bicep';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps: readonly Step[];
}

const folder = path.join(root, '.github/workflows');
const files = readdirSync(folder).map((file) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  return { file, text, workflow: parse(text) as { permissions: unknown; jobs: Record<string, Job> } };
});

/** That it is a workflow at all is checked by `npm run check:infra`. */
describe.each(files)('$file', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('may read the code and nothing else, and ends by itself', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter((job) => job.permissions !== undefined)).toEqual([]);
    expect(jobs.filter((job) => !job['timeout-minutes'])).toEqual([]);
    expect(text).not.toMatch(/pull_request_target|\$\{\{ *secrets\./);
  });

  it('uses actions by commit, each with its version beside it, and leaves no token in the clone', () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(1);
    for (const name of used) expect(name).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const clones = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const each of clones) expect(each.with).toMatchObject({ 'persist-credentials': false });
  });

  it('puts nothing from outside into a command', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('runs the one script that proves everything, on both versions of Node', () => {
    const { test } = workflow.jobs;
    expect(test?.strategy?.matrix.node).toEqual([20, 24]);
    expect(test?.steps.at(-1)?.run).toBe('bash .ci/run');
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [, name = ''] of text.matchAll(/npm run ([\w:]+)/g)) {
      expect(Object.keys(scripts)).toContain(name);
      const file = /^node (scripts\/\S+)/.exec(scripts[name] ?? '')?.[1];
      expect(file && existsSync(path.join(root, file))).toBe(true);
    }
  });
});
