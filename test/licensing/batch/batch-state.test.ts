import { nameOfGroups, type Batch } from '../../../src/licensing/batch/batch';
import { groupCounts, readBatch, sameResults, type Child } from '../../../src/licensing/batch/batch-state';
import { seatBounds } from '../../../src/licensing/batch/union';
import type { Outcome } from '../../../src/licensing/change';
import { changeStates, isFinal } from '../../../src/licensing/change-states';
import { change } from '../../support/builders';

const group = (id: string, members = 10, holders = 0) => ({ id, name: `Group ${id}`, members, holders });
const batchOf = (...ids: string[]): Batch => ({
  groups: ids.map((id) => group(id)),
  leftOut: [],
  atLeast: 10,
});
const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  members: 10,
  assigned: 10,
  alreadyHad: 0,
  failed: 0,
  unconfirmed: 0,
  failures: [],
  ...over,
});
const child = (id: string, over: Partial<Child> = {}): Child => {
  const made = change({
    id: `change-${id}`,
    number: Number(id) + 17,
    group: { id, name: id },
    state: 'done',
  });
  return { ...made, outcome: outcome(), ...over };
};

describe('how a batch stands', () => {
  it('has not ended before each of its groups has', () => {
    for (const state of changeStates) {
      const reading = readBatch(batchOf('1', '2'), [child('1'), child('2', { state, outcome: null })]);
      expect(reading.end !== undefined).toBe(isFinal(state));
    }
    expect(readBatch(batchOf('1', '2'), [child('1')]).end).toBeUndefined();
    expect(readBatch(batchOf('1'), []).end).toBeUndefined();
  });

  it('is done when all are, and otherwise says so', () => {
    expect(readBatch(batchOf('1', '2'), [child('1'), child('2')]).end?.to).toBe('done');
    const gone = child('2', {
      state: 'failed',
      outcome: null,
      failure: { code: 'group.gone', sentence: 'Gone.' },
    });
    const some = readBatch(batchOf('1', '2'), [child('1'), gone]);
    expect(some.end).toMatchObject({ to: 'done-with-failures', outcome: { members: 10, assigned: 10 } });
    expect(some.groups[1]?.result).toMatchObject({ number: 19, state: 'failed', reason: 'Gone.' });
    expect(groupCounts(some)).toEqual({ all: 2, done: 2, withFailures: 1 });
  });

  it('has failed when nothing was given to any, with the reason where it is the same', () => {
    const gone = (id: string, sentence: string) =>
      child(id, { state: 'failed', outcome: null, failure: { code: 'x', sentence } });
    expect(readBatch(batchOf('1', '2'), [gone('1', 'No role.'), gone('2', 'No role.')]).end).toMatchObject({
      to: 'failed',
      failure: { sentence: 'Nothing was done in any of the 2 groups. No role.' },
    });
    expect(readBatch(batchOf('1', '2'), [gone('1', 'A.'), gone('2', 'B.')]).end).toMatchObject({
      failure: { sentence: 'Nothing was done in any of the 2 groups.' },
    });
  });

  it('adds up the causes of all groups, the most frequent first', () => {
    const person = (id: string) => ({ id, name: id, address: '' });
    const seats = { error: 'CountViolation' as const, count: 2, people: [person('a'), person('b')] };
    const other = { error: 'Other' as const, count: 3, people: [person('c')] };
    const { end } = readBatch(batchOf('1', '2'), [
      child('1', { state: 'done-with-failures', outcome: outcome({ failed: 2, failures: [seats] }) }),
      child('2', {
        state: 'done-with-failures',
        outcome: outcome({
          failed: 6,
          failures: [other, { ...seats, count: 3, people: [person('b'), person('d')] }],
        }),
      }),
    ]);
    expect(end?.outcome).toMatchObject({
      failed: 8,
      failures: [{ error: 'CountViolation', count: 5 }, other],
    });
    expect(end?.outcome?.failures[0]?.people.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  });

  it('counts people on the way, and sees when nothing has moved', () => {
    const busy = child('2', {
      state: 'processing',
      outcome: null,
      progress: { members: 12, licensed: 4, failed: 1, phase: 'processing' },
    });
    const reading = readBatch(batchOf('1', '2', '3'), [child('1'), busy]);
    expect(reading.progress).toMatchObject({ members: 32, licensed: 14, failed: 1 });
    expect(groupCounts(reading)).toEqual({ all: 3, done: 1, withFailures: 0 });
    expect(sameResults(reading.groups, structuredClone(reading.groups))).toBe(true);
    expect(sameResults(batchOf('1', '2', '3').groups, reading.groups)).toBe(false);
    const later = readBatch(batchOf('1', '2', '3'), [child('1'), { ...busy, state: 'done' }]);
    expect(sameResults(reading.groups, later.groups)).toBe(false);
  });
});

describe('a batch before it begins', () => {
  it('needs as many seats as all of its groups at most, and as the neediest at least', () => {
    expect(seatBounds([group('1', 10, 4), group('2', 30, 20), group('3', 2, 5)])).toEqual({
      atMost: 16,
      atLeast: 10,
    });
    expect(seatBounds([])).toEqual({ atMost: 0, atLeast: 0 });
  });

  it('is called after its first groups', () => {
    expect(nameOfGroups([group('1')])).toBe('Group 1');
    expect(nameOfGroups([group('1'), group('2')])).toBe('Group 1, Group 2');
    expect(nameOfGroups(Array.from({ length: 40 }, (_, i) => group(String(i))))).toBe('Group 0, Group 1 +38');
    expect(nameOfGroups([{ name: 'x'.repeat(256) }]).length).toBe(60);
  });
});
