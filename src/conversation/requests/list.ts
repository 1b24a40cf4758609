import type { Change } from '../../licensing/change';
import { pageOf } from '../card-data';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { requestsListView } from '../views/requests/requests-list';

/** More are not listed; the newest come first. */
const most = 200;

/** `requests`: those that wait for me when there are any, else mine. */
export async function requests(desk: Desk, turn: Turn): Promise<Reply> {
  const waiting = await waitingFor(desk, turn);
  return list(desk, turn, waiting, waiting.length > 0 ? 'waiting' : 'mine', 0);
}

/** A tab or page of the list. */
export async function requestsPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const waiting = await waitingFor(desk, turn);
  const tab = input.data['tab'] === 'waiting' ? 'waiting' : input.data['tab'] === 'mine' ? 'mine' : undefined;
  return list(desk, turn, waiting, tab ?? (waiting.length > 0 ? 'waiting' : 'mine'), pageOf(input.data));
}

async function list(
  desk: Desk,
  turn: Turn,
  waiting: readonly Change[],
  tab: 'mine' | 'waiting',
  page: number,
): Promise<Reply> {
  const mine = (
    await desk.store.changes.requestsOf(turn.tenantId, turn.person.id, { limit: most, offset: 0 })
  ).filter((change) => change.state !== 'draft' && change.state !== 'cancelled');
  const rows = [...(tab === 'mine' ? mine : waiting)];
  return {
    card: requestsListView(turn.words, {
      tab,
      rows,
      page,
      counts: { mine: mine.length, waiting: waiting.length },
      now: desk.now(),
    }),
  };
}

/** Open requests whose present stage asks this person, themselves or for somebody whose deputy they are. */
async function waitingFor(desk: Desk, turn: Turn): Promise<readonly Change[]> {
  const principals = await desk.store.deputies.whom(turn.tenantId, turn.person.id, desk.now());
  const me = [turn.person.id, ...principals.map(({ person }) => person.id)];
  const found = new Map<string, Change>();
  for (const id of me) {
    for (const change of await desk.store.changes.askedToDecide(turn.tenantId, id, most)) {
      const stage = change.request?.stages[change.request.stage];
      const asked = stage?.approvers.some((each) => each.id === id) ?? false;
      const decided = change.request?.decisions.some(
        (each) => each.stage === change.request?.stage && (each.by.id === id || each.onBehalfOf?.id === id),
      );
      if (asked && !decided && change.asker.id !== turn.person.id) found.set(change.id, change);
    }
  }
  return [...found.values()].sort((a, b) => b.number - a.number);
}
