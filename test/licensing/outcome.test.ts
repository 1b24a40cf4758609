import { memberResult, OutcomeTally, toLicenseError } from '../../src/licensing/outcome';
import type { GraphLicenseAssignmentState } from '../../src/graph/api';
import { change, giving, ids, user } from '../support/builders';

function row(over: Partial<GraphLicenseAssignmentState> = {}): GraphLicenseAssignmentState {
  return {
    skuId: ids.e3,
    assignedByGroup: ids.group,
    state: 'Active',
    error: '',
    disabledPlans: [],
    lastUpdatedDateTime: '2026-11-24T12:00:00Z',
    ...over,
  };
}

const result = (...rows: GraphLicenseAssignmentState[]) =>
  memberResult(user({ licenseAssignmentStates: rows }), change());

describe('memberResult', () => {
  it('is unconfirmed while Entra has written nothing for this group and product', () => {
    expect(result()).toEqual({ kind: 'unconfirmed' });
    expect(result(row({ assignedByGroup: '' }))).toEqual({ kind: 'unconfirmed' });
    expect(result(row({ skuId: ids.visio }))).toEqual({ kind: 'unconfirmed' });
    expect(result(row({ state: 'Disabled' }))).toEqual({ kind: 'unconfirmed' });
  });

  it('tells a new license from one that was held before from another source', () => {
    expect(result(row())).toEqual({ kind: 'assigned' });
    expect(result(row(), row({ assignedByGroup: '' }))).toEqual({ kind: 'already-had' });
    expect(result(row(), row({ assignedByGroup: ids.otherGroup }))).toEqual({ kind: 'already-had' });
    expect(result(row(), row({ assignedByGroup: ids.otherGroup, state: 'Error' }))).toEqual({
      kind: 'assigned',
    });
  });

  it('reports the category of a failure, also when the license is still on the person', () => {
    expect(result(row({ state: 'Error', error: 'CountViolation' }))).toEqual({
      kind: 'failed',
      error: 'CountViolation',
    });
    expect(result(row({ state: 'ActiveWithError', error: 'DependencyViolation' }))).toEqual({
      kind: 'failed',
      error: 'DependencyViolation',
    });
  });

  it('reads the old word Others and unknown words as Other', () => {
    expect(toLicenseError('Others')).toBe('Other');
    expect(toLicenseError('')).toBe('Other');
    expect(toLicenseError('UniquenessViolation')).toBe('UniquenessViolation');
  });
});

describe('memberResult of a removal', () => {
  const removed = (...rows: GraphLicenseAssignmentState[]) =>
    memberResult(user({ licenseAssignmentStates: rows }), change({ kind: 'remove' }));

  it('is gone when nothing of this group is left, whatever came from elsewhere', () => {
    expect(removed()).toEqual({ kind: 'removed' });
    expect(removed(row({ skuId: ids.visio }))).toEqual({ kind: 'removed' });
    expect(removed(row({ assignedByGroup: ids.otherGroup, state: 'Error' }))).toEqual({ kind: 'removed' });
    expect(removed(row({ assignedByGroup: ids.otherGroup }))).toEqual({ kind: 'kept-elsewhere' });
    expect(removed(row({ assignedByGroup: '' }))).toEqual({ kind: 'kept-elsewhere' });
  });

  it('is unconfirmed while the row of this group stands, and failed when it could not be given up', () => {
    expect(removed(row())).toEqual({ kind: 'unconfirmed' });
    expect(removed(row({ state: 'Error', error: 'CountViolation' }))).toEqual({ kind: 'unconfirmed' });
    expect(removed(row({ state: 'ActiveWithError', error: 'DependencyViolation' }))).toEqual({
      kind: 'failed',
      error: 'DependencyViolation',
    });
  });
});

describe('memberResult of more than one product', () => {
  const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
  const visio = { skuId: ids.visio, name: 'Visio Plan 2' };
  const swapped = (...rows: GraphLicenseAssignmentState[]) =>
    memberResult(
      user({ licenseAssignmentStates: rows }),
      change({ kind: 'swap', edit: { ...giving(e3), remove: [visio] } }),
    );

  it('is confirmed only when the new one came and the old one went', () => {
    expect(swapped(row())).toEqual({ kind: 'assigned' });
    expect(swapped(row(), row({ assignedByGroup: '' }))).toEqual({ kind: 'already-had' });
    expect(swapped(row(), row({ skuId: ids.visio }))).toEqual({ kind: 'unconfirmed' });
    expect(swapped()).toEqual({ kind: 'unconfirmed' });
  });

  it('tells of the cause and not of what it dragged down', () => {
    const both = change({ edit: { add: [...giving(e3).add, ...giving(visio).add], remove: [] } });
    const rows = [
      row({ state: 'Error', error: 'Other' }),
      row({ skuId: ids.visio, state: 'Error', error: 'CountViolation' }),
    ];
    expect(memberResult(user({ licenseAssignmentStates: rows }), both)).toEqual({
      kind: 'failed',
      error: 'CountViolation',
    });
  });

  it('waits until exactly the wanted plans are off', () => {
    const off = (...plans: string[]) =>
      memberResult(
        user({ licenseAssignmentStates: [row({ disabledPlans: plans })] }),
        change({ kind: 'plans', edit: giving(e3, [ids.visio]) }),
      );
    expect(off(ids.visio)).toEqual({ kind: 'assigned' });
    expect(off()).toEqual({ kind: 'unconfirmed' });
    expect(off(ids.visio, ids.group)).toEqual({ kind: 'unconfirmed' });
  });
});

describe('OutcomeTally', () => {
  it('adds up a removal in numbers of its own', () => {
    const tally = new OutcomeTally(change({ kind: 'remove' }));
    tally.add(user({ id: '1' }));
    tally.add(user({ id: '2', licenseAssignmentStates: [row({ assignedByGroup: '' })] }));
    tally.add(user({ id: '3', licenseAssignmentStates: [row()] }));
    const stuck = row({ state: 'ActiveWithError', error: 'DependencyViolation' });
    tally.add(user({ id: '4', licenseAssignmentStates: [stuck] }));
    expect(tally.outcome()).toMatchObject({
      members: 4,
      assigned: 0,
      alreadyHad: 0,
      removed: 1,
      keptElsewhere: 1,
      unconfirmed: 1,
      failed: 1,
      failures: [{ error: 'DependencyViolation', count: 1 }],
    });
    expect(new OutcomeTally(change()).outcome()).not.toHaveProperty('removed');
  });

  it('adds up to the number of members and names the first of each cause', () => {
    const tally = new OutcomeTally(change());
    tally.add(user({ id: '1', licenseAssignmentStates: [row()] }));
    tally.add(user({ id: '2', licenseAssignmentStates: [row(), row({ assignedByGroup: '' })] }));
    tally.add(user({ id: '3' }));
    for (let index = 0; index < 150; index += 1) {
      const states = [row({ state: 'Error', error: 'CountViolation' })];
      tally.add(user({ id: `f${index}`, displayName: `Person ${index}`, licenseAssignmentStates: states }));
    }
    tally.add(user({ id: 'p', mail: '', licenseAssignmentStates: [row({ state: 'Error', error: 'odd' })] }));
    const outcome = tally.outcome();
    expect(outcome).toMatchObject({ members: 154, assigned: 1, alreadyHad: 1, unconfirmed: 1, failed: 151 });
    expect(outcome.failures.map((cause) => [cause.error, cause.count])).toEqual([
      ['CountViolation', 150],
      ['Other', 1],
    ]);
    expect(outcome.failures[0]?.people).toHaveLength(100);
    expect(outcome.failures[1]?.people[0]?.address).toBe('meganb@contoso.example');
  });
});
