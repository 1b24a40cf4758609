import type { Literal } from './filter';
import type { EdmType } from './resource';

/** What a filter compares with, once its type is known to fit. */
export type Comparable = string | number | boolean | Date | null;

/** The literal as a value of the type; undefined: the kinds do not go together. */
export function asType(type: EdmType, literal: Literal): Comparable | undefined {
  if (literal.kind === 'null') return null;
  switch (type) {
    case 'Edm.String':
      return literal.kind === 'text' ? literal.value : undefined;
    case 'Edm.Guid':
      return literal.kind === 'guid' ? literal.value : undefined;
    case 'Edm.Boolean':
      return literal.kind === 'boolean' ? literal.value : undefined;
    case 'Edm.Int32':
      return literal.kind === 'number' ? literal.value : undefined;
    case 'Edm.DateTimeOffset':
      return literal.kind === 'time' ? new Date(literal.value) : undefined;
  }
}

/** Text in small letters: the directory compares without regard to case. Times as milliseconds. */
export function folded(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  return value instanceof Date ? value.getTime() : value;
}

/** A test for equality; a property that is absent equals null. */
export function sameAs(wanted: Comparable): (actual: unknown) => boolean {
  if (wanted instanceof Date) {
    const at = wanted.getTime();
    return (actual) => typeof actual === 'string' && Date.parse(actual) === at;
  }
  if (typeof wanted !== 'string') return (actual) => (actual ?? null) === wanted;
  const text = wanted.toLowerCase();
  return (actual) =>
    typeof actual === 'string' && actual.length === text.length && actual.toLowerCase() === text;
}
