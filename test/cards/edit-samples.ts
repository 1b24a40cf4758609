import type { CardView } from '../../src/conversation/card-view';
import { assignNeedsView } from '../../src/conversation/views/edits/assign-needs';
import { beforeEditView } from '../../src/conversation/views/edits/before-edit';
import { editFormView } from '../../src/conversation/views/edits/edit-form';
import { needsView } from '../../src/conversation/views/edits/needs';
import { plansFormView } from '../../src/conversation/views/edits/plans-form';
import { completionView } from '../../src/conversation/views/completion';
import { progressView } from '../../src/conversation/views/progress';
import type { Words } from '../../src/i18n/words';
import type { Change } from '../../src/licensing/change';
import { serviceFamilies } from '../../src/licensing/service-families';
import { ids, product } from '../support/builders';

/** Cards of removals, swaps, other apps and undoings, every list as long as `size` says. */
export function editSamples(
  w: Words,
  one: Change,
  text: (what: string) => string,
  size: number,
  adminCenterUrl: string,
): CardView[] {
  const many = <T>(make: (index: number) => T): T[] => Array.from({ length: size }, (_, i) => make(i));
  const plans = many((i) => ({ id: ids.visio, name: text(`plan ${i}`) }));
  const unmet = many(() => ({
    plan: { id: ids.visio, name: text('plan') },
    product: text('product'),
    needsOneOf: many(() => text('needed')),
  }));
  const old = { skuId: ids.visio, name: text('old product') };
  const effect = { gains: plans, loses: plans, staysOff: plans, keeps: size, ends: serviceFamilies };
  const forecast = {
    ...one.forecast,
    plans: { ...effect, unknown: true },
    losing: { holders: size + 1, keepElsewhere: size % 2 === 0 ? null : 1 },
    unmet,
  };
  const held = { seats: 1_000, changes: [12, 15], count: 2 };
  const short = { seatsNeeded: 900, seatsAvailable: 3, ...(size > 0 ? { held } : {}) };
  const given = { add: [{ ...one.product, disabledPlans: [ids.e3] }], remove: [] };
  const swapped = { ...given, remove: [old] };
  const changes: Change[] = [
    { ...one, forecast, kind: 'remove', edit: { add: [], remove: [one.product] } },
    { ...one, forecast, kind: 'swap', edit: swapped },
    { ...one, forecast, kind: 'plans', edit: given },
    { ...one, forecast, kind: 'assign', edit: given, origin: { undoes: 16 }, before: [] },
    { ...one, kind: 'remove', edit: { add: [], remove: [one.product] }, origin: { grant: 16 } },
  ];
  const data = {
    groupId: ids.group,
    skuId: ids.e3,
    list: '0'.repeat(12),
    shown: 'f'.repeat(24),
    off: 'f'.repeat(24),
  };
  const products = many((i) => product({ skuId: `sku-${i}`, name: text('product'), available: i }));
  const groups = many((i) => ({ id: `group-${i}`, name: text('group'), detail: text('detail') }));
  const carried = { kind: 'swap', groupId: ids.group, licenseText: String(text('license')).slice(0, 256) };
  const form = { typeahead: false, data: carried, selectedSkuId: '', selectedToSkuId: '' };
  return [
    ...changes.flatMap((change) => [
      beforeEditView(w, { change: { ...change, state: 'draft' }, typeName: true, approvers: null }),
      progressView(w, { change }),
      progressView(w, { change: { ...change, state: 'failed' } }),
      completionView(w, { change: { ...change, state: 'done' }, adminCenterUrl }),
    ]),
    beforeEditView(w, {
      change: { ...one, forecast, kind: 'swap', edit: swapped, state: 'draft' },
      typeName: true,
      approvers: many(() => text('approver')),
      notice: text('notice'),
      justification: text('why'),
    }),
    editFormView(w, {
      ...form,
      kind: 'remove',
      own: [],
      others: [],
      groups,
      query: text('query'),
      license: text('license'),
    }),
    editFormView(w, { ...form, kind: 'plans', typeahead: true, own: [], others: [], groups }),
    editFormView(w, {
      ...form,
      kind: 'swap',
      group: text('group'),
      own: products,
      others: products,
      notice: text('notice'),
    }),
    plansFormView(w, {
      group: text('group'),
      license: text('license'),
      plans: many((i) => ({
        id: `plan-${i}`,
        input: `input-${i}`,
        name: text('plan'),
        partNumber: text('part'),
        perPerson: true,
        on: i % 2 === 0,
      })).slice(0, 20),
      total: size,
      on: size,
      page: Math.min(1, size),
      pages: size + 1,
      data,
      notice: text('notice'),
    }),
    ...[{}, { add: [old], off: plans }].map((choices) =>
      assignNeedsView(w, { ...one, state: 'draft', forecast: { ...forecast, choices } }),
    ),
    ...(['add', 'off'] as const).map((needs) =>
      completionView(w, {
        change: { ...one, origin: { needs }, edit: swapped, forecast, state: 'done' },
        adminCenterUrl,
      }),
    ),
    ...(['add', 'off'] as const).map((needs) =>
      beforeEditView(w, {
        change: {
          ...one,
          state: 'draft',
          schedule: { at: '2026-12-24T07:30:00.000Z', zone: 'Europe/Berlin' },
          origin: { needs },
          edit: { add: [...given.add, { ...old, disabledPlans: [] }], remove: [] },
          forecast: { ...forecast, ...short, also: [{ ...old, needed: size, available: -size }] },
        },
        typeName: false,
        approvers: null,
        mayWait: true,
      }),
    ),
    needsView(w, { unmet, license: text('license'), too: data, back: data, anyway: data }),
  ];
}
