import type { Change } from '../../src/licensing/change';
import { nextAfterDone, remindBeforeMs, reminderTime } from '../../src/licensing/grant-time';
import { mustWait } from '../../src/licensing/same-pair';
import { keeps, type Given } from '../../src/licensing/why-stays';
import { after, change, noon } from '../support/builders';
import { aRequest, people } from '../support/requests';

const day = 24 * 3_600;
const time = (days: number): string => after(days * day).toISOString();

/** Given on a day, for a time or for good. */
function given(number: number, onDay: number, how: Given['how'], over: Partial<Change> = {}): Given {
  return {
    how,
    change: change({
      id: `change-${number}`,
      number,
      state: 'done',
      acceptedAt: time(onDay),
      ...over,
    }),
  };
}

function grant(
  number: number,
  onDay: number,
  how: Given['how'],
  untilDay: number,
  over: Partial<Change> = {},
) {
  const request = aRequest({ neededUntil: time(untilDay) });
  return given(number, onDay, how, { request, nextAt: time(untilDay), ...over });
}

describe('when a grant is reminded of', () => {
  it('is three days before the end, or half of the time when that is shorter', () => {
    const end = after(30 * day).getTime();
    expect(reminderTime(end, noon.getTime())).toBe(end - remindBeforeMs);
    expect(reminderTime(after(2 * day).getTime(), noon.getTime())).toBe(after(day).getTime());
    expect(reminderTime(noon.getTime(), after(day).getTime())).toBe(noon.getTime());
  });

  it('is the next step of what was given for a time, and of nothing else', () => {
    const request = aRequest({ neededUntil: time(30) });
    expect(nextAfterDone(change({ request }), noon)).toBe(time(27));
    expect(nextAfterDone(change({ request: aRequest({ neededUntil: time(-1) }) }), noon)).toBe(time(0));
    expect(nextAfterDone(change({ request: aRequest() }), noon)).toBeNull();
    expect(nextAfterDone(change(), noon)).toBeNull();
    expect(nextAfterDone(change({ kind: 'remove', request }), noon)).toBeNull();
  });
});

describe('a license at the end of a grant', () => {
  const ours = grant(9, 0, 'written', 10);
  const verdict = (...others: Given[]) => keeps(ours.change, [ours, ...others], after(10 * day))?.sentence;

  it('goes when nobody else gave it', () => {
    expect(verdict()).toBeUndefined();
  });

  it('goes when all that was given besides ended before, or was away before this grant wrote it', () => {
    expect(verdict(grant(8, -5, 'written', 9))).toBeUndefined();
    expect(verdict(given(3, -50, 'written'))).toBeUndefined();
    expect(verdict(grant(12, 5, 'present', 40, { nextAt: null }))).toBeUndefined();
  });

  it('stays when it was given without an end since, or for longer', () => {
    expect(verdict(given(12, 5, 'written', { asker: people.adele }))).toBe(
      'The license stays, because change 12 by Adele Vance gave it to the group without an end.',
    );
    expect(verdict(given(12, 5, 'present', { request: aRequest() }))).toMatch(/change 12/);
    expect(verdict(grant(12, 5, 'present', 40))).toMatch(/until 2027-01-03/);
  });

  it('stays when the group had it before anybody asked', () => {
    const present = { ...ours, how: 'present' as const };
    expect(keeps(ours.change, [present], after(10 * day))?.sentence).toMatch(/had it before change 9/);
    // Given and taken away again long ago; what the grant found was put there by somebody else.
    const past = [grant(2, -50, 'written', -40), given(4, -40, 'written', { kind: 'remove' })];
    expect(keeps(ours.change, [...past, present], after(10 * day))?.code).toBe('removal.stays');
  });

  it('goes when the grant only made an earlier one longer', () => {
    const present = { ...ours, how: 'present' as const };
    const first = grant(7, -20, 'written', 1, { nextAt: null });
    expect(keeps(ours.change, [present, first], after(10 * day))).toBeUndefined();
  });
});

describe('changes of the same product at once', () => {
  const end = change({ kind: 'remove', state: 'queued', number: 20, origin: { grant: 3 } });
  const assign = change({ state: 'queued', number: 21 });
  const running = ['queued', 'applying', 'processing'] as const;

  it.each(running)('the end of a grant waits for an assignment that is %s', (state) => {
    expect(mustWait(end, [change({ state, number: 30 })])).toBe(true);
  });

  it('an assignment waits only for an end that has begun, so that the two never wait for each other', () => {
    expect(mustWait(assign, [end])).toBe(false);
    expect(mustWait(assign, [{ ...end, state: 'applying' }])).toBe(true);
    expect(mustWait(assign, [{ ...end, state: 'processing' }])).toBe(true);
  });

  it.each(running)('whatever one person wants waits for what another began before and is %s', (state) => {
    const kinds = ['assign', 'remove', 'swap', 'plans'] as const;
    for (const kind of kinds) {
      for (const other of kinds) {
        const waits = mustWait(change({ kind, state: 'queued', number: 9 }), [
          change({ kind: other, state, number: 8 }),
        ]);
        expect(waits).toBe(kind !== 'assign' || other !== 'assign');
      }
    }
  });

  it('no two that have not begun wait for each other', () => {
    const kinds = ['assign', 'remove', 'swap', 'plans'] as const;
    const all = [
      ...kinds.map((kind, index) => change({ kind, state: 'queued', number: index + 1 })),
      ...[5, 6].map((number) => ({ ...end, number })),
      ...kinds.map((kind, index) => change({ kind, state: 'queued', number: index + 7 })),
    ];
    expect(
      all.filter(
        (each) =>
          !mustWait(
            each,
            all.filter((other) => other !== each),
          ),
      ).length,
    ).toBeGreaterThan(0);
    for (const one of all) {
      for (const other of all.filter((each) => each !== one)) {
        expect(mustWait(one, [other]) && mustWait(other, [one])).toBe(false);
      }
    }
  });

  it('what has begun goes on, and what has ended is in nobody’s way', () => {
    expect(mustWait({ ...end, state: 'applying' }, [change({ state: 'queued' })])).toBe(false);
    expect(mustWait(end, [change({ state: 'done' }), change({ state: 'draft' })])).toBe(false);
    expect(mustWait(assign, [change({ state: 'processing' })])).toBe(false);
  });
});
