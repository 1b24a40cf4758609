import { undoing } from '../../src/licensing/undo';
import { change, giving, ids, taking } from '../support/builders';

const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
const visio = { skuId: ids.visio, name: 'Visio Plan 2' };
const has = ({ skuId }: { skuId: string }, ...disabledPlans: string[]) => ({ skuId, disabledPlans });
const nameOf = (skuId: string): string => [e3, visio].find((each) => each.skuId === skuId)?.name ?? skuId;
const undo = (
  over: Parameters<typeof change>[0],
  now: Parameters<typeof undoing>[1],
  later: Parameters<typeof undoing>[2] = [],
) => undoing(change({ state: 'done', ...over }), now, later, nameOf);
const reason = (result: ReturnType<typeof undoing>): string =>
  'failure' in result ? result.failure.sentence : '';

describe('undoing', () => {
  it('takes back what was given', () => {
    expect(undo({ product: visio, before: [has(e3)] }, [has(e3), has(visio)])).toEqual({
      kind: 'remove',
      product: visio,
      edit: { add: [], remove: [visio], basis: [has(visio)] },
    });
  });

  it('gives back what was taken away, with the plans that were off', () => {
    const over = { kind: 'remove', product: visio, before: [has(visio, 'a', 'b')] } as const;
    expect(undo(over, [])).toEqual({
      kind: 'assign',
      product: visio,
      edit: { add: [{ ...visio, disabledPlans: ['a', 'b'] }], remove: [], basis: [] },
    });
  });

  it('swaps back, with the old choice of plans', () => {
    const edit = { add: [{ ...visio, disabledPlans: ['a'] }], remove: [e3] };
    expect(
      undo({ kind: 'swap', product: visio, edit, before: [has(e3, 'a', 'b')] }, [has(visio, 'a')]),
    ).toEqual({
      kind: 'swap',
      product: e3,
      edit: { add: [{ ...e3, disabledPlans: ['a', 'b'] }], remove: [visio], basis: [has(visio, 'a')] },
    });
  });

  it('switches apps back', () => {
    const over = { kind: 'plans', edit: giving(e3, ['a']), before: [has(e3), has(visio)] } as const;
    expect(undo(over, [has(visio), has(e3, 'a')])).toEqual({
      kind: 'plans',
      product: e3,
      edit: { add: [{ ...e3, disabledPlans: [] }], remove: [], basis: [has(e3, 'a')] },
    });
  });

  it('is refused while the change runs, and when it wrote nothing', () => {
    expect(reason(undo({ state: 'processing', before: [] }, [has(e3)]))).toContain('has not ended yet');
    expect(reason(undo({ before: null }, [has(e3)]))).toContain('wrote nothing');
  });

  it('is refused when the group is not exactly as it was left, naming what moved', () => {
    const given = { product: visio, before: [has(e3)] };
    expect(reason(undo(given, [has(e3, 'x'), has(visio)]))).toMatch(
      /outside of License Desk: Microsoft 365 E3/,
    );
    expect(reason(undo(given, [has(visio)]))).toContain('Microsoft 365 E3');
    expect(reason(undo(given, [has(e3), has(visio, 'x')]))).toContain('Visio Plan 2');
  });

  it('says which change of ours altered it since', () => {
    const later = change({
      number: 20,
      kind: 'remove',
      edit: taking(e3),
      asker: { id: 'x', name: 'Isaiah' },
    });
    const never = change({ number: 21, edit: giving(visio), acceptedAt: null });
    const refused = undo({ product: visio, before: [has(e3)] }, [has(visio)], [never, later]);
    expect(reason(refused)).toContain('change 20 by Isaiah altered the group’s licenses since');
  });

  it('is refused a second time, and undoing the undoing does it again', () => {
    const given = { number: 17, product: visio, before: [] };
    const undone = change({
      number: 18,
      kind: 'remove',
      edit: taking(visio),
      origin: { undoes: 17 },
      before: [has(visio)],
    });
    expect(reason(undo(given, [], [undone]))).toContain('undone already, by change 18');
    const again = undoing({ ...undone, state: 'done' }, [], [], nameOf);
    expect(again).toMatchObject({ kind: 'assign', edit: { add: [{ ...visio, disabledPlans: [] }] } });
    // Done again by change 19, it can be undone again.
    expect(undo(given, [has(visio)], [change({ number: 19 }), undone])).toMatchObject({ kind: 'remove' });
  });

  it('has nothing to do when somebody put everything back by hand', () => {
    expect(reason(undo({ product: visio, before: [] }, []))).toContain('already as it was before change 17');
  });
});
