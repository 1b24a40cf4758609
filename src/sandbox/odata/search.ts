import { badRequest, GraphFault, unsupported } from '../http/answer';
import type { View } from '../view';
import type { Predicate } from './compile';
import type { Property, Resource } from './resource';

/** One clause of $search: `"displayName:two words"`. */
export interface Clause {
  readonly property: string;
  readonly text: string;
}

/** Clauses of which one row must fit all of at least one list. */
export type Search = readonly (readonly Clause[])[];

const longest = 16_384;

/** Parses `"a:x" OR "b:y" AND "c:z"` (AND binds tighter); undefined when it is none. */
export function parseSearch(text: string): Search | undefined {
  if (text.length > longest) return undefined;
  const parts = text.trim().match(/"(?:\\.|[^"\\])*"|AND|OR|\S+/g);
  if (!parts) return undefined;
  const any: Clause[][] = [[]];
  let expectClause = true;
  for (const part of parts) {
    if (expectClause) {
      const clause = /^"(\w+):((?:\\.|[^"\\])*)"$/s.exec(part);
      if (!clause) return undefined;
      any.at(-1)?.push({ property: clause[1] ?? '', text: (clause[2] ?? '').replace(/\\(.)/gs, '$1') });
    } else if (part === 'OR') any.push([]);
    else if (part !== 'AND') return undefined;
    expectClause = !expectClause;
  }
  return expectClause ? undefined : any;
}

/** Turns the text of a $search into a test of one entity. @throws GraphFault in the real service's words */
export function compileSearch<E>(
  text: string,
  resource: Resource<E>,
  mode: { readonly eventual: boolean },
): Predicate<E> {
  if (!mode.eventual) {
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const search = parseSearch(text);
  if (!search) throw badRequest('Syntax error: each clause of $search must be quoted as "property:value".');
  const any = search.map((all) => all.map((clause) => compileClause(clause, resource)));
  return (entity, view) => any.some((all) => all.every((fits) => fits(entity, view)));
}

/** displayName and description are searched by words in any order, other properties by their beginning. */
function compileClause<E>(clause: Clause, resource: Resource<E>): Predicate<E> {
  const found = resource.properties.get(clause.property.toLowerCase());
  if (!found) {
    throw new GraphFault(
      400,
      'BadRequest',
      `Could not find a property named '${clause.property.slice(0, 100)}' on type '${resource.type}'.`,
    );
  }
  if (!found.search) {
    throw unsupported(`Property '${found.name}' of resource '${resource.name}' is not supported by $search.`);
  }
  return found.search === 'words' ? byWords(found, clause.text) : byBeginning(found, clause.text);
}

function byBeginning<E>(found: Property<E>, text: string): Predicate<E> {
  const asked = text.toLowerCase();
  return (entity, view) => textOf(found, entity, view).toLowerCase().startsWith(asked);
}

function byWords<E>(found: Property<E>, text: string): Predicate<E> {
  const asked = wordsOf(text);
  return (entity, view) => {
    const value = textOf(found, entity, view);
    const small = value.toLowerCase();
    // Cheap first: splitting into words half a million times would take a second.
    if (!asked.every((word) => small.includes(word))) return false;
    const words = wordsOf(value);
    return asked.every((each) => words.some((word) => word.startsWith(each)));
  };
}

function textOf<E>(found: Property<E>, entity: E, view: View): string {
  const value = found.read(entity, view);
  return typeof value === 'string' ? value : '';
}

/** Words end at spaces and symbols, where small letters turn capital, and at digits. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})|(\p{N})(\p{L})/gu, '$1$3 $2$4')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
