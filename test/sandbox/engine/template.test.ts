import { LicenseRefusal, nextTemplate } from '../../../src/sandbox/engine';
import { bench, only, plans, skus, whole } from './support';

const { tenant, group } = bench();

it('a product is added behind those that are there', () => {
  const team = group([], { licenses: [whole('VISIO')] });
  expect(nextTemplate(tenant, team, [whole('E3')], [])).toEqual([whole('VISIO'), whole('E3')]);
});

it('a product that is there already gets the new choice of plans', () => {
  const team = group([], { licenses: [whole('E3'), whole('VISIO')] });
  const yammer = only('E3', plans.yammer);
  expect(nextTemplate(tenant, team, [yammer], [])).toEqual([whole('VISIO'), yammer]);
});

it('a swap is one change, even between products that exclude each other', () => {
  const team = group([], { licenses: [whole('E1')] });
  expect(nextTemplate(tenant, team, [whole('E3')], [skus.E1.skuId])).toEqual([whole('E3')]);
});

it('to remove what is not there changes nothing', () => {
  const team = group([], { licenses: [whole('E3')] });
  expect(nextTemplate(tenant, team, [], [skus.VISIO.skuId])).toEqual([whole('E3')]);
});

it('a product that is no longer owned can be removed', () => {
  const team = group([], { licenses: [{ skuId: 'gone', disabledPlans: [] }, whole('VISIO')] });
  expect(nextTemplate(tenant, team, [], ['gone'])).toEqual([whole('VISIO')]);
});

it('the group itself is not changed', () => {
  const team = group();
  nextTemplate(tenant, team, [whole('E3')], []);
  expect([team.licenses, team.processing]).toEqual([[], null]);
});

it.each([
  ['nothing', [], [], 'No license changes provided'],
  [
    'an unknown product',
    [{ skuId: 'x', disabledPlans: [] }],
    [],
    'License x does not correspond to a valid company License.',
  ],
  ['a product of the tenant as a whole', [whole('STORAGE')], [], 'cannot be assigned to a user.'],
  [
    'a plan of another product',
    [{ ...whole('E3'), disabledPlans: [plans.visio] }],
    [],
    'does not belong to the subscription',
  ],
  ['the same product in both lists', [whole('E3')], [skus.E3.skuId], 'is both added and removed.'],
  ['a product twice', [whole('E3'), whole('E3')], [], 'is added more than once.'],
  ['a product without its prerequisite', [whole('AUDIO')], [], 'depends on the service plan(s)'],
  ['two that exclude each other', [whole('E1'), whole('E3')], [], 'are mutually exclusive'],
])('%s is refused', (_, add, remove, sentence) => {
  const team = group();
  expect(() => nextTemplate(tenant, team, add, remove)).toThrow(LicenseRefusal);
  expect(() => nextTemplate(tenant, team, add, remove)).toThrow(sentence);
});
