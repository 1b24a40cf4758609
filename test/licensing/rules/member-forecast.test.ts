import { ids } from '../../support/builders';
import { context, direct, forecastFor, here, license, owned, plan, products, row, sku } from './plain';

describe('who gets what is assigned', () => {
  it('a member without anything gets it and needs a seat', () => {
    expect(forecastFor([])).toEqual({
      verdict: 'gets',
      causes: [],
      from: [],
      loses: [],
      seats: [sku.suite],
      losesWithoutSeat: [],
      inheritsLocation: false,
    });
  });

  it.each([
    ['direct', direct, ''],
    ['another group', {}, ids.otherGroup],
  ])('who has it already (%s) needs no seat', (_, source, from) => {
    expect(forecastFor([row(sku.suite, source)])).toMatchObject({ verdict: 'has', from: [from], seats: [] });
  });

  it('names every source once', () => {
    expect(forecastFor([row(sku.suite, direct), row(sku.suite), row(sku.phone)]).from).toEqual([
      '',
      ids.otherGroup,
    ]);
  });

  it('a row in error is not a license', () => {
    expect(forecastFor([row(sku.suite, { state: 'Error', error: 'CountViolation' })])).toMatchObject({
      verdict: 'gets',
      from: [],
      seats: [sku.suite],
    });
  });

  it('a license that could not be given up is still one', () => {
    expect(
      forecastFor([row(sku.suite, { state: 'ActiveWithError', error: 'DependencyViolation' })]).verdict,
    ).toBe('has');
  });

  it('who has it from this group gets the new choice of plans', () => {
    const template = [license(sku.suite, [plan.sites])];
    expect(forecastFor([row(sku.suite, here)], { template }).verdict).toBe('changes');
    expect(
      forecastFor([row(sku.suite, { ...here, disabledPlans: [plan.sites] })], { template }).verdict,
    ).toBe('same');
  });
});

describe('usage location', () => {
  const prohibited = new Map([[sku.suite, new Set(['BY'])]]);

  it.each([
    ['own', { usageLocation: 'BY' }, 'US', { location: 'BY', inherited: false }],
    ['inherited', { usageLocation: '' }, 'BY', { location: 'BY', inherited: true }],
  ])('prohibited, %s', (_, person, tenantLocation, cause) => {
    expect(forecastFor([], { prohibited, tenantLocation }, person)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'location', skuId: sku.suite, ...cause }],
      losesWithoutSeat: [],
    });
  });

  it('an own location that is allowed counts more than the directory', () => {
    expect(forecastFor([], { prohibited, tenantLocation: 'BY' }, { usageLocation: 'DE' }).verdict).toBe(
      'gets',
    );
  });

  it('says who inherits the location of the directory', () => {
    expect(forecastFor([], {}, { usageLocation: '' }).inheritsLocation).toBe(true);
    expect(forecastFor([], { tenantLocation: '' }, { usageLocation: '' }).inheritsLocation).toBe(false);
  });

  it('believes Entra, which refused this product there before', () => {
    const refused = row(sku.suite, { state: 'Error', error: 'ProhibitedInUsageLocationViolation' });
    expect(forecastFor([refused])).toMatchObject({ verdict: 'fails', causes: [{ kind: 'location' }] });
  });
});

describe('conflicts', () => {
  it.each([
    ['direct', direct, ''],
    ['another group', {}, ids.otherGroup],
  ])('with a plan of another product (%s)', (_, source, from) => {
    expect(forecastFor([row(sku.rival, source)])).toMatchObject({
      verdict: 'fails',
      causes: [
        {
          kind: 'conflict',
          skuId: sku.suite,
          plan: plan.mail,
          other: { plan: plan.mailPlus, skuId: sku.rival, from },
          source: 'a test',
        },
      ],
    });
  });

  it('not with a plan that is switched off, there or here', () => {
    expect(forecastFor([row(sku.rival, { disabledPlans: [plan.mailPlus] })]).verdict).toBe('gets');
    expect(forecastFor([row(sku.rival)], { template: [license(sku.suite, [plan.mail])] }).verdict).toBe(
      'gets',
    );
  });

  it('not with what failed there', () => {
    expect(forecastFor([row(sku.rival, { state: 'Error' })]).verdict).toBe('gets');
  });

  it('not with what the same change takes away', () => {
    const swap = { added: [sku.suite], removed: [sku.rival] };
    expect(forecastFor([row(sku.rival, here)], swap)).toMatchObject({ verdict: 'gets', loses: [sku.rival] });
  });

  it('none of several causes hides another', () => {
    const prohibited = new Map([[sku.suite, new Set(['US'])]]);
    expect(
      forecastFor([row(sku.rival), row(sku.rival, direct)], { prohibited }).causes.map(({ kind }) => kind),
    ).toEqual(['location', 'conflict', 'conflict']);
  });
});

describe('prerequisites', () => {
  const addOn = { template: [license(sku.addOn)], added: [sku.addOn] };

  it('are missing when neither the group nor the member has one', () => {
    expect(forecastFor([], addOn)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'prerequisite', skuId: sku.addOn, plan: plan.archive }],
    });
  });

  it.each([
    ['of the member', [row(sku.rival)], {}],
    ['of the group', [], { template: [license(sku.suite), license(sku.addOn)] }],
  ])('%s will do', (_, rows, over) => {
    expect(forecastFor(rows, { ...addOn, ...over }).verdict).toBe('gets');
  });

  it('that are switched off are missing', () => {
    expect(forecastFor([row(sku.rival, { disabledPlans: [plan.mailPlus] })], addOn).verdict).toBe('fails');
  });
});

describe('eligibility', () => {
  it.each([
    ['not-owned', products(), sku.phone.replace('b4', 'ff')],
    ['not-assignable', products(owned(sku.phone, [plan.phone], { assignable: false })), sku.phone],
  ])('%s', (why, all, skuId) => {
    const over = { template: [license(skuId)], added: [skuId], products: all };
    expect(forecastFor([], over)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'not-eligible', why }],
    });
    expect(forecastFor([row(skuId, here)], over).verdict).toBe('same');
  });

  it('an address that is taken is believed from Entra', () => {
    const refused = row(sku.suite, { state: 'Error', error: 'UniquenessViolation' });
    expect(forecastFor([refused]).causes).toEqual([
      { kind: 'not-eligible', skuId: sku.suite, why: 'address-taken' },
    ]);
    expect(forecastFor([refused, row(sku.suite, direct)]).verdict).toBe('has');
  });
});

describe('all or nothing', () => {
  const both = { template: [license(sku.phone), license(sku.suite)] };

  it('names what the member loses with the product that cannot be given', () => {
    expect(forecastFor([row(sku.phone, here), row(sku.rival)], both)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'conflict', skuId: sku.suite }],
      loses: [sku.phone],
    });
  });

  it('loses nothing that it has from elsewhere too', () => {
    const rows = [row(sku.phone, here), row(sku.phone, direct), row(sku.rival)];
    expect(forecastFor(rows, both).loses).toEqual([]);
  });

  it('another product of the group can drag down the new one', () => {
    const over = { ...both, added: [sku.phone] };
    expect(forecastFor([row(sku.rival)], over)).toMatchObject({
      verdict: 'fails',
      causes: [{ kind: 'conflict', skuId: sku.suite }],
    });
  });

  it('puts the causes of the new product first', () => {
    const prohibited = new Map([[sku.phone, new Set(['US'])]]);
    const over = { ...both, prohibited };
    expect(forecastFor([row(sku.rival)], over).causes.map(({ skuId }) => skuId)).toEqual([
      sku.suite,
      sku.phone,
    ]);
  });

  it('says what is lost if there is no seat', () => {
    expect(forecastFor([row(sku.phone, here)], both)).toMatchObject({
      verdict: 'gets',
      loses: [],
      seats: [sku.suite],
      losesWithoutSeat: [sku.phone],
    });
  });

  it('what something else needs stays even then', () => {
    const rows = [row(sku.suite, here), row(sku.addOn, direct)];
    const over = {
      template: [license(sku.suite), license(sku.phone)],
      added: [sku.phone],
      prohibited: new Map([[sku.phone, new Set(['US'])]]),
    };
    expect(forecastFor(rows, over)).toMatchObject({ verdict: 'fails', loses: [] });
  });
});

describe('who loses what is taken away', () => {
  const removal = { template: [], added: [], removed: [sku.suite] };

  it('who has it from nowhere else', () => {
    expect(forecastFor([row(sku.suite, here)], removal)).toMatchObject({
      verdict: 'loses',
      loses: [sku.suite],
      seats: [],
    });
  });

  it.each([
    ['direct', direct, ''],
    ['another group', {}, ids.otherGroup],
  ])('not who has it elsewhere (%s)', (_, source, from) => {
    expect(forecastFor([row(sku.suite, here), row(sku.suite, source)], removal)).toMatchObject({
      verdict: 'keeps',
      from: [from],
      loses: [],
    });
  });

  it('not who never got it', () => {
    expect(forecastFor([row(sku.suite, { ...here, state: 'Error' })], removal).verdict).toBe('same');
    expect(forecastFor([], removal).verdict).toBe('same');
  });

  it('it is blocked while another license needs it', () => {
    expect(forecastFor([row(sku.suite, here), row(sku.addOn, direct)], removal)).toMatchObject({
      verdict: 'blocked',
      causes: [{ kind: 'needed', skuId: sku.addOn, plan: plan.archive, from: '' }],
      loses: [],
    });
  });

  it('it is not blocked when another license fulfills the need', () => {
    const rows = [row(sku.suite, here), row(sku.addOn, direct), row(sku.rival)];
    expect(forecastFor(rows, removal).verdict).toBe('loses');
  });

  it('a swap is blocked by the same, and carried out when the new product fulfills the need', () => {
    const rows = [row(sku.suite, here), row(sku.addOn, direct)];
    const swap = (to: string) => ({ template: [license(to)], added: [to], removed: [sku.suite] });
    expect(forecastFor(rows, swap(sku.phone)).verdict).toBe('blocked');
    expect(forecastFor(rows, swap(sku.rival))).toMatchObject({ verdict: 'gets', loses: [sku.suite] });
  });

  it('a swap that fails takes the old product all the same', () => {
    const rows = [row(sku.phone, here), row(sku.rival)];
    const swap = { added: [sku.suite], removed: [sku.phone] };
    expect(forecastFor(rows, swap)).toMatchObject({ verdict: 'fails', loses: [sku.phone] });
  });
});

it('asks the same of every member: nothing is remembered from one to the next', () => {
  const over = context();
  const twice = [
    forecastFor([row(sku.rival)], over),
    forecastFor([], over),
    forecastFor([row(sku.rival)], over),
  ];
  expect(twice.map(({ verdict }) => verdict)).toEqual(['fails', 'gets', 'fails']);
});
