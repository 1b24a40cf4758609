import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { openPglite } from '../../src/store/embedded';
import { placeEmptyStore } from './empty-store';

/** The embedded database with no tables at all, for tests of earlier versions of them. */
export interface BarePglite {
  readonly pglite: PGlite;
  /** Takes every table and function away again. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** PGlite takes seconds to make its files and none to copy those of a store, so it begins as one whose tables are dropped. */
export async function barePglite(): Promise<BarePglite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-bare-'));
  const pglite = await openPglite(await placeEmptyStore(path.join(folder, 'store')));
  const clear = async (): Promise<void> => {
    await pglite.exec('drop schema public cascade; create schema public');
  };
  await clear();
  return {
    pglite,
    clear,
    close: async () => {
      await pglite.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
