import { DrizzleQueryError } from 'drizzle-orm';
import { DeskError } from '../errors';

/** Codes of PostgreSQL (class 08, 57P0x) and of Node's sockets that mean: nobody answers. */
const lost =
  /^(08...|57P0\d|53300|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOENT)$/;
/**
 * A full disk, or a database that takes no changes: `disk.ts` sets the embedded one read-only, and a server that has
 * failed over may be it for a while.
 */
const readOnly = /^(53100|25006)$/;
/** node-postgres gives no code when a connection ends or a pool waits in vain. */
const lostWords =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|PGlite is clos/i;

/**
 * Every failure of a database driver as a coded error. The query error of drizzle is left out of the causes: its
 * message holds the values of the query, and with them names of people.
 */
export function toStoreError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (isReadOnly(cause)) {
    return new DeskError(
      'store.read-only',
      'The database of License Desk takes no changes at the moment; perhaps its disk is full. Nothing was done. What is there can still be looked at. Try again later, or tell whoever runs License Desk.',
      { cause },
    );
  }
  return isLost(cause)
    ? new DeskError('store.unreachable', 'The database does not answer. Try again in a moment.', { cause })
    : new DeskError('store.failed', 'The database refused to read or write a record. The log says why.', {
        cause,
      });
}

function isReadOnly(cause: unknown): boolean {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' && readOnly.test(code);
}

function isLost(cause: unknown): boolean {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && lost.test(code)) ||
    lostWords.test(typeof message === 'string' ? message : '')
  );
}

/** The same repository, each of its methods rejecting with coded errors only. */
export function guarded<Repository extends object>(repository: Repository): Repository {
  const methods = Object.entries(repository) as [string, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    methods.map(([name, method]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw toStoreError(error);
        }
      },
    ]),
  ) as Repository;
}
