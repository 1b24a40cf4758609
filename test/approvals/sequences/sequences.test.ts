import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { ChangeState } from '../../../src/licensing/change-states';
import { openStore } from '../../../src/store/open';
import { placeEmptyStore } from '../../support/empty-store';
import { memoryStore, type MemoryStore } from '../../support/memory-store';
import { play } from './play';
import { story, type Story } from './story';

/**
 * Random presses by random people, late, doubled and at once, against the real handlers, services, moves, rows of cards
 * and their delivery. What may be is worked out a second time, from what the directory says at the moment of writing;
 * and when a story has ended, every card of it shows the same.
 */
const sequences = Number(process.env['SEQUENCES'] ?? 10_000);
/** The same on a real database, which is a hundred times slower. */
const onDatabase = Number(process.env['STORIES'] ?? 12);

async function playAll(count: number, seed: number, storeFor: (it: Story) => MemoryStore): Promise<void> {
  const ends = new Map<ChangeState, number>();
  await fc.assert(
    fc.asyncProperty(story, async (it) => {
      const state = await play(it, storeFor(it));
      ends.set(state, (ends.get(state) ?? 0) + 1);
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
  // The stories lead somewhere: otherwise this would prove nothing.
  expect(ends.get('done') ?? 0).toBeGreaterThan(count / 15);
  if (count >= 300)
    for (const state of ['rejected', 'withdrawn', 'expired'] as const)
      expect(ends.get(state) ?? 0).toBeGreaterThan(count / 200);
  process.stderr.write(`${count} stories, seed ${seed}: ${JSON.stringify(Object.fromEntries(ends))}\n`);
}

/** Others have their turn between any two steps of the store, more or fewer of them. */
function pauses(order: number): () => Promise<void> {
  let state = order;
  return async () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    for (let turns = state >>> 30; turns > 0; turns -= 1) await Promise.resolve();
  };
}

it(`${sequences} sequences: nothing is applied against the policy, or twice, and all cards end equal`, async () => {
  await playAll(sequences, 20261126, ({ order }) => memoryStore({ pause: pauses(order) }));
}, 900_000);

it(`${onDatabase} of them on a real database`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-sequences-'));
  const { store } = await openStore({ folder: await placeEmptyStore(path.join(folder, 'store')) });
  try {
    await playAll(onDatabase, 20261124, () => store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 900_000);
