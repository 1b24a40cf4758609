import { evidenceView } from '../../../src/conversation/views/evidence';
import type { StoredEvidence } from '../../../src/store/contract';
import { change, ids, noon } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

const one = change({ number: 17 });

function row(kind: string, data: StoredEvidence['data'] = {}, over: Partial<StoredEvidence> = {}) {
  const place = { tenantId: ids.tenant, changeId: one.id, number: 17, sequence: 1, previousHash: null };
  return { ...place, at: noon.toISOString(), kind, actor: 'system', data, hash: 'f'.repeat(64), ...over };
}

function drawn(rows: readonly StoredEvidence[], over: { withTexts?: boolean; mayDownload?: boolean } = {}) {
  const view = { change: one, rows, page: 0, withTexts: true, mayDownload: true, ...over };
  return draw(evidenceView(w, view));
}

const decided = row(
  'decided',
  {
    verdict: 'reject',
    stage: 0,
    role: 'License Administrator',
    onBehalfOf: { id: 'x', name: 'Nestor' },
    reason: 'No budget',
    name: 'Isaiah Langer',
  },
  { actor: 'someone' },
);

describe('the record of a change', () => {
  it.each([
    ['requested', { justification: 'A new team' }, ['Asked for approval', '“A new team”']],
    ['decided', { verdict: 'approve', role: 'owner of the group' }, ['Approved', 'As owner of the group']],
    ['asked-back', { question: 'For how long?', stage: 1 }, ['Asked back', '“For how long?”', 'Stage 2']],
    ['answered', { answer: 'A month' }, ['Answered', '“A month”']],
    ['reassigned', { to: { name: 'Lynne' } }, ['Handed the decision on', 'Lynne']],
    ['escalated', { added: [{ name: 'Lynne' }, { name: 'Nestor' }] }, ['Lynne and Nestor']],
    ['role-lost', { people: [{ name: 'Isaiah' }] }, ['does not count any more', 'Isaiah']],
    ['unreached', { person: { name: 'Isaiah' } }, ['Could not reach', 'Isaiah']],
    ['accepted', { how: 'found' }, ['had accepted an earlier call']],
    ['failed', { sentence: 'The group is gone.' }, ['Ended without being applied', 'The group is gone.']],
    ['expired', {}, ['Expired without a decision']],
    ['withdrawn', {}, ['Withdrawn by the asker']],
    [
      'teleported',
      { from: 'here', how: { deep: 1 }, to: { name: 'there' } },
      ['Recorded: teleported', 'from: here', 'to: there'],
    ],
    ['accepted', { how: '__proto__' }, ['Recorded: accepted']],
  ])('says what "%s" means', (kind, data, parts) => {
    const { text } = drawn([row(kind, data)]);
    for (const part of parts) expect(text).toContain(part);
  });

  it('names who decided, with role, for whom and why', () => {
    const { text } = drawn([decided]);
    for (const part of [
      'Rejected',
      'Isaiah Langer',
      'As License Administrator',
      'On behalf of Nestor',
      '“No budget”',
    ])
      expect(text).toContain(part);
  });

  it('leaves out what people wrote where others can read it, unknown details too', () => {
    const rows = [
      decided,
      row('requested', { justification: 'A secret team' }),
      row('new', { text: 'secret' }),
    ];
    const { text } = drawn(rows, { withTexts: false });
    expect(text).not.toMatch(/secret|No budget/);
    expect(text).toContain('As License Administrator');
    expect(text).toContain('left out here');
  });

  it('offers the download only to who may have it', () => {
    expect(verbs(drawn([decided]))).toEqual(['evidence.download', 'evidence.download']);
    expect(dataOf(drawn([decided]), 'Download CSV')).toEqual({ id: one.id, format: 'csv' });
    expect(verbs(drawn([decided], { mayDownload: false }))).toEqual([]);
  });

  it('shows the hash of the last row, or that it has none', () => {
    expect(drawn([decided]).text).toContain('f'.repeat(64));
    expect(drawn([{ ...decided, hash: null }]).text).toContain('written before rows were chained');
  });

  it('bears data of any shape', () => {
    for (const kind of [
      'asked',
      'requested',
      'decided',
      'reassigned',
      'escalated',
      'finished',
      'failed',
      'downloaded',
    ]) {
      for (const data of [
        {},
        { forecast: 'x', approvers: 'x', to: 7, added: [null, 1], onBehalfOf: 'x', failed: {} },
      ])
        expect(drawn([row(kind, data)]).text).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
