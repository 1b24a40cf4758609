import { alreadyAskedView } from '../../../src/conversation/views/requests/already-asked';
import { requestView, type RequestViewer } from '../../../src/conversation/views/requests/request';
import { requestCompletionView } from '../../../src/conversation/views/requests/request-completion';
import { requestsListView } from '../../../src/conversation/views/requests/requests-list';
import { sharedRequestView } from '../../../src/conversation/views/requests/shared-request';
import { endingView } from '../../../src/conversation/views/requests/ending';
import type { Change } from '../../../src/licensing/change';
import { changeStates, isFinal } from '../../../src/licensing/change-states';
import { after, ids, noon } from '../../support/builders';
import {
  aDecision,
  anApprover,
  aQuestion,
  aRequest,
  aStage,
  aWaitingChange,
  people,
} from '../../support/requests';
import { dataOf, draw, verbs, w } from './draw';

const drawn = (over: Partial<Change> = {}, viewer: RequestViewer = 'asker', now = noon) =>
  draw(requestView(w, { change: aWaitingChange(over), viewer, now }));
const outcome = { members: 12, assigned: 9, alreadyHad: 3, failed: 0, unconfirmed: 0, failures: [] };
const why = 'The sales team moves to the new phone system on Monday.';

describe('a request in the eyes of its asker', () => {
  it('waits: who decides, until when, and a way back', () => {
    const card = drawn();
    expect(card.text).toMatch(/^Request 17\n…\nWaiting for approval\nMicrosoft 365 E3 → Contoso sales/);
    expect(card.text).toContain(`Why\n${why}`);
    expect(card.text).toContain('Who decides\nAdele Vance and Lynne Robbins');
    expect(card.text).toContain('Decide by\nDec 1, 12:00 PM UTC');
    expect(card.text).not.toMatch(/Stage|Approvals/);
    expect(verbs(card)).toEqual(['request.withdraw', 'request.show']);
    expect(dataOf(card, 'request.withdraw')).toEqual({ id: ids.change, revision: 2 });
  });

  it('waits in the second of two stages, with one of two approvals', () => {
    const manager = aStage({ name: 'Manager' });
    const second = aStage({ quorum: 2 });
    const card = drawn({
      request: aRequest({
        stages: [manager, second],
        stage: 1,
        decisions: [aDecision(), aDecision({ stage: 1, by: people.lynne })],
      }),
    });
    expect(card.text).toContain('Stage\n2 of 2: License administrators');
    expect(card.text).toContain('Approvals\n1 of 2 approved');
    expect(card.text).toContain('Approved by Lynne Robbins (License Administrator), Nov 24, 1:00 PM UTC');
  });

  it('counts the two voices of one person and their deputy once', () => {
    const stage = aStage({ quorum: 'everyone' });
    const deputy = aDecision({ by: people.alex, onBehalfOf: people.adele });
    const card = drawn({ request: aRequest({ stages: [stage], decisions: [aDecision(), deputy] }) });
    expect(card.text).toContain('1 of 2 approved');
    expect(card.text).toContain('Approved by Alex Wilber for Adele Vance (License Administrator)');
  });

  it('names a deputy with the person for whom they decide', () => {
    const approvers = [anApprover({ ...people.alex, through: 'deputy', deputyOf: people.adele })];
    expect(drawn({ request: aRequest({ stages: [aStage({ approvers })] }) }).text).toContain(
      'Who decides\nAlex Wilber for Adele Vance',
    );
  });

  it('says who could not be reached', () => {
    const namesakes = [anApprover({ ...people.lynne, name: 'Adele Vance' }), anApprover(people.alex)];
    const stages = [aStage({ approvers: [anApprover(), ...namesakes] })];
    const text = (unreached: string[]) => drawn({ request: aRequest({ stages, unreached }) }).text;
    expect(text([people.alex.id])).toContain('Could not be reached: Alex Wilber.');
    expect(text([people.lynne.id, people.alex.id])).toContain(
      'Could not be reached: Adele Vance and Alex Wilber.',
    );
    // Nobody of the present stage.
    expect(text(['d4d4d4d4-4444-4d44-8d44-d4d4d4d4d4d4'])).not.toContain('Could not be reached');
  });

  it.each([
    [86_400_000, 'every day'],
    [7 * 86_400_000, 'every 7 days'],
    [3_600_000, 'every hour'],
    [36 * 3_600_000, 'every 36 hours'],
    [90 * 60_000, 'every 90 minutes'],
    [null, 'every day'],
  ])('nobody who may decide: says how often they are looked for (%s)', (remindEveryMs, words) => {
    const nobody = aRequest({ stages: [aStage({ approvers: [] })], remindEveryMs });
    expect(drawn({ request: nobody }).text).toContain(`Tell your administrator; it is tried again ${words}.`);
  });

  it('asked back: the question, a field for the answer, and only then its button', () => {
    const card = drawn({ state: 'asked-back', request: aRequest({ questions: [aQuestion()] }) });
    expect(card.text).toContain('A question for you');
    expect(card.text).toContain('Adele Vance asks\nIs E1 not enough for them?');
    expect(card.inputs).toMatchObject([
      { id: 'answer', isMultiline: true, isRequired: true, maxLength: 500 },
    ]);
    expect(verbs(card)).toEqual(['request.answer', 'request.withdraw', 'request.show']);
    expect(card.actions[0]).toMatchObject({ associatedInputs: 'auto' });
    expect(card.actions[1]).toMatchObject({ associatedInputs: 'none' });
  });

  it('shows the latest question with its answer and counts the others', () => {
    const answered = aQuestion({ answer: 'No, they need calling.', answeredAt: after(2_000).toISOString() });
    const older = aQuestion({ text: 'How many?', answer: 'Nine' });
    const card = drawn({ request: aRequest({ questions: [older, answered] }) });
    expect(card.text).toContain('1 earlier question was answered.');
    expect(card.text).toContain('Megan Bowen answers\nNo, they need calling.');
    expect(card.text).not.toContain('How many?');
  });

  it.each(['queued', 'applying'] as const)('%s: approved, and on its way', (state) => {
    const card = drawn({ state, request: aRequest({ decisions: [aDecision()] }) });
    expect(card.text).toMatch(/^Request 17\n✓\nApproved\n/);
    expect(card.text).toContain('● Queued (now)\n○ Processing\n○ Done');
    expect(card.text).not.toContain('Who decides');
    expect(verbs(card)).toEqual(['request.show']);
  });

  it('processing: how many of how many, and a bar', () => {
    const card = drawn({
      state: 'processing',
      progress: { members: 40, licensed: 10, failed: 1, phase: 'processing' },
    });
    expect(card.text).toContain('Processing 11 of 40');
    expect(card.json).toContain('"type":"ProgressBar"');
    expect(card.text).toContain('1 member has failed so far');
  });

  it('rejected: by whom and why, and a way to ask again', () => {
    const decision = aDecision({ verdict: 'reject', reason: 'Use E1 instead.' });
    const card = drawn({ state: 'rejected', request: aRequest({ decisions: [decision] }) });
    expect(card.text).toMatch(/^Request 17\n✕\nRejected\n/);
    expect(card.text).toContain(
      'Rejected by Adele Vance (License Administrator), Nov 24, 1:00 PM UTC\nUse E1 instead.',
    );
    expect(dataOf(card, 'request.start')).toEqual({ skuId: ids.e3, groupId: ids.group });
    expect(dataOf(card, 'requests')).toEqual({ tab: 'mine', page: 0 });
  });

  it.each([
    ['withdrawn', 'It was taken back'],
    ['expired', 'Nobody decided in time.'],
    ['failed', 'Not assigned'],
  ] as const)('%s: says so, and a way to ask again', (state, text) => {
    const card = drawn({ state, attemptedAt: null });
    expect(card.text).toContain(text);
    expect(verbs(card)).toEqual(['request.start', 'requests']);
  });

  it('done: the result, and until when it was granted', () => {
    const request = aRequest({ neededUntil: '2027-03-31T00:00:00.000Z', decisions: [aDecision()] });
    const card = drawn({ state: 'done', request, outcome });
    expect(card.text).toContain('All licenses assigned');
    expect(card.text).toContain('Assigned\n9');
    expect(card.text).toContain('Granted until\nMar 31, 2027');
    expect(verbs(card)).toEqual(['requests']);
    expect(drawn({ state: 'done', request, outcome }, 'asker', new Date('2027-04-01')).text).toContain(
      'Ended\nMar 31, 2027',
    );
  });
});

describe('a request in the eyes of others', () => {
  const request = aRequest({
    justification: 'secret why',
    questions: [aQuestion({ text: 'secret question', answer: 'secret answer' })],
    decisions: [aDecision({ verdict: 'reject', reason: 'secret reason' })],
  });

  it.each(changeStates)('%s: only the asker and approvers read what was typed', (state) => {
    const follower = drawn({ state, request }, 'follower');
    expect(follower.text).not.toMatch(/secret (why|question|answer)/);
    expect(follower.text).toContain('Rejected by Adele Vance');
    const other = drawn({ state, request }, 'other');
    expect(other.json).not.toMatch(/secret|Adele/);
    const shared = draw(sharedRequestView(w, { change: aWaitingChange({ state, request }), now: noon }));
    expect(shared.json + shared.summary).not.toMatch(/secret|Adele|Lynne/);
    expect(shared.text).toContain('Megan Bowen');
    expect(verbs(shared)).toEqual(['request.show']);
  });

  it.each(changeStates)('%s: nobody else can withdraw or answer', (state) => {
    for (const viewer of ['follower', 'other'] as const) {
      const card = drawn({ state, request }, viewer);
      expect(card.inputs).toEqual([]);
      expect(verbs(card).filter((verb) => verb !== 'request.show' && verb !== 'request.follow')).toEqual([]);
    }
  });

  it('can be followed while it is open', () => {
    expect(verbs(drawn({}, 'other'))).toEqual(['request.follow', 'request.show']);
    expect(verbs(drawn({}, 'follower'))).toEqual(['request.show']);
    expect(verbs(drawn({ state: 'rejected' }, 'other'))).toEqual([]);
  });

  it('asked already: who asked, where it stands, and Follow once', () => {
    const change = aWaitingChange({ request });
    const card = draw(alreadyAskedView(w, { change, following: false }));
    expect(card.text).toContain('This was asked already');
    expect(card.text).toContain('State\nWaiting for approval');
    expect(card.text).not.toContain('secret');
    expect(verbs(card)).toEqual(['request.follow', 'request.show']);
    expect(verbs(draw(alreadyAskedView(w, { change, following: true })))).toEqual(['request.show']);
  });
});

describe('the last message', () => {
  const change = (over: Partial<Change>) =>
    aWaitingChange({ finishedAt: after(7_200).toISOString(), ...over });

  it('done: the result, who approved, and until when', () => {
    const request = aRequest({ neededUntil: '2027-03-31T00:00:00.000Z', decisions: [aDecision()] });
    const done = change({ state: 'done', request, outcome });
    const card = draw(requestCompletionView(w, { change: done, viewer: 'asker' }));
    expect(card.text).toContain('All licenses assigned');
    expect(card.text).toContain('Approved by Adele Vance (License Administrator), Nov 24, 1:00 PM UTC');
    expect(card.text).toContain('Granted until Mar 31, 2027');
    expect(verbs(card)).toEqual(['request.show']);
    const read = draw(requestCompletionView(w, { change: done, viewer: 'asker', mayRead: true }));
    expect(verbs(read)).toEqual(['change.check', undefined]);
  });

  it.each(changeStates.filter((state) => isFinal(state) && !state.startsWith('done')))(
    '%s: the same title for everybody',
    (state) => {
      const titles = (['asker', 'follower', 'approver'] as const).map(
        (viewer) => draw(requestCompletionView(w, { change: change({ state }), viewer })).text.split('\n')[2],
      );
      expect(new Set(titles).size).toBe(1);
    },
  );

  it('rejected: why', () => {
    const request = aRequest({ decisions: [aDecision({ verdict: 'reject', reason: 'Use E1 instead.' })] });
    for (const viewer of ['asker', 'follower', 'approver'] as const) {
      const card = draw(requestCompletionView(w, { change: change({ state: 'rejected', request }), viewer }));
      expect(card.text).toContain('Use E1 instead.');
    }
  });

  it('a grant ends soon: a later day can be chosen', () => {
    const card = draw(
      endingView(w, { change: change({ state: 'done' }), endsAt: '2026-12-31T00:00:00.000Z' }),
    );
    expect(card.text).toContain('On Dec 31, 2026 the group loses the license.');
    expect(card.inputs).toMatchObject([{ id: 'until', type: 'Input.Date', min: '2027-01-01' }]);
    expect(card.actions).toMatchObject([
      { verb: 'request.extend', associatedInputs: 'auto' },
      { title: 'Details' },
    ]);
  });
});

describe('requests', () => {
  const rows = Array.from({ length: 8 }, (_, i) => aWaitingChange({ id: `change-${i}`, number: i + 1 }));
  const list = (over: Partial<Parameters<typeof requestsListView>[1]> = {}) =>
    draw(
      requestsListView(w, {
        ...{ tab: 'mine', rows, page: 0, counts: { mine: 8, waiting: 0 }, now: after(7_200) },
        ...over,
      }),
    );

  it('lists state, number, license, group and age; a row opens one', () => {
    const card = list();
    expect(card.text).toContain('Request 1\nMicrosoft 365 E3\n → \nContoso sales');
    expect(card.text).toContain('Waiting for approval');
    expect(card.text).toContain('Megan Bowen, 2 hr ago');
    expect(dataOf(card, 'Open Request 1')).toEqual({ id: 'change-0' });
  });

  it('has a tab for each list, and pages', () => {
    const card = list();
    expect(dataOf(card, 'My requests (8)')).toEqual({ tab: 'mine', page: 0 });
    expect(dataOf(card, 'Waiting for me (0)')).toEqual({ tab: 'waiting', page: 0 });
    expect(dataOf(card, 'Next page')).toEqual({ tab: 'mine', page: 1 });
    expect(card.text).toContain('Page 1 of 2');
    expect(list({ page: 9 }).text).toContain('Page 2 of 2');
  });

  it('says when there is nothing', () => {
    expect(list({ rows: [] }).text).toContain('You have not asked for anything.');
    expect(list({ rows: [], tab: 'waiting' }).text).toContain('Nothing waits for your decision.');
  });
});
