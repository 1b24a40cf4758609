import type { ConstructorOptions } from 'pg-boss';
import type { OpenedStore } from '../store/open';

type QueueDatabase = OpenedStore['queueDatabase'];
type Session = Extract<QueueDatabase, { kind: 'embedded' }>['pglite'];

/** How pg-boss reaches the database of the store. */
export function bossDatabase(
  database: QueueDatabase,
): Pick<ConstructorOptions, 'backend' | 'db' | 'connectionString' | 'max' | 'application_name'> {
  return database.kind === 'embedded'
    ? { db: onOneSession(database.pglite), backend: 'pglite' }
    : { connectionString: database.url, max: 4, application_name: 'license-desk-jobs' };
}

const opensTransaction = /^\s*BEGIN\b/i;

/**
 * Each call is one turn on the only session of a PGlite. A text that opens a transaction of its own runs inside
 * `transaction`: when it fails half-way it is rolled back before anybody else gets the session. (The adapter that
 * pg-boss brings lets waiting queries in between, which then meet an aborted transaction.)
 */
function onOneSession(pglite: Session): NonNullable<ConstructorOptions['db']> {
  return {
    executeSql: async (text, values) => {
      if (values?.length) return pglite.query(text, values);
      const results = opensTransaction.test(text)
        ? await pglite.transaction((tx) => tx.exec(text))
        : await pglite.exec(text);
      return { rows: results.flatMap((result) => result.rows) };
    },
  };
}
