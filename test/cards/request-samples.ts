import type { CardView } from '../../src/conversation/card-view';
import { alreadyAskedView } from '../../src/conversation/views/requests/already-asked';
import { approvalView } from '../../src/conversation/views/requests/approval';
import { beforeRequestView } from '../../src/conversation/views/requests/before-request';
import { choosePersonView } from '../../src/conversation/views/requests/choose-person';
import { delegateView } from '../../src/conversation/views/requests/delegate';
import { endingView, sharedEndingView } from '../../src/conversation/views/requests/ending';
import { reminderView } from '../../src/conversation/views/requests/reminder';
import { requestView } from '../../src/conversation/views/requests/request';
import { requestCompletionView } from '../../src/conversation/views/requests/request-completion';
import { requestFormView } from '../../src/conversation/views/requests/request-form';
import { requestsListView } from '../../src/conversation/views/requests/requests-list';
import { sharedRequestView } from '../../src/conversation/views/requests/shared-request';
import type { Words } from '../../src/i18n/words';
import type { Change } from '../../src/licensing/change';
import { isFinal, type ChangeState } from '../../src/licensing/change-states';
import { noBegin, noon } from '../support/builders';
import { aDecision, anApprover, aQuestion, aRequest, aStage } from '../support/requests';
import type { Text } from './samples';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Every card about requests. @param one a change whose names are foreign */
export function requestSamples(w: Words, one: Change, text: Text, size: number): CardView[] {
  const now = noon;
  const request = foreignRequest(text, size);
  const asked: Change = { ...one, request, outcome: null };
  const products = times(size, (i) => ({ skuId: `sku-${i}`, name: text('product') }));
  const groups = times(size, (i) => ({ id: `group-${i}`, name: text('group'), detail: text('detail') }));
  const candidates = times(size, (i) => ({ id: `${i}`, name: text('person'), address: text('address') }));
  const names = times(size, () => text('approver'));
  const form = { products, earliest: '2026-11-25', begin: noBegin, notice: text('notice') };
  const filled = { justification: text('why'), neededUntil: '2026-12-31', selectedSkuId: 'sku-0' };
  const deputy = {
    person: { id: 'me', name: text('me') },
    deputy: { id: 'deputy', name: text('deputy') },
    until: '2027-01-15T00:00:00.000Z',
  };
  const day = { earliest: '2026-11-25', notice: text('notice') };
  return [
    requestFormView(w, { ...form, ...filled, typeahead: true, selectedGroup: groups[0] }),
    requestFormView(w, { ...form, ...filled, typeahead: false, query: text('query'), groups }),
    requestFormView(w, { ...form, typeahead: false }),
    beforeRequestView(w, { change: { ...asked, state: 'draft' }, approvers: names }),
    beforeRequestView(w, { change: { ...asked, state: 'draft' }, approvers: [], unknownApprovers: true }),
    ...(['asked-back', 'rejected'] as const).flatMap((state) => inState(w, { ...one, request }, state, text)),
    ...(['mine', 'waiting'] as const).map((tab) =>
      requestsListView(w, {
        tab,
        rows: [asked, ...times(size, (i) => ({ ...asked, id: `change-${i}`, number: i }))],
        page: 0,
        counts: { mine: size + 1, waiting: size },
        now,
      }),
    ),
    ...[true, false].map((following) => alreadyAskedView(w, { change: asked, following })),
    delegateView(w, { deputy: null, candidates, until: '2027-01-15', ...day }),
    delegateView(w, { deputy, ...day }),
    delegateView(w, { deputy: null, typed: text('typed'), ...day }),
    choosePersonView(w, { people: candidates, verb: 'x', data: { id: '${x}' }, notice: text('notice') }),
    ...[endingView, sharedEndingView].map((view) =>
      view(w, { change: { ...one, request }, endsAt: '2026-12-31T00:00:00.000Z' }),
    ),
  ];
}

/** A change in one state as everybody sees it, with whoever looks able to decide and not. */
export function inState(w: Words, one: Change, state: ChangeState, text: Text): CardView[] {
  const now = noon;
  const change = { ...one, state, outcome: state.startsWith('done') ? one.outcome : null };
  const viewer = { id: 'viewer', name: text('viewer'), deputyFor: text('principal') };
  const approval = { change, viewer, since: times(6, () => text('since')), now };
  const activateUrl = 'https://entra.microsoft.com/';
  return [
    ...(['asker', 'follower', 'other'] as const).map((each) => requestView(w, { change, viewer: each, now })),
    approvalView(w, { ...approval, canDecide: true }),
    approvalView(w, { ...approval, canDecide: false, reason: text('reason'), activateUrl }),
    sharedRequestView(w, { change, now }),
    reminderView(w, { change, viewer }),
    ...(isFinal(state)
      ? (['asker', 'follower', 'approver'] as const).map((each) =>
          requestCompletionView(w, { change, viewer: each, mayRead: each === 'approver' }),
        )
      : []),
  ];
}

/** A request in which everybody has said as much as they may. */
function foreignRequest(text: Text, size: number) {
  const person = { id: 'person', name: text('person') };
  const approver = anApprover({ ...person, through: 'deputy', deputyOf: person });
  const stage = aStage({
    name: text('stage'),
    quorum: 'everyone',
    approvers: times(size, (i) => ({ ...approver, id: `${i}` })),
  });
  const decision = aDecision({ by: person, onBehalfOf: person, role: text('role'), reason: text('reason') });
  return aRequest({
    justification: text('why'),
    neededUntil: '2026-12-31T00:00:00.000Z',
    stages: [stage, stage],
    decisions: times(size, (i) => ({ ...decision, verdict: i === size - 1 ? 'reject' : 'approve' })),
    questions: times(size, (i) =>
      aQuestion({ by: person, text: text('question'), answer: i % 2 === 0 ? text('answer') : null }),
    ),
    unreached: times(size, (i) => `${i}`),
  });
}
