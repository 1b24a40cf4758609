import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema';

/** A database of either kind: PGlite in this process or a PostgreSQL server. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A time of the database as the domain writes it. */
export function isoOf(time: Date): string;
export function isoOf(time: Date | null): string | null;
export function isoOf(time: Date | null): string | null {
  return time ? time.toISOString() : null;
}

/** A time of the domain for the database; undefined stays undefined, so that it leaves a column alone. */
export function dateOf(time: string | null | undefined): Date | null | undefined {
  return typeof time === 'string' ? new Date(time) : time;
}
