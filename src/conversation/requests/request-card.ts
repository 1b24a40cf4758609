import { standingOf } from '../../approvals/authority';
import { mayNot } from '../../approvals/machine';
import type { RequestChange } from '../../approvals/perform';
import { presentForecast } from '../../approvals/present-forecast';
import { changedSince } from '../../approvals/since';
import { isBatch } from '../../licensing/batch/batch';
import { isOpen } from '../../licensing/change-states';
import { isPlainAssign } from '../../licensing/edit';
import { endsSoonAt } from '../../licensing/grant-time';
import type { CardView } from '../card-view';
import { batchCard } from '../change-card';
import { beforeEdit } from '../edits/before';
import type { Desk, Turn } from '../turn';
import { approvalView } from '../views/requests/approval';
import { beforeRequestView } from '../views/requests/before-request';
import { endingView } from '../views/requests/ending';
import { requestView } from '../views/requests/request';
import { sharedRequestView } from '../views/requests/shared-request';
import { deputyFor } from './deputy-for';
import { whoDecides } from './who-decides';

/** Where somebody activates a role that they are eligible for (Privileged Identity Management). */
export const activateUrl =
  'https://entra.microsoft.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles';

/**
 * A request as this person may see it, here: in a shared conversation nothing private; to an approver with what they
 * may do about it, as Entra says now; to everybody else what they asked or follow.
 */
export async function requestCard(
  desk: Desk,
  turn: Turn,
  change: RequestChange,
  own = false,
): Promise<CardView> {
  const { words } = turn;
  const now = desk.now();
  if (turn.conversation.kind !== 'personal' && !own) return sharedRequestView(words, { change, now });
  if (isBatch(change) && change.outcome) return batchCard(words, change, turn.access);
  if (change.asker.id === turn.person.id) {
    if (change.state === 'draft' && !isPlainAssign(change)) return beforeEdit(desk, turn, change);
    if (change.state === 'draft')
      return beforeRequestView(words, { change, ...(await whoDecides(desk, change)) });
    // Their own view of the card which says that it ends.
    const endsAt = own ? endsSoonAt(change) : undefined;
    return endsAt
      ? endingView(words, { change, endsAt })
      : requestView(words, { change, viewer: 'asker', now });
  }
  const { request } = change;
  const listed = request.stages.some((stage) => stage.approvers.some(({ id }) => id === turn.person.id));
  const standing = isOpen(change.state) ? await standingOf(desk.approvals, change, turn.person) : undefined;
  if (listed || standing?.authority || standing?.eligibleFor) {
    const refusal = standing ? mayNot(change, turn.person, standing.authority) : undefined;
    const present = isOpen(change.state) ? await presentForecast(desk.approvals, change) : undefined;
    return approvalView(words, {
      change: present ? { ...change, forecast: present } : change,
      viewer: {
        ...turn.person,
        deputyFor: standing?.authority?.onBehalfOf?.name ?? deputyFor(change, turn.person.id),
      },
      since: present ? changedSince(words, request.askedForecast, present) : [],
      mayWait: desk.byHand === null,
      canDecide: standing !== undefined && refusal === undefined,
      ...(standing?.eligibleFor
        ? { reason: words('request.eligible', { role: standing.eligibleFor }), activateUrl }
        : refusal && refusal !== 'already-decided'
          ? { reason: words(`request.refused.${refusal}`) }
          : {}),
      now,
    });
  }
  const follows = request.followers.some((each) => each.person.id === turn.person.id);
  return requestView(words, { change, viewer: follows ? 'follower' : 'other', now });
}
