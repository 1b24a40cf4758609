import { completionView } from '../../../src/conversation/views/completion';
import { failuresView } from '../../../src/conversation/views/failures';
import { progressView } from '../../../src/conversation/views/progress';
import type { Change, Outcome } from '../../../src/licensing/change';
import { after, change } from '../../support/builders';
import { draw, verbs, w } from './draw';

const removal = (over: Partial<Change> = {}): Change =>
  change({ kind: 'remove', origin: { grant: 16 }, ...over });
const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  members: 12,
  assigned: 0,
  alreadyHad: 0,
  removed: 9,
  keptElsewhere: 3,
  failed: 0,
  unconfirmed: 0,
  failures: [],
  ...over,
});
const completion = (over: Partial<Change>) =>
  draw(
    completionView(w, {
      change: removal({ state: 'done', finishedAt: after(60).toISOString(), ...over }),
      adminCenterUrl: 'https://entra.microsoft.com/group',
    }),
  );
const stuck = [
  {
    error: 'DependencyViolation' as const,
    count: 2,
    people: [
      { id: '1', name: 'Adele Vance', address: 'adele@contoso.example' },
      { id: '2', name: 'Lynne Robbins', address: 'lynne@contoso.example' },
    ],
  },
];

describe('completion of a removal', () => {
  it('says who lost it and who has it from elsewhere, and why', () => {
    const card = completion({ outcome: outcome() });
    expect(card.text).toContain('✓\nLicense taken away\nMicrosoft 365 E3 off Contoso sales');
    expect(card.text).toContain('9\nWithout it now\n3\nHave it from elsewhere\n0\nCould not give it up');
    expect(card.text).toContain('The time that it was given for is over.');
    expect(card.text).toContain('Was asked for by Megan Bowen');
    expect(card.text).not.toMatch(/[Aa]ssigned/);
  });

  it('names who could not give it up, with the cure for that', () => {
    const over = { state: 'done-with-failures', outcome: outcome({ failed: 2, failures: stuck }) } as const;
    const card = completion(over);
    expect(card.text).toContain('⚠\nTaken away, 2 people keep it');
    expect(card.text).toContain('Another license needs it: 2 people');
    expect(card.text).toContain('Take that license away first');
    const list = draw(failuresView(w, { change: removal(over), page: 0 }));
    expect(list.text).toContain('Another license needs it');
    expect(list.text).toContain('Take that license away first');
  });

  it.each<[Partial<Change>, string]>([
    [{ outcome: outcome({ unconfirmed: 4 }) }, '⚠\nTaken away, 4 not confirmed'],
    [{ state: 'failed', failure: { code: 'removal.stays', sentence: 'It stays.' } }, '⚠\nThe license stays'],
    [{ state: 'failed', failure: { code: 'group.gone', sentence: 'It is gone.' } }, '✕\nThe group is gone'],
    [{ state: 'failed', failure: { code: 'graph.denied', sentence: 'No.' } }, '✕\nNot taken away'],
  ])('%j: %s', (over, title) => {
    const card = completion(over);
    expect(card.text).toContain(title);
    if (over.failure) expect(card.text).toContain(over.failure.sentence);
  });
});

describe('progress of a removal', () => {
  const progress = { members: 12, licensed: 5, failed: 1, phase: 'processing' } as const;

  it('counts those who do not hold it any more but from elsewhere, and those who cannot give it up', () => {
    // Three keep it from elsewhere; of the five who hold it two are yet to lose it.
    const card = draw(progressView(w, { change: removal({ progress }) }));
    expect(card.text).toContain('Processing 11 of 12');
    expect(card.text).toContain('1 member could not give it up so far');
  });

  it('offers nothing to do again when it failed, and says that nothing was taken away', () => {
    const failure = { code: 'graph.denied', sentence: 'No.' };
    const card = draw(progressView(w, { change: removal({ state: 'failed', failure, attemptedAt: null }) }));
    expect(card.text).toContain('Not taken away');
    expect(card.text).toContain('Nothing was taken away.');
    expect(verbs(card)).not.toContain('assign.start');
  });
});
