import type { GraphRequest } from '../http/request';
import type { Route } from './route';

/** A route that a request fits, with what stood in its `{…}` segments. */
export interface Match {
  readonly route: Route;
  readonly ids: readonly string[];
}

/** The route of a request; 'method' when the address is known but not for this verb. */
export function findRoute(routes: readonly Route[], request: GraphRequest): Match | 'method' | undefined {
  const given = keyed(request.path).split('/');
  let known = false;
  for (const route of routes) {
    const ids = fit(route, given);
    if (!ids) continue;
    if (route.method === request.method) return { route, ids };
    known = true;
  }
  return known ? 'method' : undefined;
}

/** The first segment of an address that no route has there. */
export function unknownSegment(routes: readonly Route[], request: GraphRequest): string {
  const given = keyed(request.path).split('/').slice(1);
  const wanted = routes.map(({ pattern }) => pattern.split('/').slice(1));
  const at = given.findIndex((_segment, index) =>
    wanted.every((parts) => given.slice(0, index + 1).some((segment, n) => !fitsSegment(parts[n], segment))),
  );
  return given[at === -1 ? given.length - 1 : at] ?? '';
}

function fitsSegment(part: string | undefined, segment: string): boolean {
  if (part === '{cast}') return cast.test(segment);
  if (part?.startsWith('{')) return segment !== '';
  return part?.toLowerCase() === segment.toLowerCase();
}

const cast = /^(?:microsoft\.)?graph\.(\w+)$/i;

function fit(route: Route, given: readonly string[]): readonly string[] | undefined {
  const wanted = route.pattern.split('/');
  const counting =
    route.list && given.length === wanted.length + 1 && given.at(-1)?.toLowerCase() === '$count';
  if (given.length !== wanted.length && !counting) return undefined;
  const ids: string[] = [];
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    if (part === '{cast}') {
      const type = cast.exec(segment)?.[1];
      if (!type) return undefined;
      ids.push(type.toLowerCase());
    } else if (part.startsWith('{')) {
      // A list's own /$count must not be read as an object called $count.
      if (segment === '' || segment.startsWith('$')) return undefined;
      ids.push(segment);
    } else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return ids;
}

/** `/directoryRoles(roleTemplateId='x')` and `/groups('x')` are other spellings of `/…/x`. */
function keyed(path: string): string {
  return path.replace(
    /\((?:(\w+)=)?'((?:[^']|'')*)'\)/g,
    (_all, name: string | undefined, quoted: string) => {
      const key = quoted.replaceAll("''", "'");
      return name ? `/${name}=${key}` : `/${key}`;
    },
  );
}
