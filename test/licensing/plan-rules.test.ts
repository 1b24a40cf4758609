import { carryOver, choosePlans } from '../../src/licensing/plan-choice';
import { planEffect } from '../../src/licensing/plan-effect';
import type { Product, ServicePlan } from '../../src/licensing/product';
import { product } from '../support/builders';

const plan = (id: string, partNumber: string, perPerson = true): ServicePlan => ({
  id,
  partNumber,
  name: `Plan ${id}`,
  perPerson,
});
const mail1 = plan('mail1', 'EXCHANGE_S_STANDARD');
const mail2 = plan('mail2', 'EXCHANGE_S_ENTERPRISE');
const files = plan('files', 'SHAREPOINTENTERPRISE');
const web = plan('web', 'SHAREPOINTWAC');
const teams = plan('teams', 'TEAMS1');
const base = plan('base', 'EXCHANGE_S_FOUNDATION');
const search = plan('search', 'MICROSOFT_SEARCH', false);

const small = product({ skuId: 'small', plans: [mail1, web, teams, base] });
const large = product({ skuId: 'large', plans: [mail2, files, web, teams, search] });
const extra = product({ skuId: 'extra', plans: [web] });
const owned: readonly Product[] = [small, large, extra];
const has = (skuId: string, ...disabledPlans: string[]) => ({ skuId, disabledPlans });
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id).sort();

describe('what an edit does to apps and services', () => {
  it('of a removal: everything that was on and no other product of the group brings', () => {
    const effect = planEffect([has('small', 'teams'), has('extra')], [has('extra')], owned);
    expect(ids(effect.loses)).toEqual(['base', 'mail1']);
    expect(effect).toMatchObject({ gains: [], keeps: 1, staysOff: [], ends: ['mail'], unknown: false });
  });

  it('of a swap: gains, losses, what stays on and what stays off', () => {
    const effect = planEffect([has('small', 'teams')], [has('large', 'teams')], owned);
    expect(ids(effect.gains)).toEqual(['files', 'mail2']);
    expect(ids(effect.loses)).toEqual(['base', 'mail1']);
    expect(ids(effect.staysOff)).toEqual(['teams']);
    expect(effect.keeps).toBe(1);
  });

  it('ends no service that the new product brings in another plan', () => {
    expect(planEffect([has('small')], [has('large')], owned).ends).toEqual([]);
    expect(planEffect([has('large')], [has('small')], owned).ends).toEqual(['files']);
    expect(planEffect([has('large')], [has('large', 'mail2', 'teams')], owned).ends).toEqual([
      'mail',
      'teams',
    ]);
  });

  it('never speaks of plans of the whole organization', () => {
    const effect = planEffect([], [has('large', 'search')], owned);
    expect([...ids(effect.gains), ...ids(effect.staysOff)]).not.toContain('search');
  });

  it('says that nobody knows what was in a product that is not owned any more', () => {
    expect(planEffect([has('gone')], [], owned)).toMatchObject({ loses: [], unknown: true });
    expect(planEffect([has('gone'), has('small')], [has('gone')], owned).unknown).toBe(false);
  });
});

describe('a choice of plans', () => {
  it('is carried over where the new product has the same plan', () => {
    expect(carryOver(['teams', 'mail1', 'nowhere'], large)).toEqual(['teams']);
    expect(carryOver([], large)).toEqual([]);
  });

  it('is the full list, also of what no form shows', () => {
    const off = ['search', 'teams'];
    expect(choosePlans(off, { shown: ['teams'], wanted: ['teams', 'files'] }, large)).toEqual([
      'files',
      'teams',
      'search',
    ]);
    expect(choosePlans(off, { shown: ['teams'], wanted: [] }, large)).toEqual(['search']);
  });

  it('keeps what somebody else switched since the form was drawn', () => {
    expect(choosePlans(['web'], { shown: [], wanted: ['teams'] }, large)).toEqual(['web', 'teams']);
    expect(choosePlans([], { shown: ['web'], wanted: ['web', 'teams'] }, large)).toEqual(['teams']);
  });

  it('can neither switch plans of the organization nor name plans that the product does not have', () => {
    expect(choosePlans([], { shown: [], wanted: ['search', 'nowhere'] }, large)).toEqual([]);
    expect(choosePlans(['old'], { shown: [], wanted: [] }, large)).toEqual([]);
  });
});
