import { GraphFault, unsupported } from '../http/answer';
import type { View } from '../view';
import { folded, sameAs, asType, type Comparable } from './compare';
import { parseFilter, type Filter, type Literal } from './filter';
import type { EdmType, Mode, Operator, Property, Resource } from './resource';

export type Predicate<E> = (entity: E, view: View) => boolean;

/** How a query came: what it allows depends on it. */
export interface QueryMode {
  /** `ConsistencyLevel: eventual` together with a count. */
  readonly advanced: boolean;
  /** `$count=true` in the address, with or without the header. */
  readonly counting: boolean;
}

/**
 * Turns the text of a $filter into a test of one entity. Operators are allowed per property as Microsoft documents
 * them ("Advanced query capabilities on directory objects").
 * @throws GraphFault in the real service's words
 */
export function compileFilter<E>(text: string, resource: Resource<E>, mode: QueryMode): Predicate<E> {
  const filter = parseFilter(text);
  if (!filter) throw invalid(`Syntax error in '${text.slice(0, 200)}'.`);
  return new Compiler(resource, mode).compile(filter, false);
}

const nameOf: Readonly<Record<string, Operator>> = {
  eq: 'eq',
  ne: 'ne',
  ge: 'ge',
  gt: 'ge',
  le: 'le',
  lt: 'le',
  startswith: 'startsWith',
  endswith: 'endsWith',
};

class Compiler<E> {
  constructor(
    private readonly resource: Resource<E>,
    private readonly mode: QueryMode,
  ) {}

  compile(filter: Filter, negated: boolean): Predicate<E> {
    switch (filter.kind) {
      case 'and':
      case 'or': {
        if (filter.kind === 'or') this.permitAlternatives(alternativesOf(filter));
        const left = this.compile(filter.left, negated);
        const right = this.compile(filter.right, negated);
        return joined(filter.kind, left, right);
      }
      case 'not': {
        const inner = this.compile(filter.inner, true);
        return (entity, view) => !inner(entity, view);
      }
      case 'any':
        return this.any(filter, negated);
      case 'in': {
        const found = this.need(filter.path, 'in', negated);
        this.permitAlternatives(filter.values.length);
        const tests = filter.values.map((value) => sameAs(this.typed(found, value)));
        return (entity, view) => {
          const actual = found.read(entity, view);
          return tests.some((test) => test(actual));
        };
      }
      case 'call': {
        const found = this.need(filter.path, nameOf[filter.name] as Operator, negated);
        const part = folded(this.typed(found, filter.value));
        if (typeof part !== 'string' || found.type !== 'Edm.String') throw this.clause(found.name);
        return edge(filter.name, part, (entity, view) => found.read(entity, view));
      }
      case 'compare':
        return this.compare(filter, negated);
    }
  }

  private compare(filter: Extract<Filter, { kind: 'compare' }>, negated: boolean): Predicate<E> {
    if (filter.path.toLowerCase().endsWith('/$count')) return this.countOf(filter, negated);
    const operator = nameOf[filter.operator] as Operator;
    const found = this.need(filter.path, filter.value.kind === 'null' ? 'null' : operator, negated);
    if (operator === 'ne') this.permit(found, 'ne');
    const wanted = this.typed(found, filter.value);
    return comparison(filter.operator, wanted, (entity, view) => found.read(entity, view));
  }

  private countOf(filter: Extract<Filter, { kind: 'compare' }>, negated: boolean): Predicate<E> {
    const found = this.need(filter.path.slice(0, -'/$count'.length), 'count', negated);
    const { value, operator } = filter;
    // Microsoft supports counting only to tell none from some and one from more.
    if (value.kind !== 'number' || !['eq', 'ne'].includes(operator) || ![0, 1].includes(value.value))
      throw this.clause(found.name);
    return (entity, view) => (items(found, entity, view).length === value.value) === (operator === 'eq');
  }

  private any(filter: Extract<Filter, { kind: 'any' }>, negated: boolean): Predicate<E> {
    const found = this.need(filter.path, 'any', negated);
    if (found.items === undefined) throw this.clause(found.name);
    if (!filter.inner) return (entity, view) => items(found, entity, view).length > 0;
    const test = this.item(filter.inner, filter.variable, found);
    return (entity, view) => {
      for (const item of items(found, entity, view)) if (test(item, view)) return true;
      return false;
    };
  }

  /** The test of one item inside `any(x: …)`: only x and its fields may be named there. */
  private item(filter: Filter, variable: string, list: Property<E>): Predicate<unknown> {
    switch (filter.kind) {
      case 'and':
      case 'or': {
        const left = this.item(filter.left, variable, list);
        const right = this.item(filter.right, variable, list);
        return joined(filter.kind, left, right);
      }
      case 'call':
      case 'compare': {
        const { type, read } = this.field(filter.path, variable, list);
        const wanted = asType(type, filter.value);
        if (wanted === undefined)
          throw incompatible(type, filter.value, filter.kind === 'call' ? 'eq' : filter.operator);
        if (filter.kind === 'call') {
          const part = folded(wanted);
          if (typeof part !== 'string') throw this.clause(list.name);
          return edge(filter.name, part, read);
        }
        if (filter.operator !== 'eq' && filter.operator !== 'ne') throw this.clause(list.name);
        return comparison(filter.operator, wanted, read);
      }
      default:
        throw this.clause(list.name);
    }
  }

  private field(
    path: string,
    variable: string,
    list: Property<E>,
  ): { type: EdmType; read: (item: unknown) => unknown } {
    const kinds = list.items;
    if (typeof kinds === 'string') {
      if (path !== variable) throw this.clause(list.name);
      return { type: kinds, read: (item) => item };
    }
    const name = path.startsWith(`${variable}/`) ? path.slice(variable.length + 1) : '';
    const key = Object.keys(kinds ?? {}).find((each) => each.toLowerCase() === name.toLowerCase());
    const type = key === undefined ? undefined : kinds?.[key];
    if (key === undefined || type === undefined) throw unknownProperty(name || path, this.resource.type);
    return { type, read: (item) => (item as Readonly<Record<string, unknown>>)[key] };
  }

  private need(path: string, operator: Operator, negated: boolean): Property<E> {
    const [first = '', ...rest] = path.toLowerCase().split('/');
    const found = this.resource.properties.get(first);
    if (!found) throw unknownProperty(path, this.resource.type);
    // No property has parts that a filter may name, but for the items of a list inside any().
    if (rest.length > 0) throw this.clause(found.name);
    // Microsoft documents it for counting too, but the service refuses it there (msgraph-sdk-powershell issue 2967).
    if (found.hidden && this.mode.counting) throw this.clause(found.name);
    this.permit(found, operator);
    if (negated) this.permit(found, 'not');
    return found;
  }

  private permit(found: Property<E>, operator: Operator): void {
    const mode: Mode | undefined = found.filter.get(operator);
    if (mode === undefined) throw this.clause(found.name);
    if (mode === 'advanced' && !this.mode.advanced) {
      throw unsupported(
        `Operator '${operator === 'null' ? 'eq' : operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs-advanced-queries for more information`,
      );
    }
  }

  /** The limit is the directory's own ("Use the $filter query parameter"); the index behind advanced queries has none. */
  private permitAlternatives(count: number): void {
    if (!this.mode.advanced && count > mostAlternatives)
      throw unsupported(
        `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. Max allowed: ${mostAlternatives}.`,
      );
  }

  private typed(found: Property<E>, value: Literal): Comparable {
    if (value.kind === 'word') throw unknownProperty(value.value, this.resource.type);
    const wanted = found.type ? asType(found.type, value) : undefined;
    if (wanted === undefined) throw incompatible(found.type ?? 'Edm.String', value, 'eq');
    return wanted;
  }

  private clause(name: string): GraphFault {
    return unsupported(
      `Unsupported or invalid query filter clause specified for property '${name}' of resource '${this.resource.name}'.`,
    );
  }
}

function joined<E>(kind: 'and' | 'or', left: Predicate<E>, right: Predicate<E>): Predicate<E> {
  return kind === 'and'
    ? (entity, view) => left(entity, view) && right(entity, view)
    : (entity, view) => left(entity, view) || right(entity, view);
}

const mostAlternatives = 15;

/** How many conditions a chain of `or` has; chains lean to the left. */
function alternativesOf(filter: Filter): number {
  let count = 1;
  for (let each = filter; each.kind === 'or'; each = each.left) count += 1;
  return count;
}

type Read<E> = (entity: E, view: View) => unknown;

function edge<E>(name: 'startswith' | 'endswith', part: string, read: Read<E>): Predicate<E> {
  return (entity, view) => {
    const text = folded(read(entity, view));
    if (typeof text !== 'string') return false;
    return name === 'startswith' ? text.startsWith(part) : text.endsWith(part);
  };
}

function comparison<E>(operator: string, wanted: Comparable, read: Read<E>): Predicate<E> {
  const same = sameAs(wanted);
  if (operator === 'eq') return (entity, view) => same(read(entity, view));
  if (operator === 'ne') return (entity, view) => !same(read(entity, view));
  const edgeValue = folded(wanted);
  return (entity, view) => {
    const raw = read(entity, view);
    const actual = wanted instanceof Date ? (typeof raw === 'string' ? Date.parse(raw) : raw) : folded(raw);
    if (typeof actual !== typeof edgeValue || actual === null || edgeValue === null) return false;
    const order = actual === edgeValue ? 0 : (actual as string) < (edgeValue as string) ? -1 : 1;
    if (operator === 'ge') return order >= 0;
    if (operator === 'le') return order <= 0;
    return operator === 'gt' ? order > 0 : order < 0;
  };
}

function items<E>(found: Property<E>, entity: E, view: View): readonly unknown[] {
  const list = found.itemsOf ? found.itemsOf(entity, view) : found.read(entity, view);
  return Array.isArray(list) ? list : [];
}

const invalid = (text: string): GraphFault =>
  new GraphFault(400, 'BadRequest', `Invalid filter clause: ${text}`);

function unknownProperty(path: string, type: string): GraphFault {
  return invalid(`Could not find a property named '${path.slice(0, 100)}' on type '${type}'.`);
}

const operatorKinds: Readonly<Record<string, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  ge: 'GreaterThanOrEqual',
  gt: 'GreaterThan',
  le: 'LessThanOrEqual',
  lt: 'LessThan',
};

const literalTypes = {
  text: 'Edm.String',
  number: 'Edm.Int32',
  boolean: 'Edm.Boolean',
  null: '<null>',
  guid: 'Edm.Guid',
  time: 'Edm.DateTimeOffset',
  word: 'Edm.String',
} as const;

function incompatible(type: EdmType, value: Literal, operator: string): GraphFault {
  return invalid(
    `A binary operator with incompatible types was detected. Found operand types '${type}' and '${literalTypes[value.kind]}' for operator kind '${operatorKinds[operator] ?? 'Equal'}'.`,
  );
}
