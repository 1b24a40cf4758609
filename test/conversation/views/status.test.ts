import { statusGroupView, type StatusGroupInput } from '../../../src/conversation/views/status-group';
import { slice } from '../../../src/conversation/page';
import { runningPerPage, statusRunningView } from '../../../src/conversation/views/status-running';
import type { Change } from '../../../src/licensing/change';
import { change } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

describe('status of a group', () => {
  const drawn = (over: Partial<StatusGroupInput> = {}) =>
    draw(
      statusGroupView(w, {
        groupId: 'g1',
        groupName: 'Contoso sales',
        rows: [
          { skuId: 'a', productName: 'Microsoft 365 E3', status: 'all-assigned' },
          {
            skuId: 'b',
            productName: 'Visio Plan 2',
            status: 'in-progress',
            progress: { done: 12, members: 1_040 },
          },
          { skuId: 'c', productName: 'Project Plan 3', status: 'errors', owned: false },
        ],
        page: 0,
        mayAssign: true,
        ...over,
      }),
    );

  it('shows every license with its state', () => {
    const card = drawn();
    expect(card.text).toContain('Group status\nContoso sales\n3 licenses');
    expect(card.text).toContain('Microsoft 365 E3\n✓ \nAll licenses assigned');
    expect(card.text).toContain('Visio Plan 2\n… \nIn progress\n12 of 1,040 processed');
    expect(card.text).toContain(
      'Project Plan 3\n⚠ \nErrors and issues\nYour organization does not own this license any more',
    );
    expect(dataOf(card, 'Open Visio Plan 2')).toEqual({ skuId: 'b' });
    expect(dataOf(card, 'Refresh')).toEqual({ groupId: 'g1' });
    expect(card.summary).toContain('Contoso sales: 3 licenses · Microsoft 365 E3: All licenses assigned');
  });

  it('offers to assign only to whom may', () => {
    expect(verbs(drawn())).toContain('assign.start');
    expect(verbs(drawn({ mayAssign: false }))).not.toContain('assign.start');
  });

  it('says when there is none, and pages when there are many', () => {
    expect(drawn({ rows: [] }).text).toContain('This group has no licenses.');
    const rows = Array.from({ length: 9 }, (_, i) => ({
      skuId: `${i}`,
      productName: `Product ${i}`,
      status: 'errors' as const,
    }));
    expect(dataOf(drawn({ rows }), 'Next page')).toEqual({ groupId: 'g1', page: 1 });
    expect(drawn({ rows, page: 1 }).text.match(/^Product \d$/gm)).toEqual(['Product 8']);
  });
});

describe('what is running', () => {
  const drawn = (changes: Partial<Change>[], page = 0) =>
    draw(
      statusRunningView(w, {
        ...slice(
          changes.map((each) => change(each)),
          page,
          runningPerPage,
        ),
        total: changes.length,
        planned: 0,
      }),
    );

  it('has a row for every change, which opens it', () => {
    const progress = { members: 5_000, licensed: 2_290, failed: 20, phase: 'processing' as const };
    const card = drawn([
      { id: 'one', number: 1017, progress },
      { id: 'two', number: 18, state: 'queued' },
    ]);
    expect(card.text).toContain('2 changes in progress');
    expect(card.text).toContain('Change 1017\nMicrosoft 365 E3 → Contoso sales\nProcessing 2,310 of 5,000');
    expect(card.text).toContain('Change 18\nMicrosoft 365 E3 → Contoso sales\nQueued');
    expect(dataOf(card, 'Open Change 18')).toEqual({ id: 'two' });
    expect(card.json.match(/ProgressBar/g)).toHaveLength(1);
  });

  it('says when nothing is', () => {
    const card = drawn([]);
    expect(card.text).toContain('Nothing is running.');
    expect(verbs(card)).toEqual(['status']);
  });

  it('shows six a page and refreshes the page that is shown', () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ id: `${i}`, number: i }));
    expect(dataOf(drawn(many), 'Next page')).toEqual({ page: 1 });
    const second = drawn(many, 1);
    expect(second.text.match(/^Change \d$/gm)).toEqual(['Change 6', 'Change 7']);
    expect(dataOf(second, 'Refresh')).toEqual({ page: 1 });
  });
});
