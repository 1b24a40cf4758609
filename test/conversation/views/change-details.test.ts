import { changeDetails } from '../../../src/conversation/views/parts/change-details';
import { change, forecast, ids } from '../../support/builders';
import { w } from './draw';

const visio = { skuId: ids.visio, name: 'Visio' };
const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
const parts = { [ids.e3]: 'SPE_E3', [ids.visio]: 'VISIOCLIENT' };
const rows = (over: Parameters<typeof change>[0]) =>
  changeDetails(w, change(over)).rows.map(({ label, value }) => `${label} ${value}`);

describe('the ids of a change', () => {
  it('are those of the license with its part number, and of the group', () => {
    expect(rows({ forecast: forecast({ parts }) })).toEqual([
      `License id ${ids.e3}`,
      'Part number SPE_E3',
      `Group id ${ids.group}`,
    ]);
  });

  it('are those of both licenses of a swap, and of the plans that are switched', () => {
    const plans = {
      gains: [{ id: 'plan-1', name: 'Teams' }],
      loses: [{ id: 'plan-2', name: 'Yammer' }],
      keeps: 3,
      staysOff: [],
      ends: [],
      unknown: false,
    };
    const edit = { add: [{ ...e3, disabledPlans: [] }], remove: [visio] };
    expect(rows({ kind: 'swap', edit, forecast: forecast({ parts, plans }) })).toEqual([
      `Id of the new license ${ids.e3}`,
      'Part number SPE_E3',
      `Id of the old license ${ids.visio}`,
      'Part number VISIOCLIENT',
      `Group id ${ids.group}`,
      'Teams (on) plan-1',
      'Yammer (off) plan-2',
    ]);
  });

  it('include what is given besides, and leave out what is not known', () => {
    const edit = {
      add: [
        { ...e3, disabledPlans: [] },
        { ...visio, disabledPlans: [] },
      ],
      remove: [],
    };
    expect(rows({ edit, group: { id: '', name: 'Sales, Marketing +3' } })).toEqual([
      `License id ${ids.e3}`,
      `License id ${ids.visio}`,
    ]);
  });
});
