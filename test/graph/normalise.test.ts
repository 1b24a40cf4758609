import fc from 'fast-check';
import { countOf, flag, guid, records, text, texts, whole } from '../../src/graph/normalise';
import { toGroup, toOrganization, toRole, toSku, toUser } from '../../src/graph/shapes';
import { GROUP, group, SKU, user } from './support';

const UPPER = 'ABCDEF00-1111-4111-8111-111111111111';

describe('counts', () => {
  const base64 = (value: string) => Buffer.from(value, 'utf8').toString('base64');
  it.each<[unknown, number | undefined]>([
    [12, 12],
    ['12', 12],
    ['\uFEFF12', 12],
    [' 12\r\n', 12],
    ['\u00EF\u00BB\u00BF12', 12],
    [base64('12'), 12],
    [base64('\uFEFF12'), 12],
    [base64('0'), 0],
    [-1, undefined],
    [1.5, undefined],
    ['', undefined],
    ['twelve', undefined],
    ['12a', undefined],
    [null, undefined],
    [{}, undefined],
    [['12'], undefined],
    ['99999999999999999999', undefined],
  ])('%j is %p', (raw, expected) => expect(countOf(raw)).toBe(expected));

  it('reads every number in every form that has been seen', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (n) => {
        for (const form of [n, String(n), `\uFEFF${n}`, base64(String(n)), base64(`\uFEFF${n}`)])
          expect(countOf(form)).toBe(n);
      }),
    );
  });
});

it('coerces single values', () => {
  expect([text('a'), text(5), text(true), text(null), text({}), text(undefined)]).toEqual([
    'a',
    '5',
    'true',
    '',
    '',
    '',
  ]);
  expect([flag(true), flag('True'), flag(null), flag(1), flag('no')]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([whole(3), whole('4'), whole(-2), whole(2.9), whole(''), whole(NaN), whole('x')]).toEqual([
    3, 4, -2, 2, 0, 0, 0,
  ]);
  expect(texts(['a', null, '', 7, {}])).toEqual(['a', '7']);
  expect(texts('abc')).toEqual([]);
  expect(records([null, [], 'x', { a: 1 }])).toEqual([{ a: 1 }]);
  expect([guid(SKU.toUpperCase()), guid(`${SKU}x`), guid(5)]).toEqual([SKU, '', '']);
});

describe('objects', () => {
  it('reads a group with nulls', () => {
    expect(toGroup(group())).toEqual({
      id: GROUP,
      displayName: 'Contoso sales',
      description: '',
      mail: '',
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: [],
      membershipRule: '',
      onPremisesSyncEnabled: false,
      isAssignableToRole: false,
      assignedLicenses: [{ skuId: SKU, disabledPlans: [] }],
      licenseProcessingState: 'ProcessingComplete',
    });
    expect(toGroup({ id: GROUP, licenseProcessingState: null, assignedLicenses: null })).toMatchObject({
      licenseProcessingState: '',
      assignedLicenses: [],
    });
  });

  it('takes the word "None" for no error and keeps real ones', () => {
    const states = [
      {
        skuId: SKU.toUpperCase(),
        assignedByGroup: GROUP,
        state: 'Error',
        error: 'CountViolation',
        disabledPlans: [UPPER, '', null],
      },
      { skuId: SKU, assignedByGroup: null, state: 'Active', error: 'None' },
      { skuId: null, state: 'Active' },
      'x',
    ];
    expect(toUser({ ...user(), licenseAssignmentStates: states })?.licenseAssignmentStates).toEqual([
      {
        skuId: SKU,
        assignedByGroup: GROUP,
        state: 'Error',
        error: 'CountViolation',
        disabledPlans: [UPPER.toLowerCase()],
        lastUpdatedDateTime: '',
      },
      {
        skuId: SKU,
        assignedByGroup: '',
        state: 'Active',
        error: '',
        disabledPlans: [],
        lastUpdatedDateTime: '',
      },
    ]);
  });

  it('prefers the default usage location of the tenant over its country', () => {
    const raw = { id: GROUP, displayName: 'Contoso', countryLetterCode: 'NO', defaultUsageLocation: 'US' };
    expect(toOrganization(raw)?.usageLocation).toBe('US');
    expect(toOrganization({ ...raw, defaultUsageLocation: null })?.usageLocation).toBe('NO');
    expect(toOrganization({ id: GROUP })).toEqual({ id: GROUP, displayName: '', usageLocation: '' });
  });

  it('drops plans and licenses without an id', () => {
    const sku = toSku({
      skuId: SKU,
      prepaidUnits: 'x',
      consumedUnits: '7',
      servicePlans: [{ servicePlanId: GROUP }, {}, null],
    });
    expect(sku).toMatchObject({
      consumedUnits: 7,
      prepaidUnits: { enabled: 0, warning: 0, suspended: 0, lockedOut: 0 },
    });
    expect(sku?.servicePlans).toHaveLength(1);
    expect(
      toGroup({ id: GROUP, assignedLicenses: [{ skuId: 'x' }, { skuId: SKU, disabledPlans: null }] })
        ?.assignedLicenses,
    ).toEqual([{ skuId: SKU, disabledPlans: [] }]);
  });

  it('never throws, whatever the fields are', () => {
    const fields = [
      'id',
      'skuId',
      'displayName',
      'assignedLicenses',
      'licenseProcessingState',
      'licenseAssignmentStates',
      'servicePlans',
      'prepaidUnits',
      'groupTypes',
      'roleTemplateId',
    ];
    const hostile = fc.dictionary(fc.constantFrom(...fields), fc.oneof(fc.anything(), fc.constant(GROUP)));
    fc.assert(
      fc.property(hostile, (raw) => {
        for (const read of [toGroup, toUser, toSku, toRole, toOrganization]) {
          const value = read(raw);
          if (value !== undefined) expect(typeof Object.values(value)[0]).toBe('string');
        }
      }),
    );
  });
});
