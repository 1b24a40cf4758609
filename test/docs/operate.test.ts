import { parse } from 'yaml';
import { counters, gauges, histograms } from '../../src/telemetry/metrics';
import { brokenLinks, page } from './support';

/** Every name under which a metric appears in Prometheus, with the labels that it may have. */
const exposed = new Map<string, readonly string[]>([
  ...Object.entries(counters).map(([name, { labels }]) => [`${name}_total`, Object.keys(labels)] as const),
  ...Object.entries(gauges).map(([name, { labels }]) => [name, Object.keys(labels)] as const),
  ...Object.entries(histograms).flatMap(([name, { labels }]) =>
    ['bucket', 'sum', 'count'].map((part) => [`${name}_${part}`, [...Object.keys(labels), 'le']] as const),
  ),
]);

/** What is wrong with an expression: metrics and labels that do not exist, values that a label never has. */
function flawsOf(expression: string): string[] {
  const flaws: string[] = [];
  for (const [, name = '', braces = ''] of expression.matchAll(/\b(license_desk_\w+)(?:\{([^}]*)\})?/g)) {
    const labels = exposed.get(name);
    if (!labels) flaws.push(`no metric ${name}`);
    for (const [, label = '', operator = '', value = ''] of braces.matchAll(/(\w+)(=~|=)"([^"]*)"/g)) {
      if (!labels?.includes(label)) flaws.push(`${name} has no label ${label}`);
      const table = { ...counters, ...gauges, ...histograms };
      const metric = Object.entries(table).find(([known]) => name.startsWith(known))?.[1];
      const labelsOf: Readonly<Record<string, readonly string[]>> = metric?.labels ?? {};
      const allowed = labelsOf[label] ?? [];
      for (const each of operator === '=~' ? value.split('|') : [value])
        if (!allowed.includes(each)) flaws.push(`${name}: ${label} is never ${each}`);
    }
  }
  const known = [...exposed.values()].flat();
  for (const [, list = ''] of expression.matchAll(/\bby \(([^)]*)\)/g))
    for (const label of list.split(',').map((each) => each.trim()))
      if (!known.includes(label)) flaws.push(`no label ${label}`);
  return flaws;
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

describe('what operators are given', () => {
  const panels = (JSON.parse(page('infra/grafana/license-desk.json')) as { panels: Panel[] }).panels;
  const rules = (
    parse(page('infra/prometheus/license-desk.rules.yml')) as {
      groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
    }
  ).groups.flatMap((group) => group.rules);
  const expressions = panels.flatMap(({ targets }) => targets?.map(({ expr }) => expr) ?? []);

  it('a dashboard whose every metric and label exists', () => {
    expect(expressions.length).toBeGreaterThan(20);
    expect(expressions.flatMap(flawsOf)).toEqual([]);
    // The check itself can fail.
    expect(flawsOf('rate(license_desk_made_up_total{who="x"}[1m])')).toEqual([
      'no metric license_desk_made_up_total',
      'license_desk_made_up_total has no label who',
      'license_desk_made_up_total: who is never x',
    ]);
  });

  it('a dashboard that shows every metric, in panels side by side', () => {
    const shown = expressions.join(' ');
    const missing = Object.keys({ ...counters, ...gauges, ...histograms }).filter(
      (name) => !shown.includes(name),
    );
    expect(missing).toEqual([]);
    const cells = new Set<string>();
    for (const { gridPos } of panels)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(cells.has(`${x}/${y}`)).toBe(false);
          cells.add(`${x}/${y}`);
        }
  });

  it('alerts whose every metric and label exists, each with its meaning in docs/operate.md', () => {
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.map(({ expr }) => expr.replace(/up\{job="license-desk"\}/, '')).flatMap(flawsOf)).toEqual(
      [],
    );
    const told = [...page('docs/operate.md').matchAll(/^### (LicenseDesk\w+)$/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });

  it('a page that leads only to pages that exist', () => {
    expect(brokenLinks('docs/operate.md')).toEqual([]);
  });
});
