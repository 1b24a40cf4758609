import { property, type Property } from '../odata/resource';

/** Properties that Graph has and this tenant has no values for. Who selects them gets null. */
export function absent<E>(names: string, shown = false): readonly Property<E>[] {
  return names.split(/\s+/).map((name) => property(name, undefined, () => null, { shown }));
}

/** The same for lists, which are empty. */
export function emptyLists<E>(names: string, shown = false): readonly Property<E>[] {
  return names.split(/\s+/).map((name) => property(name, undefined, () => [], { shown }));
}
