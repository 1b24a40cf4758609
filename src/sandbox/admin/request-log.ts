import { fitsPath } from '../faults/path-glob';

/** One request as it was served. */
export interface ServedRequest {
  readonly method: string;
  /** With its query, below /v1.0. */
  readonly path: string;
  /** 0: the connection ended without an answer. */
  readonly status: number;
  readonly batched: boolean;
  readonly resourceUnits: number;
  /** The app that asked; null where it is not known, as of a refused token. */
  readonly appId: string | null;
  /** When it was answered: milliseconds since 1970. */
  readonly at: number;
}

/** What to show of the log; a missing field fits everything. */
export interface RequestFilter {
  readonly method?: string;
  /** A pattern as in a fault's `match.path`. */
  readonly path?: string;
  readonly status?: number;
}

const mostRemembered = 10_000;
/** Longer paths are cut: one caller must not be able to fill the memory. */
const longestPath = 2_000;

/** The latest requests, oldest first. */
export class RequestLog {
  readonly served: ServedRequest[] = [];

  add(request: ServedRequest): void {
    this.served.push({ ...request, path: request.path.slice(0, longestPath) });
    // In blocks, because each removal moves all that stay.
    if (this.served.length > mostRemembered + 100) this.served.splice(0, 100);
  }

  find({ method, path, status }: RequestFilter): readonly ServedRequest[] {
    return this.served.filter(
      (each) =>
        (method === undefined || each.method === method.toUpperCase()) &&
        (status === undefined || each.status === status) &&
        (path === undefined || fitsPath(path, each.path.split('?', 1)[0] ?? '')),
    );
  }

  clear(): void {
    this.served.length = 0;
  }
}
