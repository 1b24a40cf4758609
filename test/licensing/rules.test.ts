import { toCatalog, toProduct } from '../../src/licensing/catalog';
import {
  canMove,
  changeMoves,
  changeStates,
  assertMove,
  isFinal,
  isOpen,
  isRunning,
} from '../../src/licensing/change-states';
import { checkEdit, checkTarget } from '../../src/licensing/eligibility';
import { findProduct } from '../../src/licensing/find-product';
import { makeForecast } from '../../src/licensing/forecast';
import { groupKind, groupStatus, toChoice } from '../../src/licensing/groups';
import { pollInterval, retryDelay } from '../../src/licensing/poll-interval';
import { createNames } from '../../src/names/names';
import { change, giving, group, ids, noon, product, sku } from '../support/builders';

const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
const visio = { skuId: ids.visio, name: 'Visio Plan 2' };

describe('catalog', () => {
  const names = createNames();

  it('counts enabled seats and those in grace as assignable, and nothing else', () => {
    const prepaidUnits = { enabled: 10, warning: 5, suspended: 7, lockedOut: 3 };
    expect(toProduct(sku({ prepaidUnits, consumedUnits: 18 }), names)).toMatchObject({
      total: 15,
      used: 18,
      available: -3,
    });
  });

  it.each([
    ['Enabled', 'ok', true],
    ['Warning', 'warning', true],
    ['Suspended', 'suspended', false],
    ['LockedOut', 'locked-out', false],
    ['Deleted', 'deleted', false],
  ])('reads %s as %s', (capabilityStatus, state, assignable) => {
    expect(toProduct(sku({ capabilityStatus }), names)).toMatchObject({ state, assignable });
  });

  it('never offers company-wide products and lists by name', () => {
    expect(toProduct(sku({ appliesTo: 'Company' }), names).assignable).toBe(false);
    const listed = toCatalog([sku({ skuId: ids.visio, skuPartNumber: 'VISIOCLIENT' }), sku()], names);
    expect(listed.map((each) => each.name)).toEqual(['Microsoft 365 E3', 'Visio Plan 2']);
  });

  it('tells products, and plans of a product, with equal names apart by their part numbers', () => {
    const plan = (servicePlanId: string, servicePlanName: string, appliesTo = 'User') => ({
      servicePlanId,
      servicePlanName,
      appliesTo,
      provisioningStatus: 'Success',
    });
    const servicePlans = [
      plan('0f9b09cb-62d1-4ff4-9129-43f4996f83f4', 'FLOW_O365_P1'),
      plan('76846ad7-7776-4c40-a281-a386362dd1b9', 'FLOW_O365_P2', 'Company'),
      plan('a23b959c-7ce8-4e57-9140-b90eb88a9e97', 'SWAY'),
    ];
    const [one, other] = toCatalog(
      [
        sku({ skuId: 'a0e6a48f-b056-4037-af70-b9ac53504551', skuPartNumber: 'SAME_NAME', servicePlans }),
        sku({ skuId: ids.group, skuPartNumber: 'Same_Name' }),
      ],
      createNames({
        products: { [ids.group]: 'Same Name', 'a0e6a48f-b056-4037-af70-b9ac53504551': 'Same Name' },
        plans: {},
      }),
    );
    expect([one?.name, other?.name].sort()).toEqual(['Same Name (SAME_NAME)', 'Same Name (Same_Name)']);
    const plans = [one, other].find((each) => each?.partNumber === 'SAME_NAME')?.plans;
    expect(plans?.map(({ name, perPerson }) => [name, perPerson])).toEqual([
      ['Power Automate for Office 365 (FLOW_O365_P1)', true],
      ['Power Automate for Office 365 (FLOW_O365_P2)', false],
      ['Sway', true],
    ]);
  });
});

describe('findProduct', () => {
  const e5 = product({ skuId: ids.visio, name: 'Microsoft 365 E5', partNumber: 'SPE_E5' });
  const e5noAudio = product({
    skuId: ids.group,
    name: 'Microsoft 365 E5 without Audio Conferencing',
    partNumber: 'SPE_E5_NOPSTNCONF',
  });
  const all = [
    product(),
    e5,
    e5noAudio,
    product({ skuId: ids.person, name: 'Office 365 E3', partNumber: 'ENTERPRISEPACK' }),
  ];

  it.each([
    ['Microsoft 365 E3', ids.e3],
    ['  microsoft 365 e3 ', ids.e3],
    ['spe_e3', ids.e3],
    [ids.e3, ids.e3],
    ['m365 e3', ids.e3],
    ['o365 e3', ids.person],
    ['m365 e5', ids.visio],
    ['audio', ids.group],
  ])('%s finds its product', (typed, skuId) => {
    expect(findProduct(typed, all)).toMatchObject({ kind: 'one', product: { skuId } });
  });

  it('asks when a name fits several', () => {
    const match = findProduct('e3', all);
    expect(match.kind === 'several' && match.products.map((each) => each.name)).toEqual([
      'Microsoft 365 E3',
      'Office 365 E3',
    ]);
  });

  it('offers near names when nothing fits', () => {
    const match = findProduct('Microsft 365 E5x', all);
    expect(match.kind === 'none' && match.near[0]?.name).toBe('Microsoft 365 E5');
    expect(findProduct('', all).kind).toBe('none');
  });
});

describe('makeForecast', () => {
  const counts = {
    directUsers: 12,
    holders: new Map([[ids.e3, 3]]),
    withoutUsageLocation: 2,
    transitiveUsers: 40,
    nestedGroups: [{ id: ids.otherGroup, displayName: 'Contoso north' }],
    nestedGroupCount: 1,
    withErrors: 0,
  };
  const known = { group: group(), product: product(), counts, tenantUsageLocation: 'US', now: noon };

  it('needs a seat only for direct members who do not hold the product', () => {
    expect(makeForecast(known)).toMatchObject({
      members: 12,
      alreadyLicensed: 3,
      seatsNeeded: 9,
      nestedOnly: 28,
    });
  });

  it('never goes below nothing when the counts were read at different moments', () => {
    const odd = { ...counts, holders: new Map([[ids.e3, 20]]), transitiveUsers: 5 };
    expect(makeForecast({ ...known, counts: odd })).toMatchObject({ seatsNeeded: 0, nestedOnly: 0 });
  });

  it('notes dynamic, synced and role-assignable groups', () => {
    const special = group({
      groupTypes: ['DynamicMembership'],
      onPremisesSyncEnabled: true,
      isAssignableToRole: true,
    });
    expect(makeForecast({ ...known, group: special })).toMatchObject({
      dynamic: true,
      synced: true,
      roleAssignable: true,
    });
  });
});

describe('checkTarget', () => {
  const licensed = group({ assignedLicenses: [{ skuId: ids.e3, disabledPlans: [] }] });
  it.each([
    ['group.gone', undefined, product()],
    ['product.gone', group(), undefined],
    ['product.not-assignable', group(), product({ assignable: false, state: 'suspended' })],
    ['product.not-assignable', group(), product({ assignable: false })],
    ['group.not-security-enabled', group({ securityEnabled: false }), product()],
    ['group.has-license', licensed, product()],
  ])('%s', (code, aGroup, aProduct) => {
    const target = checkTarget(aGroup, aProduct);
    expect(target.failure?.code).toBe(code);
    expect(target.failure?.sentence).toMatch(/\.$/);
  });

  it('lets a group have the product already when it is to keep it for longer', () => {
    expect(checkTarget(licensed, product(), true)).toEqual({ group: licensed, product: product() });
  });

  it('asks of a removal only that the group exists', () => {
    const odd = group({ securityEnabled: false });
    expect(checkEdit(change({ kind: 'remove' }), odd, [])).toEqual({ group: odd });
    expect(checkEdit(change({ kind: 'remove' }), undefined, [])).toMatchObject({
      failure: { code: 'group.gone' },
    });
  });

  it('asks of a swap that the group has what goes, and can have what comes', () => {
    const swap = change({ kind: 'swap', edit: { ...giving(e3), ...{ remove: [visio] } } });
    const withVisio = group({ assignedLicenses: [{ skuId: ids.visio, disabledPlans: [] }] });
    const owned = [product()];
    expect(checkEdit(swap, withVisio, owned)).toEqual({ group: withVisio });
    expect(checkEdit(swap, group(), owned)).toMatchObject({ failure: { code: 'group.has-not-license' } });
    expect(checkEdit(swap, withVisio, [])).toMatchObject({ failure: { code: 'product.gone' } });
  });

  it('asks of other plans that the group has the product', () => {
    const plans = change({ kind: 'plans' });
    const withE3 = group({ assignedLicenses: [{ skuId: ids.e3, disabledPlans: [] }] });
    expect(checkEdit(plans, withE3, [product()])).toEqual({ group: withE3 });
    expect(checkEdit(plans, group(), [product()])).toMatchObject({
      failure: { code: 'group.has-not-license' },
    });
  });

  it('lets a fitting pair pass', () => {
    expect(checkTarget(group(), product())).toEqual({ group: group(), product: product() });
  });
});

describe('groups', () => {
  it('gives the admin center status', () => {
    const busy = group({ licenseProcessingState: 'QueuedForProcessing' });
    const complete = group({ licenseProcessingState: 'ProcessingComplete' });
    const errors = new Set([ids.group]);
    expect(groupStatus(busy, errors)).toBe('in-progress');
    expect(groupStatus(complete, errors)).toBe('errors');
    expect(groupStatus(complete, new Set())).toBe('all-assigned');
    expect(groupStatus(group(), new Set())).toBe('all-assigned');
  });

  it('tells equal names apart', () => {
    expect(groupKind(group({ groupTypes: ['Unified'], mailEnabled: true }))).toBe('Microsoft 365 group');
    expect(groupKind(group({ mailEnabled: true }))).toBe('Mail-enabled security group');
    expect(groupKind(group({ mailEnabled: true, securityEnabled: false }))).toBe('Distribution list');
    expect(toChoice(group({ mail: 'sales@contoso.example' }), 1234).detail).toBe(
      'Security group · sales@contoso.example · 1,234 members',
    );
    expect(toChoice(group({ groupTypes: ['DynamicMembership'] }), 1).detail).toBe(
      'Security group, dynamic · 1 member',
    );
    expect(toChoice(group(), undefined).detail).toBe('Security group');
  });
});

describe('intervals', () => {
  it('looks often at small fresh groups and rarely at large or old ones, within bounds', () => {
    expect(pollInterval(12, 0, 0.5)).toBeLessThan(2_000);
    expect(pollInterval(100_000, 0, 0.5)).toBeGreaterThan(9_000);
    expect(pollInterval(12, 3_600_000, 0.5)).toBe(5 * 60_000);
    expect(pollInterval(12, 0, 0)).toBeLessThan(pollInterval(12, 0, 0.99));
  });

  it('backs off, and never sooner than the service asked', () => {
    expect(retryDelay(2, 0.5)).toBe(2 * retryDelay(1, 0.5));
    expect(retryDelay(50, 0.5)).toBe(5 * 60_000);
    expect(retryDelay(1, 0, 30_000)).toBe(30_000);
  });
});

describe('states of a change', () => {
  it('has exactly these legal moves', () => {
    const legal = changeStates.flatMap((from) =>
      changeStates.filter((to) => canMove(from, to)).map((to) => `${from}>${to}`),
    );
    expect(legal).toEqual([
      'draft>waiting',
      'draft>wait-listed',
      'draft>scheduled',
      'draft>queued',
      'draft>cancelled',
      'waiting>waiting',
      'waiting>asked-back',
      'waiting>wait-listed',
      'waiting>scheduled',
      'waiting>queued',
      'waiting>failed',
      'waiting>rejected',
      'waiting>withdrawn',
      'waiting>expired',
      'asked-back>waiting',
      'asked-back>asked-back',
      'asked-back>wait-listed',
      'asked-back>scheduled',
      'asked-back>queued',
      'asked-back>failed',
      'asked-back>rejected',
      'asked-back>withdrawn',
      'asked-back>expired',
      'wait-listed>scheduled',
      'wait-listed>queued',
      'wait-listed>cancelled',
      'scheduled>scheduled',
      'scheduled>queued',
      'scheduled>cancelled',
      'queued>waiting',
      'queued>applying',
      'queued>failed',
      'applying>applying',
      'applying>processing',
      'applying>failed',
      'processing>processing',
      'processing>done',
      'processing>done-with-failures',
      'processing>failed',
    ]);
  });

  it.each(changeStates.flatMap((from) => changeStates.map((to) => [from, to] as const)))(
    '%s to %s',
    (from, to) => {
      const legal = (changeMoves[from] as readonly string[]).includes(to);
      if (legal) expect(() => assertMove(from, to)).not.toThrow();
      else expect(() => assertMove(from, to)).toThrow('change.illegal-move');
    },
  );

  it('knows which are final, which are running and which are open', () => {
    expect(changeStates.filter(isFinal)).toEqual([
      'done',
      'done-with-failures',
      'failed',
      'cancelled',
      'rejected',
      'withdrawn',
      'expired',
    ]);
    expect(changeStates.filter(isOpen)).toEqual(['waiting', 'asked-back']);
    expect(changeStates.filter(isRunning)).toEqual(['queued', 'applying', 'processing']);
  });
});
