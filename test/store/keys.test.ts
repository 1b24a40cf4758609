import { databases } from '../support/databases';

describe.each(databases)('keys on %s', (_name, create) => {
  it('are made once, for everybody, and survive a restart', async () => {
    const database = await create();
    const opened = await database.open();
    try {
      const all = await Promise.all(Array.from({ length: 5 }, () => opened.store.keys.get('one')));
      expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(1);
      expect(all[0]).toHaveLength(32);
      expect(await opened.store.keys.get('another')).not.toEqual(all[0]);
      await opened.store.close();
      const again = await database.open();
      expect(await again.store.keys.get('one')).toEqual(all[0]);
      await again.store.close();
    } finally {
      await database.dispose();
    }
  });
});
