import { virtualClock } from '../../../src/sandbox/clock';
import { newDial } from '../../../src/sandbox/dial';
import { FaultBox, readFaults } from '../../../src/sandbox/faults';
import type { GraphRequest } from '../../../src/sandbox/http/request';

const request = (path: string, method = 'GET'): GraphRequest => ({
  method,
  path,
  query: new Map(),
  headers: {},
  body: undefined,
  batched: false,
});

function boxWith(rules: readonly object[], seed = 1): FaultBox {
  const box = new FaultBox({ clock: virtualClock(), seed });
  box.add(readFaults(rules));
  return box;
}

/** "1" for each request that was struck, "0" for each that got through. */
async function strikes(box: FaultBox, count: number, path = '/groups', method = 'GET'): Promise<string> {
  let seen = '';
  for (let index = 0; index < count; index += 1)
    seen += await box.before(request(path, method)).then(
      () => '0',
      () => '1',
    );
  return seen;
}

describe('which requests a rule strikes', () => {
  it('all of them, when it says nothing', async () => {
    expect(await strikes(boxWith([{ kind: 'throttle' }]), 3)).toBe('111');
  });

  it('exactly as many as it says, after as many as it lets through', async () => {
    expect(await strikes(boxWith([{ kind: 'throttle', times: 2, after: 1 }]), 5)).toBe('01100');
  });

  it('does not count requests that it does not mean', async () => {
    const box = boxWith([
      { kind: 'throttle', times: 1, after: 1, match: { method: 'post', path: '/groups' } },
    ]);
    expect(await strikes(box, 3)).toBe('000');
    expect(await strikes(box, 3, '/groups', 'POST')).toBe('010');
  });

  it('about as many as its probability says, and the same ones with the same seed', async () => {
    const rule = { kind: 'throttle', probability: 0.3 };
    const first = await strikes(boxWith([rule], 7), 1_000);
    expect(first).toBe(await strikes(boxWith([rule], 7), 1_000));
    expect(first).not.toBe(await strikes(boxWith([rule], 8), 1_000));
    const struck = [...first].filter((each) => each === '1').length;
    expect(struck).toBeGreaterThan(250);
    expect(struck).toBeLessThan(350);
  });

  it('never and always at the ends of probability', async () => {
    expect(await strikes(boxWith([{ kind: 'throttle', probability: 0 }]), 20)).toBe('0'.repeat(20));
    expect(await strikes(boxWith([{ kind: 'throttle', probability: 1 }]), 20)).toBe('1'.repeat(20));
  });

  it('the first rule that strikes decides, and the others keep what they have', async () => {
    const box = boxWith([
      { kind: 'error', status: 503, times: 1 },
      { kind: 'throttle', times: 1 },
    ]);
    await expect(box.before(request('/groups'))).rejects.toMatchObject({ status: 503 });
    expect(box.list().map(({ left }) => left)).toEqual([0, 1]);
    await expect(box.before(request('/groups'))).rejects.toMatchObject({ status: 429 });
  });
});

describe('rules by id', () => {
  it('are given one when they have none, and never one that is taken', () => {
    const box = boxWith([{ kind: 'throttle', id: 'fault-2' }, { kind: 'throttle' }]);
    expect(box.list().map(({ id }) => id)).toEqual(['fault-2', 'fault-3']);
  });

  it('are refused when the id is in force already', () => {
    const box = boxWith([{ kind: 'throttle', id: 'mine' }]);
    expect(() => box.add([{ kind: 'throttle' }, { kind: 'throttle', id: 'mine' }])).toThrow(
      'The id "mine" is taken; remove that rule first, or choose another id.',
    );
    expect(box.list()).toHaveLength(1);
  });

  it('are removed one by one', async () => {
    const box = boxWith([{ kind: 'throttle', id: 'mine' }]);
    expect([box.remove('mine'), box.remove('mine')]).toEqual([true, false]);
    expect(await strikes(box, 1)).toBe('0');
  });

  it('are at most 200', () => {
    const box = boxWith(Array.from({ length: 200 }, () => ({ kind: 'throttle' })));
    expect(() => box.add([{ kind: 'throttle' }])).toThrow('More than 200 rules');
  });
});

describe('rules that turn the dial', () => {
  const group = '11111111-1111-4111-8111-111111111111';
  const rules = [
    { kind: 'stale-reads', seconds: 3, id: 'stale' },
    { kind: 'role-lag', seconds: 900, id: 'lag' },
    { kind: 'stuck', group: '*', id: 'stuck' },
    { kind: 'state', group: group.toUpperCase(), value: 'ProcessingFailed', id: 'state' },
  ];

  it('turn it when they are added and turn it back when they are gone', () => {
    const dial = newDial({ staleReadMs: 1_500, stuck: new Set(['other']) });
    const box = new FaultBox({ clock: virtualClock(), dial });
    box.add(readFaults(rules));
    expect(dial).toMatchObject({ staleReadMs: 3_000, roleLagMs: 900_000 });
    expect([...dial.stuck]).toEqual(['other', '*']);
    expect([...dial.shownStates]).toEqual([[group, 'ProcessingFailed']]);
    for (const { id } of rules) box.remove(id);
    expect(dial).toEqual(newDial({ staleReadMs: 1_500, stuck: new Set(['other']) }));
  });

  it('leave what is turned by hand while no rule is in force', () => {
    const dial = newDial();
    const box = new FaultBox({ clock: virtualClock(), dial });
    box.add(readFaults({ kind: 'stale-reads', seconds: 3 }));
    box.clear();
    dial.staleReadMs = 700;
    box.add(readFaults({ kind: 'stale-reads', seconds: 3 }));
    box.clear();
    expect(dial.staleReadMs).toBe(700);
  });

  it('the newer of two counts, and the older again when it is gone', () => {
    const dial = newDial();
    const box = new FaultBox({ clock: virtualClock(), dial });
    box.add(
      readFaults([
        { kind: 'stale-reads', seconds: 3 },
        { kind: 'stale-reads', seconds: 9, id: 'b' },
      ]),
    );
    expect(dial.staleReadMs).toBe(9_000);
    box.remove('b');
    expect(dial.staleReadMs).toBe(3_000);
  });

  it('two for one group end one by one', () => {
    const dial = newDial();
    const box = new FaultBox({ clock: virtualClock(), dial });
    box.add(
      readFaults([
        { kind: 'stuck', group, id: 'a' },
        { kind: 'stuck', group: '*', id: 'b' },
      ]),
    );
    box.remove('a');
    expect([...dial.stuck]).toEqual(['*']);
  });

  it('the size of the budget is that of the newest rule', () => {
    const box = boxWith([
      { kind: 'resource-units', size: 'S', id: 'a' },
      { kind: 'resource-units', size: 'L' },
    ]);
    expect(box.budgetSize).toBe('L');
    box.clear();
    expect(box.budgetSize).toBeUndefined();
  });
});
