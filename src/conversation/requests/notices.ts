import type { Refused } from '../../approvals/machine';
import type { RequestChange } from '../../approvals/perform';
import type { Reply, Turn } from '../turn';
import { noticeView } from '../views/notice';

/** The policy does not let this person do that. */
export function notAllowed(turn: Turn): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'warning',
      title: w('request.notAllowedTitle'),
      lines: [w('request.notAllowed')],
      actions: [{ title: w('action.help'), verb: 'help', data: {} }],
    }),
  };
}

/** Why a press had no effect, with a way back to the request. */
export function refusedNotice(turn: Turn, change: RequestChange, why: Refused): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'warning',
      title: w('request.refusedTitle'),
      lines: [w(`request.refused.${why}`)],
      actions: [{ title: w('action.showRequest'), verb: 'request.show', data: { id: change.id } }],
    }),
  };
}
