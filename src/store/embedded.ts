import { PGlite } from '@electric-sql/pglite';

/**
 * Pages that PostgreSQL itself keeps in memory; what it reads again comes from the memory of the operating system. Of
 * PGlite's 128 MB each start would fill every byte with zeros first: that is a quarter of what opening takes.
 */
const buffers = ['-c', 'shared_buffers=32MB'];

/** Opens the embedded database of a folder, and makes it when there is none. The folder must be this process's alone. */
export function openPglite(folder: string): Promise<PGlite> {
  return PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...buffers] });
}
