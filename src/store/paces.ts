import { sql } from 'drizzle-orm';
import type { Pace, PaceRepository } from './contract';
import type { Database } from './database';
import { paces } from './schema';

/** A pace and how it stands, in milliseconds since 1970. */
interface Spent {
  readonly pace: Pace;
  readonly until: number;
  readonly heldUntil: number;
}

/** Nobody asks for more silence than this; what is further away comes from a clock that was set back. Milliseconds. */
const longestHoldMs = 3_600_000;

/**
 * One time a pace says everything: until when what was taken is paid off. It may run ahead of now by as much as the
 * pace allows at once (the "generic cell rate algorithm"), so nothing has to be counted or forgotten. What is only
 * noted may run ahead twice as far: then others wait until that, too, is paid off.
 */
export function paceRepository(database: Database): PaceRepository {
  return {
    take: (wanted, now) =>
      database.transaction(async (tx) => {
        const spent = await inTurn(tx, wanted, now);
        let refused: { name: string; at: Date } | undefined;
        for (const { pace, until, heldUntil } of spent) {
          const { name, most, reserve, everyMs } = pace;
          const at = Math.max(heldUntil, until - (most - reserve - 1) * everyMs);
          if (at > now.getTime() && at > (refused?.at.getTime() ?? 0)) refused = { name, at: new Date(at) };
        }
        if (refused) return refused;
        await spend(tx, spent, now);
        return undefined;
      }),

    note: (wanted, now) => database.transaction(async (tx) => spend(tx, await inTurn(tx, wanted, now), now)),

    hold: async (pace, until, now) => {
      const heldUntil = new Date(Math.min(until.getTime(), now.getTime() + longestHoldMs));
      // It begins again with one, and goes on at its own pace.
      const spentUntil = new Date(heldUntil.getTime() + (pace.most - 1) * pace.everyMs);
      await database
        .insert(paces)
        .values({ name: pace.name, spentUntil, heldUntil })
        .onConflictDoUpdate({
          target: paces.name,
          set: {
            spentUntil: sql`greatest(${paces.spentUntil}, excluded.spent_until)`,
            heldUntil: sql`greatest(${paces.heldUntil}, excluded.held_until)`,
          },
        });
    },
  };
}

/** How the paces stand, for nobody else to alter until the end of the transaction. */
async function inTurn(tx: Database, wanted: readonly Pace[], now: Date): Promise<readonly Spent[]> {
  // In one order, so that two processes never wait for each other's rows.
  const names = wanted.map(({ name }) => name).sort();
  const rows = await tx
    .insert(paces)
    .values(names.map((name) => ({ name, spentUntil: now })))
    .onConflictDoUpdate({ target: paces.name, set: { name: sql`excluded.name` } })
    .returning();
  const byName = new Map(rows.map((row) => [row.name, row]));
  return wanted.map((pace) => {
    const row = byName.get(pace.name);
    const held = row?.heldUntil?.getTime() ?? 0;
    const heldUntil = held > now.getTime() + longestHoldMs ? 0 : held;
    const until = row?.spentUntil.getTime() ?? 0;
    // Fuller than it can be: the clock was set back. That must not keep the bot silent.
    const fullest = Math.max(now.getTime(), heldUntil) + 2 * pace.most * pace.everyMs;
    return { pace, heldUntil, until: until > fullest ? now.getTime() : until };
  });
}

async function spend(tx: Database, spent: readonly Spent[], now: Date): Promise<void> {
  const next = spent.map(({ pace: { name, most, everyMs }, until, heldUntil }) => {
    const from = Math.max(now.getTime(), heldUntil);
    const paidOff = Math.min(Math.max(until, now.getTime()) + everyMs, from + 2 * most * everyMs);
    return { name, spentUntil: new Date(paidOff) };
  });
  await tx
    .insert(paces)
    .values(next.sort((a, b) => (a.name < b.name ? -1 : 1)))
    .onConflictDoUpdate({ target: paces.name, set: { spentUntil: sql`excluded.spent_until` } });
}
