import path from 'node:path';
import { createWords } from '../../src/i18n/words';
import { changeStates } from '../../src/licensing/change-states';
import { createCardRenderer } from '../../src/teams/card-renderer';
import { aDecision, aQuestion, aRequest, aStage, aWaitingChange, people } from '../support/requests';
import { actionsOf, problemsOf, readCard } from './check-card';
import { inState } from './request-samples';

const renderer = createCardRenderer(path.join(__dirname, '..', '..', 'cards'));
const w = createWords('en-US');
const secret = 'the budget of project Tailwind';

const change = aWaitingChange({
  request: aRequest({
    justification: secret,
    stages: [aStage({ quorum: 2 }), aStage({ name: 'Owners' })],
    decisions: [aDecision(), aDecision({ verdict: 'reject', reason: secret })],
    questions: [aQuestion({ text: secret, answer: secret })],
    unreached: [people.lynne.id],
  }),
  outcome: { members: 12, assigned: 9, alreadyHad: 3, failed: 0, unconfirmed: 0, failures: [] },
  failure: { code: 'x', sentence: 'The license is suspended.' },
});

describe.each(changeStates)('a request that is %s', (state) => {
  const views = inState(w, change, state, (what) => `Contoso ${what}`);

  it('is drawn well for everybody', () => {
    for (const view of views) expect(problemsOf(renderer.render(view).card)).toEqual([]);
  });

  it('says where it stands in the first lines and in the summary', () => {
    for (const view of views) {
      const { card, summary } = renderer.render(view);
      expect(readCard(card)).toMatch(/^(Request|Change) 17\n.\n\S/);
      expect(summary.length).toBeGreaterThan(10);
    }
  });

  it('offers no button twice', () => {
    for (const view of views) {
      const pressed = actionsOf(renderer.render(view).card).map((each) =>
        JSON.stringify([each['verb'], each['title']]),
      );
      expect(new Set(pressed).size).toBe(pressed.length);
    }
  });
});
