import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leastFreeBytes } from '../../src/store/disk';
import { openStore, type OpenedStore } from '../../src/store/open';
import { bossDatabase } from '../../src/jobs/boss-database';
import { noon } from '../support/builders';
import { placeEmptyStore } from '../support/empty-store';

const megabyte = 1024 * 1024;

/** The file system is asked through a parameter here. */
describe('an embedded store whose disk gets full', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'desk-disk-'));
  let free = 1_000 * megabyte;
  let opened: OpenedStore;
  const told: string[] = [];
  const log = {
    info: (_fields: object, message: string) => void told.push(message),
    error: (_fields: object, message: string) => void told.push(message),
  };
  const open = () => openStore({ folder: path.join(root, 'store'), freeBytes: async () => free, log });

  beforeAll(async () => {
    await placeEmptyStore(path.join(root, 'store'));
    opened = await open();
  });
  afterAll(async () => {
    await opened.store.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function until(readOnly: boolean): Promise<void> {
    while (opened.store.isReadOnly() !== readOnly) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('can be read and refuses every change, also of the queues, and says so once', async () => {
    const { store } = opened;
    expect(await store.seen.first('before', noon)).toBe(true);
    free = leastFreeBytes - 1;
    await until(true);
    await expect(store.seen.first('while', noon)).rejects.toMatchObject({ code: 'store.read-only' });
    await expect(
      store.paces.take([{ name: 'x', most: 1, everyMs: 1, reserve: 0 }], noon),
    ).rejects.toMatchObject({
      code: 'store.read-only',
    });
    const { db } = bossDatabase(opened.queueDatabase);
    await expect(db?.executeSql(`insert into seen values ('queue', now())`)).rejects.toMatchObject({
      code: '25006',
    });
    expect(await store.changes.due(noon, 1)).toEqual([]);
    await store.ping();
    expect(told).toEqual(['the disk is full: the store can only be read']);
  });

  it('is written again when there is enough room, and not before', async () => {
    const { store } = opened;
    free = leastFreeBytes + megabyte;
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // it looks once a second
    expect(store.isReadOnly()).toBe(true);
    free = 1_000 * megabyte;
    await until(false);
    expect(await store.seen.first('while', noon)).toBe(true);
    expect(await store.seen.first('before', noon)).toBe(false);
    expect(told.at(-1)).toBe('the disk has room again: the store can be written');
  });

  it('does not open on a disk without room, and says how much is needed', async () => {
    free = 3 * megabyte;
    const other = await placeEmptyStore(path.join(root, 'other'));
    await expect(openStore({ folder: other, freeBytes: async () => free })).rejects.toMatchObject({
      code: 'store.full',
      sentence: expect.stringContaining('3 MB are left, 64 are needed') as string,
    });
    free = 1_000 * megabyte;
    await (await openStore({ folder: other, freeBytes: async () => free })).store.close();
  });
});
