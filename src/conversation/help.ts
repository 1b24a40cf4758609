import { roleName } from '../access/roles';
import { messageOf } from '../errors';
import type { CommandInput, Desk, Reply, Turn } from './turn';
import { helpView } from './views/help';

/** What the bot does and what this person may do with it. */
export async function help(desk: Desk, turn: Turn): Promise<Reply> {
  return { card: helpView(turn.words, await helpFacts(desk, turn)) };
}

/** The same, for somebody who typed something that is no command. */
export async function unknown(
  desk: Desk,
  turn: Turn,
  input: CommandInput & { readonly nearest: string | null },
): Promise<Reply> {
  const facts = await helpFacts(desk, turn);
  return { card: helpView(turn.words, { ...facts, unknown: { typed: input.rest, nearest: input.nearest } }) };
}

/** The first message in a conversation. @param installedBy who added the bot, when the channel says it */
export async function welcome(desk: Desk, turn: Turn, installedBy: string | null): Promise<Reply> {
  const facts = await helpFacts(desk, turn);
  return { card: helpView(turn.words, { ...facts, welcome: { installedBy } }) };
}

/** Somebody without a role may be asked all the same: an owner, a manager, somebody's deputy. */
async function isAsked(desk: Desk, turn: Turn): Promise<boolean> {
  return (await desk.store.changes.askedToDecide(turn.tenantId, turn.person.id, 1)).length > 0;
}

async function helpFacts(desk: Desk, turn: Turn) {
  return {
    personName: turn.person.name,
    tenantName: await tenantName(desk),
    heldRoles: [...turn.access.heldRoles],
    mayAssign: turn.access.rolesUnknown ? ('unknown' as const) : turn.access.mayAssign,
    mayRead: turn.access.mayRead,
    mayDecide: turn.access.mayAssign || (await isAsked(desk, turn)),
    rolesThatMay: desk.assignRoles.map(roleName),
  };
}

/** Help is worth more than the name of the organization, which Graph may not give us. */
async function tenantName({ directory, log }: Desk): Promise<string> {
  try {
    return await directory.organizationName();
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'the name of the organization cannot be read');
    return '';
  }
}
