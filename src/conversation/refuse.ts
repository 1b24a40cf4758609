import type { Refusal } from '../access/access';
import { findHelpers } from '../access/helpers';
import { roleName } from '../access/roles';
import type { Words } from '../i18n/words';
import type { Desk, Reply, Turn } from './turn';
import { noticeView } from './views/notice';
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

/** Others ask so much that there is no time for one more. A card that was pressed stays, so that it can be pressed again. */
export function tooManyAtOnce(w: Words): Reply {
  const lines = [w('busy.text')];
  return {
    card: noticeView(w, { tone: 'info', title: w('busy.title'), lines, actions: [] }),
    again: w('busy.press'),
  };
}

/** Somebody was faster than the bot lets anybody be: when it listens again. A card that was pressed stays here, too. */
export function slowDown(desk: Pick<Desk, 'now'>, w: Words, until: Date): Reply {
  const seconds = Math.max(1, Math.ceil((until.getTime() - desk.now().getTime()) / 1_000));
  const text = w('slow.text', { count: seconds });
  return {
    card: noticeView(w, { tone: 'info', title: w('slow.title'), lines: [text], actions: [] }),
    again: w('slow.press', { count: seconds }),
  };
}
