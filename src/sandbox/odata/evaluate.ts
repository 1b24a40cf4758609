import type { Filter, Literal } from './filter';

export type Row = Readonly<Record<string, unknown>>;

/** Whether a row fits a filter. Text is compared without regard to case, as the directory does. */
export function matches(filter: Filter, row: Row): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, row) && matches(filter.right, row);
    case 'or':
      return matches(filter.left, row) || matches(filter.right, row);
    case 'not':
      return !matches(filter.inner, row);
    case 'in':
      return filter.values.some((value) => same(read(row, filter.path), value));
    case 'call': {
      const text = fold(read(row, filter.path));
      const part = fold(filter.value);
      if (typeof text !== 'string' || typeof part !== 'string') return false;
      return filter.name === 'startswith' ? text.startsWith(part) : text.endsWith(part);
    }
    case 'any': {
      const list = read(row, filter.path);
      if (!Array.isArray(list)) return false;
      const { inner, variable } = filter;
      return inner
        ? list.some((item: unknown) => matches(inner, { ...row, [variable]: item }))
        : list.length > 0;
    }
    case 'compare':
      return compare(read(row, filter.path), filter.operator, filter.value);
  }
}

/** Every property path that a filter names, without those of lambda variables. */
export function pathsOf(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(filter.left), ...pathsOf(filter.right)];
    case 'not':
      return pathsOf(filter.inner);
    default:
      return [filter.path];
  }
}

function read(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const part of path.split('/')) {
    if (part === '$count') return Array.isArray(value) ? value.length : undefined;
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, part) ? (value as Row)[part] : undefined;
  }
  return value;
}

function compare(actual: unknown, operator: string, wanted: Literal): boolean {
  if (operator === 'eq') return same(actual, wanted);
  if (operator === 'ne') return !same(actual, wanted);
  const [a, b] = bothTimes(actual, wanted) ?? [fold(actual), fold(wanted)];
  if (typeof a !== typeof b || (typeof a !== 'string' && typeof a !== 'number')) return false;
  const order = a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
  return operator === 'ge'
    ? order >= 0
    : operator === 'le'
      ? order <= 0
      : operator === 'gt'
        ? order > 0
        : order < 0;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

/** Times are compared as times: as text, `08:00:00Z` would come after `08:00:00.000Z`. */
function bothTimes(actual: unknown, wanted: Literal): readonly [number, number] | undefined {
  if (typeof actual !== 'string' || typeof wanted !== 'string') return undefined;
  return time.test(actual) && time.test(wanted) ? [Date.parse(actual), Date.parse(wanted)] : undefined;
}

function same(actual: unknown, wanted: Literal): boolean {
  return (actual ?? null) === wanted || fold(actual) === fold(wanted);
}

function fold(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
