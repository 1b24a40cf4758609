import { completionView } from '../../../src/conversation/views/completion';
import { failuresView } from '../../../src/conversation/views/failures';
import { licenseErrors, type Change, type LicenseError, type Outcome } from '../../../src/licensing/change';
import { after, change, ids } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    id: `${from + i}`,
    name: `Person ${from + i}`,
    address: `p${from + i}@contoso.example`,
  }));
const cause = (error: LicenseError, count: number, listed = count) => ({
  error,
  count,
  people: people(listed),
});
const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  members: 12,
  assigned: 9,
  alreadyHad: 3,
  failed: 0,
  unconfirmed: 0,
  failures: [],
  ...over,
});
const ended = (over: Partial<Change>): Change =>
  change({
    state: 'done',
    outcome: outcome(),
    confirmedAt: after(0).toISOString(),
    finishedAt: after(192).toISOString(),
    ...over,
  });
const drawn = (over: Partial<Change> = {}) =>
  draw(completionView(w, { change: ended(over), adminCenterUrl: 'https://entra.microsoft.com/group' }));

describe('completion', () => {
  it('all assigned: counts, who asked, how long it took, where to look', () => {
    const card = drawn();
    expect(card.text).toContain('✓\nAll licenses assigned\nMicrosoft 365 E3 → Contoso sales');
    expect(card.text).toContain('9\nAssigned\n3\nHad it already\n0\nFailed');
    expect(card.text).not.toContain('Not confirmed');
    expect(card.text).toContain('Asked by Megan Bowen');
    expect(card.text).toContain('Took 3 min 12 sec, finished Nov 24, 12:03 PM UTC');
    expect(card.actions.map((action) => action['title'])).toEqual([
      'Check again',
      'Open in admin center',
      'Details',
    ]);
    expect(card.actions[1]).toMatchObject({
      type: 'Action.OpenUrl',
      url: 'https://entra.microsoft.com/group',
    });
    expect(card.summary).toBe('All licenses assigned: Microsoft 365 E3 → Contoso sales');
  });

  it.each<[Partial<Outcome>, string]>([
    [{ failed: 3, failures: [cause('CountViolation', 3)] }, '⚠\nAssigned, with 3 failures'],
    [{ failed: 1, failures: [cause('CountViolation', 1)] }, '⚠\nAssigned, with 1 failure\n'],
    [{ assigned: 0, alreadyHad: 0, failed: 12, failures: [cause('CountViolation', 12)] }, '✕\nNot assigned'],
    [{ assigned: 5, unconfirmed: 4 }, '⚠\nAssigned, 4 not confirmed'],
    [{ members: 0, assigned: 0, alreadyHad: 0 }, '✓\nAll licenses assigned'],
  ])('%j: %s', (over, title) => {
    expect(drawn({ outcome: outcome(over) }).text).toContain(title);
  });

  it('shows what is not confirmed as just that', () => {
    const card = drawn({ outcome: outcome({ unconfirmed: 4 }) });
    expect(card.text).toContain('4\nNot confirmed');
    expect(card.text).toContain('Entra has not reported on everybody yet.');
  });

  it('groups failures by cause, with the first names and the cure', () => {
    const card = drawn({
      outcome: outcome({
        failed: 9,
        failures: [cause('CountViolation', 7, 5), cause('UniquenessViolation', 2)],
      }),
    });
    expect(card.text).toContain(
      '⚠ Not enough seats: 7 people\nPerson 0, Person 1, Person 2, and 4 more\nBuy seats',
    );
    expect(card.text).toContain('⚠ Mail address in use: 2 people\nPerson 0 and Person 1\n');
    expect(dataOf(card, 'change.failures')).toEqual({ id: ids.change, page: 0 });
  });

  it('has words and a cure of its own for each of the six errors', () => {
    const texts = licenseErrors.map(
      (error) => drawn({ outcome: outcome({ failed: 1, failures: [cause(error, 1)] }) }).text,
    );
    expect(new Set(texts).size).toBe(licenseErrors.length);
    for (const text of texts)
      expect(text).toMatch(/⚠ [A-Z][^:]+: 1 person\nPerson 0\n[A-Z].+have Entra try again/);
    expect(texts.join()).not.toContain('Violation');
  });

  it('without an outcome: not assigned, and why', () => {
    const card = drawn({
      state: 'failed',
      outcome: null,
      failure: { code: 'x', sentence: 'The group is gone.' },
    });
    expect(card.text).toContain('✕\nNot assigned');
    expect(card.text).toContain('The group is gone.');
    expect(verbs(card)).not.toContain('change.failures');
  });
});

describe('failures', () => {
  const page = (index: number, failures: Outcome['failures']) =>
    draw(
      failuresView(w, {
        change: ended({
          outcome: outcome({ failed: failures.reduce((n, each) => n + each.count, 0), failures }),
        }),
        page: index,
      }),
    );
  const two = [cause('CountViolation', 12), { error: 'Other' as const, count: 3, people: people(3, 50) }];

  it('lists ten people a page under their cause, with what to do', () => {
    const first = page(0, two);
    expect(first.text).toContain(
      '15 failures\nMicrosoft 365 E3 → Contoso sales\n⚠ Not enough seats: 12 people\nWhat to do\nBuy seats',
    );
    expect(first.text.match(/^Person \d+$/gm)).toHaveLength(10);
    expect(first.text).toContain('Person 9\np9@contoso.example');
    expect(first.text).not.toContain('Another license on this group failed');
    expect(dataOf(first, 'Next page')).toEqual({ id: ids.change, page: 1 });
  });

  it('goes on where the page before ended', () => {
    const second = page(1, two);
    expect(second.text.match(/^Person \d+$/gm)).toEqual([
      'Person 10',
      'Person 11',
      'Person 50',
      'Person 51',
      'Person 52',
    ]);
    expect(second.text).toContain('Page 2 of 2');
    expect(dataOf(second, 'Previous page')).toEqual({ id: ids.change, page: 0 });
    expect(dataOf(second, 'change.check')).toEqual({ id: ids.change });
  });

  it('says how many are counted but not listed, once, at the end of their cause', () => {
    const long = [cause('CountViolation', 30, 12)];
    expect(page(0, long).text).not.toContain('not listed');
    expect(page(1, long).text).toContain('18 more people failed for this reason');
  });

  it('says when nobody failed', () => {
    expect(page(0, []).text).toContain('Nobody failed.');
  });
});
