import { sql } from 'drizzle-orm';
import type { PaceRepository } from './contract';
import type { Database } from './database';
import { paces } from './schema';

/**
 * One time a pace says everything: until when what was taken is paid off. It may run ahead of now by as much as the
 * pace allows at once (the "generic cell rate algorithm"), so nothing has to be counted or forgotten.
 */
export function paceRepository(database: Database): PaceRepository {
  return {
    take: (wanted, now) =>
      database.transaction(async (tx) => {
        // In one order, so that two processes never wait for each other's rows.
        const names = wanted.map(({ name }) => name).sort();
        const rows = await tx
          .insert(paces)
          .values(names.map((name) => ({ name, spentUntil: now })))
          .onConflictDoUpdate({ target: paces.name, set: { name: sql`excluded.name` } })
          .returning();
        const spent = new Map(rows.map((row) => [row.name, row.spentUntil.getTime()]));
        const next: { name: string; spentUntil: Date }[] = [];
        let refused: { name: string; at: Date } | undefined;
        for (const { name, most, reserve, everyMs } of wanted) {
          const stored = spent.get(name) ?? 0;
          // Fuller than full: the clock was set back. That must not keep the bot silent.
          const until = stored > now.getTime() + most * everyMs ? now.getTime() : stored;
          const at = until - (most - reserve - 1) * everyMs;
          if (at > now.getTime() && at > (refused?.at.getTime() ?? 0)) refused = { name, at: new Date(at) };
          next.push({ name, spentUntil: new Date(Math.max(until, now.getTime()) + everyMs) });
        }
        if (refused) return refused;
        await tx
          .insert(paces)
          .values(next.sort((a, b) => (a.name < b.name ? -1 : 1)))
          .onConflictDoUpdate({ target: paces.name, set: { spentUntil: sql`excluded.spent_until` } });
        return undefined;
      }),
  };
}
