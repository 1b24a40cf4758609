import { progressView } from '../../../src/conversation/views/progress';
import type { Change, Progress } from '../../../src/licensing/change';
import { after, change, ids } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

const drawn = (over: Partial<Change>) => draw(progressView(w, { change: change(over) }));
const progress = (over: Partial<Progress> = {}): Progress => ({
  members: 5_000,
  licensed: 2_290,
  failed: 0,
  phase: 'processing',
  ...over,
});

describe('progress', () => {
  it.each(['queued', 'applying'] as const)('%s: waiting for Entra', (state) => {
    const card = drawn({ state });
    expect(card.text).toMatch(/^Change 17\nQueued\nMicrosoft 365 E3 → Contoso sales/);
    expect(card.text).toContain('● Queued (now)\n○ Processing\n○ Done');
    expect(card.json).not.toContain('ProgressBar');
    expect(dataOf(card, 'change.check')).toEqual({ id: ids.change });
  });

  it('processing: how many of how many, as words and as a bar', () => {
    const card = drawn({ progress: progress() });
    expect(card.text).toContain('Processing 2,290 of 5,000');
    expect(card.text).toContain('✓ Queued\n● Processing (now)\n○ Done');
    expect(card.json).toContain('"type":"ProgressBar","value":46,"max":100');
    expect(card.json).toContain('"fallback":{"type":"ColumnSet"');
    expect(card.json).toMatch(/"width":46,"style":"accent".*"width":54,"style":"emphasis"/);
    expect(card.text).not.toContain('failed so far');
  });

  it('counts failed members as processed, and says so', () => {
    const card = drawn({ progress: progress({ failed: 20 }) });
    expect(card.text).toContain('Processing 2,310 of 5,000');
    expect(card.text).toContain('20 members have failed so far');
    expect(drawn({ progress: progress({ failed: 1 }) }).text).toContain('1 member has failed so far');
  });

  it('never shows more than all', () => {
    expect(drawn({ progress: progress({ licensed: 5_000, failed: 3 }) }).text).toContain(
      'Processing 5,000 of 5,000',
    );
  });

  it('processing: before the first count, still queued, and checking', () => {
    expect(drawn({ progress: null }).text).toMatch(/^Change 17\nProcessing\n/);
    expect(drawn({ progress: progress({ phase: 'queued' }) }).text).toMatch(/^Change 17\nQueued\n/);
    expect(drawn({ progress: progress({ phase: 'checking' }) }).text).toMatch(
      /^Change 17\nChecking the result\n/,
    );
  });

  it('is the same card when no number moves', () => {
    const first = drawn({ progress: progress(), nextAt: after(5).toISOString() });
    expect(drawn({ progress: progress(), revision: 9, nextAt: after(60).toISOString() }).json).toBe(
      first.json,
    );
  });

  it('says who asked and when', () => {
    expect(drawn({ progress: progress() }).text).toContain('Asked by Megan Bowen, Nov 24, 12:00 PM UTC');
  });

  it('failed: the reason, and a way to try again', () => {
    const sentence = 'The license is suspended. Renew it first.';
    const card = drawn({ state: 'failed', failure: { code: 'x', sentence } });
    expect(card.text).toMatch(/^Change 17\nNot assigned\n/);
    expect(card.text).toContain(sentence);
    expect(card.text).not.toMatch(/●|○/);
    expect(verbs(card)).toEqual(['assign.start']);
    expect(dataOf(card, 'assign.start')).toEqual({ skuId: ids.e3 });
    expect(card.summary).toContain(sentence);
  });

  it('cancelled: nothing was changed', () => {
    const card = drawn({ state: 'cancelled' });
    expect(card.text).toContain('Cancelled');
    expect(card.text).toContain('Nothing was changed.');
    expect(verbs(card)).not.toContain('change.check');
  });

  it.each(['done', 'done-with-failures'] as const)('%s: every step is behind', (state) => {
    expect(drawn({ state }).text).toContain('✓ Queued\n✓ Processing\n✓ Done');
  });
});
