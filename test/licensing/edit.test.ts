import { afterEdit, isAsWanted, samePlans, toGraphEdit, touchesAny } from '../../src/licensing/edit';
import { change, giving, group, ids, taking } from '../support/builders';

const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
const visio = { skuId: ids.visio, name: 'Visio Plan 2' };
const carrying = (...skuIds: string[]) =>
  group({ assignedLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: ['p1'] })) });

describe('what a change does to the licenses of a group', () => {
  const swap = { add: giving(e3, ['p2']).add, remove: [visio] };

  it('is said to Graph without names', () => {
    expect(toGraphEdit(swap)).toEqual({
      add: [{ skuId: ids.e3, disabledPlans: ['p2'] }],
      remove: [ids.visio],
    });
  });

  it('replaces what it gives and leaves everything else alone', () => {
    const other = { skuId: 'other', disabledPlans: ['x'] };
    const before = [other, { skuId: ids.visio, disabledPlans: [] }, { skuId: ids.e3, disabledPlans: ['p1'] }];
    expect(afterEdit(before, swap)).toEqual([other, { skuId: ids.e3, disabledPlans: ['p2'] }]);
  });

  it('has to do with each product that it names', () => {
    expect(touchesAny({ edit: swap }, [ids.visio])).toBe(true);
    expect(touchesAny({ edit: swap }, [ids.e3, 'x'])).toBe(true);
    expect(touchesAny({ edit: swap }, ['x'])).toBe(false);
  });

  it('has come to pass when products came and went; only where plans are the point they must be the same', () => {
    expect(isAsWanted(change({ edit: giving(e3) }), carrying(ids.e3))).toBe(true);
    expect(isAsWanted(change({ edit: giving(e3) }), carrying(ids.visio))).toBe(false);
    expect(isAsWanted(change({ kind: 'remove', edit: taking(e3) }), carrying(ids.visio))).toBe(true);
    expect(isAsWanted(change({ kind: 'swap', edit: swap }), carrying(ids.e3, ids.visio))).toBe(false);
    expect(isAsWanted(change({ kind: 'swap', edit: swap }), carrying(ids.e3))).toBe(true);
    expect(isAsWanted(change({ kind: 'plans', edit: giving(e3, ['p1']) }), carrying(ids.e3))).toBe(true);
    expect(isAsWanted(change({ kind: 'plans', edit: giving(e3) }), carrying(ids.e3))).toBe(false);
  });

  it('compares plans in any order', () => {
    expect(samePlans(['a', 'b'], ['b', 'a', 'a'])).toBe(true);
    expect(samePlans(['a'], ['a', 'b'])).toBe(false);
    expect(samePlans([], [])).toBe(true);
  });
});
