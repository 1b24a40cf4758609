import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPglite } from '../../src/store/embedded';

/** A row about a card, as a process left it. */
export interface LeftCard {
  readonly group: string;
  /** A conversation's id, or `person/<object id>`. */
  readonly conversationId: string;
  readonly activityId: string | null;
}

/**
 * The cards that stand in the store of a dead process, read from a copy, so that the next process finds everything as
 * it was left.
 * @returns settles when the copy is made; `cards` when it is read
 */
export async function leftCards(store: string): Promise<{ readonly cards: Promise<readonly LeftCard[]> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-left-'));
  await cp(store, folder, { recursive: true });
  return { cards: read(folder).finally(() => rmSync(folder, { recursive: true, force: true })) };
}

async function read(folder: string): Promise<readonly LeftCard[]> {
  const database = await openPglite(folder);
  const { rows } = await database.query<LeftCard>(`
    select changes.group_name as "group", cards.conversation_id as "conversationId", cards.activity_id as "activityId"
    from cards join changes on changes.id = cards.change_id`);
  await database.close();
  return rows;
}
