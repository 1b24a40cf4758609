import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { KeyRepository } from './contract';
import type { Database } from './database';
import { keys } from './schema';

/** Keys that all processes on one store share. Whoever can read them can read what they protect as well. */
export function keyRepository(database: Database): KeyRepository {
  return {
    get: async (name) => {
      const value = randomBytes(32).toString('base64');
      await database.insert(keys).values({ name, value }).onConflictDoNothing();
      const [row] = await database.select().from(keys).where(eq(keys.name, name));
      return Buffer.from(row?.value ?? value, 'base64');
    },
  };
}
