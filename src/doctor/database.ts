import { DeskError, messageOf } from '../errors';
import { mend, note, ok, type Finding } from './finding';

/** What a look at the store found out (`store/look.ts`). */
export interface StoreLook {
  readonly kind: 'server' | 'folder';
  /** PostgreSQL's version, such as 16.4; of a server only. */
  readonly version: string;
  /** Migrations that are still to come; undefined: there are no tables yet. */
  readonly behind: number | undefined;
  /** May make tables and the schema of the queues. */
  readonly mayCreate: boolean;
  /** Has a TLS connection, or is on this machine. */
  readonly guarded: boolean;
}

/** @param look throws a DeskError when the store cannot be used */
export async function checkDatabase(look: () => Promise<StoreLook>): Promise<readonly Finding[]> {
  const what = 'database';
  try {
    const { kind, version, behind, mayCreate, guarded } = await look();
    if (!mayCreate)
      return [
        mend(
          what,
          'the user may not create tables and schemas in it; grant CREATE on the database and its schema public',
        ),
      ];
    const tables =
      behind === undefined
        ? 'its tables are made at the first start'
        : behind > 0
          ? 'its tables are brought up to date at the next start'
          : 'its tables are up to date';
    return [
      ok(what, kind === 'server' ? `PostgreSQL ${version} answers; ${tables}` : `embedded; ${tables}`),
      ...(guarded
        ? []
        : [note(what, 'the connection is not encrypted; add ?sslmode=require to DATABASE_URL')]),
    ];
  } catch (error) {
    // A folder that a running License Desk has open is as it should be.
    if (error instanceof DeskError && error.code === 'store.in-use')
      return [ok(what, 'embedded; a running License Desk has it open')];
    return [mend(what, error instanceof DeskError ? error.sentence : messageOf(error))];
  }
}
