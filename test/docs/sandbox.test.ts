import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtInApps, sandboxPassword } from '../../src/sandbox/auth';
import { operationRules } from '../../src/sandbox/auth/operations';
import { roleTemplates } from '../../src/sandbox/auth/role-templates';
import { operators, planProperties, userProperties } from '../../src/sandbox/engine/membership-rule/rule';
import { faultKinds } from '../../src/sandbox/faults/fault';
import { readFaults } from '../../src/sandbox/faults';
import type { GraphRequest } from '../../src/sandbox/http/request';
import { routes } from '../../src/sandbox/routes';
import type { Route } from '../../src/sandbox/routes/route';
import { scenarios } from '../../src/sandbox/scenarios';

const root = path.join(__dirname, '..', '..');
const page = readFileSync(path.join(root, 'docs', 'sandbox.md'), 'utf8');

/** The rows of the table below a heading, each a list of cells without code marks. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const lines = section.split(/\n#+ /, 1)[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line.startsWith('|') && !/^[| :-]+$/.test(line))
    .slice(1)
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
}

/** A call to the same address may be two operations: which one depends on its body. */
function operationsOf({ operation }: Route): string {
  if (typeof operation === 'string') return operation;
  const request = { method: 'PATCH', path: '', query: new Map(), headers: {}, batched: false } as const;
  const bodies: readonly object[] = [{ displayName: '' }, { usageLocation: 'NO' }];
  return bodies.map((body) => operation({ ...request, body } satisfies GraphRequest)).join(', ');
}

describe('docs/sandbox.md', () => {
  it('has every route, and nothing else', () => {
    const expected = routes.map((route) => [
      route.method,
      route.pattern,
      route.list ? 'yes' : '',
      operationsOf(route),
    ]);
    expect(tableOf('Graph surface')).toEqual(expected);
  });

  it('has the permissions and roles of every operation', () => {
    const nameOf = (id: string) =>
      Object.values(roleTemplates).find(({ templateId }) => templateId === id)?.displayName;
    const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
    const expected = Object.entries(operationRules).map(([operation, rule]) => [
      operation,
      rule.application.length > 0 ? rule.application.join(', ') : 'none',
      same(rule.application, rule.delegated) ? 'the same' : rule.delegated.join(', '),
      rule.entraRoles === 'member' ? 'any member' : rule.entraRoles.map(nameOf).join(', '),
    ]);
    expect(tableOf('Permissions')).toEqual(expected);
  });

  it('has every scenario with what it shows', () => {
    expect(tableOf('Scenarios')).toEqual(scenarios.map(({ name, shows }) => [name, shows]));
  });

  it('has every variable that the program reads', () => {
    const sources = ['settings.ts', 'scenarios/size.ts'].map((file) =>
      readFileSync(path.join(root, 'src', 'sandbox', file), 'utf8'),
    );
    const read = new Set(sources.join('\n').match(/SANDBOX_[A-Z_]+/g));
    expect(
      tableOf('Start')
        .map(([name]) => name)
        .sort(),
    ).toEqual([...read].sort());
  });

  it('has every app with its secret', () => {
    expect(tableOf('Tokens').map(([id]) => id)).toEqual(builtInApps.map(({ id }) => id));
    expect(builtInApps.every(({ secret }) => secret === sandboxPassword)).toBe(true);
  });

  it('has an example of every fault, and each is one', () => {
    const kinds = tableOf('Faults').map(([kind, example = '']) => {
      const [fault] = readFaults(JSON.parse(example));
      expect(fault?.kind).toBe(kind);
      return kind;
    });
    expect(kinds).toEqual(faultKinds);
  });

  it('has every word of the rule language', () => {
    const [, section = ''] = page.split('\n## Dynamic groups\n');
    for (const word of [...operators.map((each) => `-${each}`), ...userProperties, ...planProperties])
      expect(section.split('\n## ')[0]).toContain(`\`${word}\``);
  });
});
