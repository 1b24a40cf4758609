import { approvalView, type ApprovalInput } from '../../../src/conversation/views/requests/approval';
import { beforeRequestView } from '../../../src/conversation/views/requests/before-request';
import { choosePersonView } from '../../../src/conversation/views/requests/choose-person';
import { delegateView } from '../../../src/conversation/views/requests/delegate';
import { reminderView } from '../../../src/conversation/views/requests/reminder';
import {
  requestFormView,
  type RequestFormInput,
} from '../../../src/conversation/views/requests/request-form';
import type { Change } from '../../../src/licensing/change';
import { changeStates, isOpen } from '../../../src/licensing/change-states';
import { forecast, ids, noBegin, noon } from '../../support/builders';
import { aDecision, aQuestion, aRequest, aWaitingChange, people } from '../../support/requests';
import { dataOf, draw, verbs, w } from './draw';

const viewer = { ...people.adele, deputyFor: null };
const approval = (over: Partial<Change> = {}, input: Partial<ApprovalInput> = {}) =>
  draw(
    approvalView(w, {
      change: aWaitingChange(over),
      viewer,
      since: [],
      canDecide: true,
      now: noon,
      ...input,
    }),
  );

describe('the card of an approver', () => {
  it('says who asks for what and why, and what it would do now', () => {
    const card = approval();
    expect(card.text).toContain('Your decision is needed');
    expect(card.text).toContain('Megan Bowen asks for Microsoft 365 E3 for Contoso sales.');
    expect(card.text).toContain('Why\nThe sales team moves');
    expect(card.text).toContain('If it is approved\n9 people will get Microsoft 365 E3.');
    expect(card.text).toContain('Seats needed\n9');
    expect(card.text).not.toMatch(/seats? short|Changed since|You cannot/);
  });

  it('warns of missing seats, nested groups and missing locations', () => {
    const card = approval({
      forecast: forecast({
        seatsAvailable: 4,
        nestedOnly: 2,
        nestedGroups: ['Interns'],
        nestedGroupCount: 1,
        withoutUsageLocation: 3,
      }),
    });
    expect(card.text).toContain('Only 4 of 9 people can get Microsoft 365 E3.');
    expect(card.text).toContain('5 seats short');
    expect(card.text).toContain('2 people in nested groups will not get it: Interns.');
    expect(card.text).toContain('3 have no usage location');
  });

  it('offers four ways to decide, each from the revision that was drawn', () => {
    const card = approval();
    const decisions = ['decide.approve', 'decide.reject', 'decide.ask', 'decide.reassign'];
    expect(verbs(card).filter(Boolean)).toEqual([...decisions, 'forecast.show']);
    for (const verb of decisions) expect(dataOf(card, verb)).toMatchObject({ id: ids.change, revision: 2 });
    expect(card.inputs).toMatchObject([
      { id: 'reason', isRequired: true, maxLength: 500 },
      { id: 'question', isRequired: true },
      { id: 'person', isRequired: true },
    ]);
  });

  it('wants a reason only where the policy does', () => {
    const card = approval({ request: aRequest({ reasonOnReject: false }) });
    expect(card.inputs[0]).toMatchObject({ id: 'reason', isRequired: false, label: 'Reason (optional)' });
  });

  it('says what changed, for whom a deputy decides, and what was asked back', () => {
    const questions = [aQuestion({ answer: 'No.' })];
    const card = approval(
      { request: aRequest({ questions }) },
      { since: ['4 members joined.'], viewer: { ...people.alex, deputyFor: 'Adele Vance' } },
    );
    expect(card.text).toContain('Changed since it was asked\n⚠ 4 members joined.');
    expect(card.text).toContain('You decide for Adele Vance.');
    expect(card.text).toContain('Adele Vance asks\nIs E1 not enough for them?\nMegan Bowen answers\nNo.');
  });

  it('tells somebody who cannot decide now why, and where to activate the role', () => {
    const url = 'https://entra.microsoft.com/activate';
    const card = approval({}, { canDecide: false, reason: 'Your role is not active.', activateUrl: url });
    expect(card.text).toContain('You cannot decide now\nYour role is not active.');
    expect(card.actions).toMatchObject([
      { type: 'Action.OpenUrl', url },
      { verb: 'request.show' },
      { verb: 'forecast.show' },
      { title: 'Details' },
    ]);
    expect(card.inputs).toEqual([]);
  });

  it.each(changeStates.filter((state) => !isOpen(state)))('%s: the same card without buttons', (state) => {
    const decisions = [
      aDecision({ verdict: state === 'rejected' ? 'reject' : 'approve', reason: 'Too many.' }),
    ];
    const card = approval({ state, request: aRequest({ decisions }) }, { since: ['4 members joined.'] });
    expect(card.text).toContain('Megan Bowen asks for Microsoft 365 E3 for Contoso sales.');
    expect(card.text).toMatch(/(Approved|Rejected) by Adele Vance \(License Administrator\), Nov 24/);
    expect(card.text).not.toMatch(/Your decision is needed|If it is approved|Changed since/);
    expect(verbs(card)).toEqual([]);
    expect(card.inputs).toEqual([]);
  });

  it('shows how far Entra is', () => {
    const progress = { members: 40, licensed: 10, failed: 0, phase: 'processing' } as const;
    expect(approval({ state: 'processing', progress }).text).toContain('Processing 10 of 40');
  });

  it('can be drawn whatever people typed', () => {
    const typed = '😀"\\'.repeat(2_000);
    const request = aRequest({
      justification: typed,
      questions: [aQuestion({ text: typed, answer: typed })],
      decisions: [aDecision({ verdict: 'reject', reason: typed, role: typed })],
    });
    expect(() => approval({ request }, { since: [typed, typed, typed, typed, typed] })).not.toThrow();
  });

  it('a reminder leads to it, and says so when it is over', () => {
    const card = draw(reminderView(w, { change: aWaitingChange(), viewer }));
    expect(card.text).toContain('Still waiting for your decision');
    expect(verbs(card)).toEqual(['request.show']);
    const over = draw(reminderView(w, { change: aWaitingChange({ state: 'withdrawn' }), viewer }));
    expect(over.text).toContain('Withdrawn');
    expect(over.text).not.toContain('Still waiting');
  });
});

describe('asking', () => {
  const products = [{ skuId: ids.e3, name: 'Microsoft 365 E3' }];
  const group = { id: ids.group, name: 'Contoso sales', detail: '12 members' };
  const form = (over: Partial<RequestFormInput> = {}) =>
    draw(requestFormView(w, { products, typeahead: true, earliest: '2026-11-25', begin: noBegin, ...over }));

  it('asks for license, group, why, and perhaps until when', () => {
    const card = form({ selectedGroup: group });
    expect(card.inputs).toMatchObject([
      { id: 'license', isRequired: true },
      { id: 'group', isRequired: true, value: ids.group },
      { id: 'justification', isRequired: true, isMultiline: true, maxLength: 1_000 },
      { id: 'beginDate', isRequired: false, min: '2026-11-24' },
      { id: 'beginTime', isRequired: false },
      { id: 'neededUntil', isRequired: false, min: '2026-11-25' },
    ]);
    expect(card.text).not.toContain('seats');
    expect(verbs(card)).toEqual(['request.review', 'request.cancel']);
  });

  it('without typeahead: a search that needs no reason yet', () => {
    const first = form({ typeahead: false });
    expect(verbs(first)).toEqual(['request.search', 'request.review', 'request.cancel']);
    expect(first.inputs.find(({ id }) => id === 'justification')).toMatchObject({ isRequired: false });
    const found = form({ typeahead: false, groups: [group] });
    expect(found.inputs.find(({ id }) => id === 'justification')).toMatchObject({ isRequired: true });
  });

  it('keeps what was filled in', () => {
    const card = form({
      justification: 'Why',
      neededUntil: '2027-01-31T00:00:00.000Z',
      selectedSkuId: ids.e3,
    });
    expect(card.inputs.map((input) => input['value'])).toEqual([ids.e3, '', 'Why', '', '', '2027-01-31']);
  });

  it('has no fields when there is nothing to ask for', () => {
    const card = form({ products: [] });
    expect(card.inputs).toEqual([]);
    expect(verbs(card)).toEqual(['request.cancel']);
  });

  it('before it is sent: what it would do, who decides, and no alarm about seats', () => {
    const change = aWaitingChange({
      state: 'draft',
      forecast: forecast({ seatsAvailable: 0 }),
      request: aRequest({ neededUntil: '2027-01-31T00:00:00.000Z' }),
    });
    const card = draw(beforeRequestView(w, { change, approvers: ['Adele Vance', 'Lynne Robbins'] }));
    expect(card.text).toContain('If it is approved, 9 people get Microsoft 365 E3.');
    expect(card.text).toContain('Who decides\nAdele Vance and Lynne Robbins');
    expect(card.text).toContain('Needed until\nJan 31, 2027');
    expect(card.text).toContain('9 seats are missing today.');
    expect(verbs(card)).toEqual(['request.submit', 'request.edit', 'request.cancel']);
    expect(dataOf(card, 'request.submit')).toEqual({ id: ids.change, revision: 2 });
  });

  it('before it is sent: says when nobody can decide, and when that is not known', () => {
    const change = aWaitingChange({ state: 'draft' });
    expect(draw(beforeRequestView(w, { change, approvers: [] })).text).toContain('Nobody was found');
    const unknown = draw(beforeRequestView(w, { change, approvers: [], unknownApprovers: true }));
    expect(unknown.text).toContain('could not be read just now');
    expect(unknown.text).not.toContain('Nobody was found');
  });
});

describe('people', () => {
  const candidates = [{ id: people.alex.id, name: 'Alex Wilber', address: 'alexw@contoso.example' }];

  it('a deputy: a name and a day, later one of those who fit', () => {
    const first = draw(delegateView(w, { deputy: null, earliest: '2026-11-25' }));
    expect(first.inputs).toMatchObject([
      { id: 'person', type: 'Input.Text' },
      { id: 'until', type: 'Input.Date', min: '2026-11-25' },
    ]);
    expect(verbs(first)).toEqual(['delegate.set']);
    const second = draw(
      delegateView(w, { deputy: null, candidates, until: '2027-01-15', earliest: '2026-11-25' }),
    );
    expect(second.inputs).toMatchObject([{ id: 'person', type: 'Input.ChoiceSet' }, { value: '2027-01-15' }]);
    expect(second.text).toContain('Alex Wilber · alexw@contoso.example');
  });

  it('the deputy in force can be ended', () => {
    const deputy = { person: people.adele, deputy: people.alex, until: '2027-01-15T00:00:00.000Z' };
    const card = draw(delegateView(w, { deputy, earliest: '2026-11-25' }));
    expect(card.text).toContain('Alex Wilber decides for you until Jan 15, 2027.');
    expect(verbs(card)).toEqual(['delegate.set', 'delegate.clear']);
  });

  it('which person: each button carries the id', () => {
    const card = draw(
      choosePersonView(w, { people: candidates, verb: 'decide.reassign', data: { id: 'x', revision: 3 } }),
    );
    expect(dataOf(card, 'decide.reassign')).toEqual({ id: 'x', revision: 3, person: people.alex.id });
    expect(draw(choosePersonView(w, { people: [], verb: 'x', data: {} })).text).toContain('No such person');
  });
});
