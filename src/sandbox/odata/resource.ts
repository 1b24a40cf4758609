import type { View } from '../view';

/** What a filter may do with a property, as Microsoft lists it under "Supports $filter (…)". */
export type Operator =
  'eq' | 'ne' | 'not' | 'in' | 'ge' | 'le' | 'startsWith' | 'endsWith' | 'null' | 'any' | 'count';

/** default: at once; advanced: only with `ConsistencyLevel: eventual` and `$count=true`. */
export type Mode = 'default' | 'advanced';

export type EdmType = 'Edm.String' | 'Edm.Guid' | 'Edm.Boolean' | 'Edm.DateTimeOffset' | 'Edm.Int32';

/** The items of a collection: plain values, or objects with these fields. */
export type Items = EdmType | Readonly<Record<string, EdmType>>;

export interface Property<E> {
  readonly name: string;
  /** undefined: an object or a list of objects, which no comparison takes. */
  readonly type?: EdmType;
  readonly items?: Items;
  /** The value as JSON shows it. */
  read(entity: E, view: View): unknown;
  /** The items as a filter sees them, where building the JSON would cost too much. */
  itemsOf?(entity: E, view: View): readonly unknown[];
  /** Returned without $select. */
  readonly shown: boolean;
  /** For filters only: Graph never returns it, not even with $select. */
  readonly hidden: boolean;
  readonly filter: ReadonlyMap<Operator, Mode>;
  /** words: by its words in any order; beginning: by how it starts. */
  readonly search?: 'words' | 'beginning';
  readonly orderBy?: Mode;
}

/** A list of other objects that $expand puts into an answer. */
export interface Expansion<E> {
  readonly name: string;
  /**
   * How to read the list of one entity, with these fields of its objects or the usual ones.
   * @throws GraphFault for fields that they do not have
   */
  open(fields: readonly string[] | undefined): (entity: E, view: View) => unknown;
}

/** A kind of object as Graph offers it. */
export interface Resource<E> {
  /** As messages call it: "User". */
  readonly name: string;
  /** "microsoft.graph.user" */
  readonly type: string;
  /** By name in small letters: Graph takes them in any case. */
  readonly properties: ReadonlyMap<string, Property<E>>;
  readonly expansions: ReadonlyMap<string, Expansion<E>>;
  /** The type of one object, for lists in which it can differ. */
  typeOf(entity: E): string;
}

type PropertyOptions<E> = Partial<
  Pick<Property<E>, 'shown' | 'hidden' | 'filter' | 'search' | 'orderBy' | 'items' | 'itemsOf'>
>;

/** One line of a resource's table. */
export function property<E>(
  name: string,
  type: EdmType | undefined,
  read: (entity: E, view: View) => unknown,
  options: PropertyOptions<E> = {},
): Property<E> {
  return {
    name,
    ...(type ? { type } : {}),
    read,
    shown: false,
    hidden: false,
    filter: noFilter,
    ...options,
  };
}

const noFilter: ReadonlyMap<Operator, Mode> = new Map();

/** `allow('eq in', 'ne not')`: operators that work at once, and those that need an advanced query. */
export function allow(atOnce: string, advanced = ''): ReadonlyMap<Operator, Mode> {
  const named = (text: string, mode: Mode): (readonly [Operator, Mode])[] =>
    text.split(' ').flatMap((name) => (name ? [[name as Operator, mode] as const] : []));
  return new Map([...named(atOnce, 'default'), ...named(advanced, 'advanced')]);
}

export function resource<E>(
  name: string,
  type: string,
  properties: readonly Property<E>[],
  expansions: readonly Expansion<E>[] = [],
): Resource<E> {
  return {
    name,
    type,
    properties: new Map(properties.map((each) => [each.name.toLowerCase(), each])),
    expansions: new Map(expansions.map((each) => [each.name.toLowerCase(), each])),
    typeOf: () => type,
  };
}

/** Objects of several kinds in one list, such as the members of a group: any kind's properties may be asked for. */
export function anyOf<E>(
  name: string,
  type: string,
  kinds: readonly Resource<E>[],
  kindOf: (entity: E) => Resource<E>,
): Resource<E> {
  const properties = new Map<string, Property<E>>();
  for (const kind of kinds) {
    for (const [key, first] of kind.properties) {
      if (properties.has(key)) continue;
      const own = (entity: E): Property<E> | undefined => kindOf(entity).properties.get(key);
      properties.set(key, {
        ...first,
        read: (entity, view) => own(entity)?.read(entity, view),
        ...(first.items
          ? {
              itemsOf: (entity, view) =>
                own(entity)?.itemsOf?.(entity, view) ?? listOf(own(entity), entity, view),
            }
          : {}),
      });
    }
  }
  return { name, type, properties, expansions: new Map(), typeOf: (entity) => kindOf(entity).type };
}

function listOf<E>(own: Property<E> | undefined, entity: E, view: View): readonly unknown[] {
  const value = own?.read(entity, view);
  return Array.isArray(value) ? value : [];
}
