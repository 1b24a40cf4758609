import type { Refusal } from '../access/access';
import { findHelpers } from '../access/helpers';
import { roleName } from '../access/roles';
import type { Desk, Reply, Turn } from './turn';
import { refusedView } from './views/refused';

/** Turns somebody away: why, which roles may, and who could help. Names of colleagues only to colleagues. */
export async function refuse(desk: Desk, turn: Pick<Turn, 'words'>, reason: Refusal): Promise<Reply> {
  desk.telemetry.turned('refused');
  const colleague = reason === 'role';
  const helpers = colleague ? await findHelpers(desk.graph, desk.assignRoles) : [];
  return {
    card: refusedView(turn.words, {
      reason,
      rolesThatMay: colleague ? desk.assignRoles.map(roleName) : [],
      helpers: [...helpers],
    }),
  };
}
