import type { CardView } from '../../src/conversation/card-view';
import { assignFormView } from '../../src/conversation/views/assign-form';
import { beforeAssignView } from '../../src/conversation/views/before-assign';
import { changeTimeView } from '../../src/conversation/views/change-time';
import { chooseView } from '../../src/conversation/views/choose';
import { completionView } from '../../src/conversation/views/completion';
import { downloadLinkView } from '../../src/conversation/views/download-link';
import { evidenceView } from '../../src/conversation/views/evidence';
import { failuresView } from '../../src/conversation/views/failures';
import { helpView } from '../../src/conversation/views/help';
import { historyView } from '../../src/conversation/views/history';
import { licensesView } from '../../src/conversation/views/licenses';
import { noticeView } from '../../src/conversation/views/notice';
import { productView } from '../../src/conversation/views/product';
import { progressView } from '../../src/conversation/views/progress';
import { refusedView } from '../../src/conversation/views/refused';
import { scheduledView } from '../../src/conversation/views/scheduled';
import { statusGroupView } from '../../src/conversation/views/status-group';
import { slice } from '../../src/conversation/page';
import { runningPerPage, statusRunningView } from '../../src/conversation/views/status-running';
import { forecastView } from '../../src/conversation/views/forecast';
import { createWords } from '../../src/i18n/words';
import { changeKinds, licenseErrors, type Change } from '../../src/licensing/change';
import { changeStates } from '../../src/licensing/change-states';
import type { ExactForecast, StoredForecast } from '../../src/licensing/exact-forecast';
import type { Cause } from '../../src/licensing/rules/give';
import type { HistoryRow } from '../../src/licensing/history/join';
import { logActivities, type LogEntry, type LogKind } from '../../src/licensing/history/log-entry';
import type { StoredEvidence } from '../../src/store/contract';
import type { Forecast } from '../../src/licensing/shapes';
import { change, forecast, ids, noon, product } from '../support/builders';
import { batchSamples } from './batch-samples';
import { editSamples } from './edit-samples';
import { repairSamples } from './repair-samples';
import { requestSamples } from './request-samples';

/** What stands where the directory or a person could have written something. */
export type Text = (what: string) => string;

const adminCenterUrl = 'https://entra.microsoft.com/';
const schedule = { at: '2026-12-24T07:30:00.000Z', zone: 'America/Argentina/Buenos_Aires' };
const begin = { date: '2026-12-24', time: '08:30', earliest: '2026-11-24', zone: schedule.zone };
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Every card with every list as long as `size` says, and all foreign text made by `text`. */
export function samples(text: Text, size: number): CardView[] {
  const w = createWords('en-US');
  const products = times(size, (i) =>
    product({
      skuId: `sku-${i}`,
      name: text('product'),
      partNumber: text('part'),
      available: i - 1,
      used: i * 7,
    }),
  );
  const choices = times(size, (i) => ({ id: `group-${i}`, name: text('group'), detail: text('detail') }));
  const one = foreign(text, size);
  const roles = times(size, () => text('role'));
  const person = {
    personName: text('person'),
    tenantName: text('tenant'),
    heldRoles: roles,
    rolesThatMay: roles,
  };
  const status = (i: number) => (['all-assigned', 'in-progress', 'errors'] as const)[i % 3] ?? 'errors';
  const page = { page: 0 };
  return [
    helpView(w, { ...person, mayAssign: true }),
    helpView(w, { ...person, mayAssign: false, mayRead: false }),
    helpView(w, { ...person, mayAssign: 'unknown', welcome: { installedBy: text('installer') } }),
    helpView(w, { ...person, mayAssign: true, unknown: { typed: text('typed'), nearest: 'licenses' } }),
    licensesView(w, { products, ...page }),
    licensesView(w, { products, ...page, claimsOf: () => claims(size) }),
    licensesView(w, {
      products: products.map((each) => ({ ...each, state: 'suspended', assignable: false })),
      page: 1,
    }),
    productView(w, {
      claims: claims(size),
      product: product({
        name: text('product'),
        partNumber: text('part'),
        plans: times(size * 10, (i) => ({
          id: ids.visio,
          partNumber: text('plan part'),
          name: text('plan'),
          perPerson: i % 2 === 0,
        })),
      }),
      plansPage: 1,
      groups: times(Math.min(size, 8), (i) => ({
        id: `${i}`,
        name: text('group'),
        mail: text('mail'),
        status: status(i),
      })),
      page: 0,
      pages: Math.max(1, size),
      totalGroups: size,
      mayAssign: true,
    }),
    assignFormView(w, { products, typeahead: true, selectedGroup: choices[0], begin }),
    assignFormView(w, {
      products,
      typeahead: false,
      query: text('query'),
      groups: choices,
      notice: text('notice'),
      begin,
    }),
    assignFormView(w, { products, typeahead: false, begin: { ...begin, date: '', time: '' } }),
    beforeAssignView(w, { change: { ...one, state: 'draft', schedule } }),
    changeTimeView(w, { change: { ...one, schedule }, begin, now: noon, notice: text('notice') }),
    scheduledView(w, {
      changes: times(size, () => ({ ...one, state: 'scheduled' as const, schedule })),
      page: 0,
    }),
    beforeAssignView(w, { change: { ...one, state: 'draft' }, notice: text('notice') }),
    beforeAssignView(w, { change: { ...one, state: 'draft', forecast: short(size) }, mayWait: true }),
    ...changeStates.map((state) => progressView(w, { change: { ...one, state } })),
    completionView(w, { change: { ...one, state: 'done-with-failures' }, adminCenterUrl }),
    completionView(w, { change: { ...one, state: 'failed', outcome: null }, adminCenterUrl }),
    failuresView(w, { change: one, ...page }),
    evidenceView(w, {
      change: one,
      rows: evidenceRows(text, size),
      page: 0,
      withTexts: true,
      mayDownload: true,
    }),
    historyView(w, {
      rows: historyRows(text, size, one),
      logMissing: text('reason'),
      logCut: true,
      changesCut: true,
      about: { groupId: 'group' },
      name: text('group'),
      page: 0,
      nameOfProduct: () => text('product'),
      mayDownload: true,
    }),
    ...forecastSamples(text, size, one).map((forecast) =>
      forecastView(w, { change: one, forecast, mayDownload: true }),
    ),
    beforeAssignView(w, { change: { ...one, state: 'draft' }, exact: exactSample(text, size) }),
    historyView(w, {
      rows: [],
      logMissing: '',
      logCut: false,
      changesCut: false,
      about: {},
      name: text('group'),
      page: 0,
      nameOfProduct: () => '',
      mayDownload: false,
    }),
    downloadLinkView(w, {
      what: 'Record of change 17',
      target: text('target'),
      format: 'json',
      url: adminCenterUrl,
      code: '123456',
      minutes: 5,
      back: { title: 'Back', verb: 'evidence', data: {}, style: 'default', inputs: 'none' },
    }),
    statusGroupView(w, {
      groupId: 'group',
      groupName: text('group'),
      rows: times(size, (i) => ({
        skuId: `${i}`,
        productName: text('product'),
        status: status(i),
        detail: text('detail'),
      })),
      ...page,
      mayAssign: true,
    }),
    statusRunningView(w, {
      planned: size,
      total: size,
      ...slice(
        times(size, (i) => ({ ...one, id: `change-${i}`, number: i })),
        0,
        runningPerPage,
      ),
    }),
    chooseView(w, {
      title: 'Which one?',
      text: text('text'),
      choices: choices.map(({ name, detail }) => ({
        title: name,
        detail,
        verb: 'x',
        data: { text: '${x}' },
      })),
    }),
    noticeView(w, {
      tone: 'bad',
      title: 'No',
      lines: times(size, () => text('line')),
      actions: times(size, () => ({ title: text('title'), verb: 'x', data: {} })),
    }),
    refusedView(w, { reason: 'role', rolesThatMay: roles, helpers: times(size, () => text('helper')) }),
    ...requestSamples(w, one, text, size),
    ...repairSamples(w, text, size),
    ...editSamples(w, one, text, size, adminCenterUrl),
    ...batchSamples(w, one, text, size, exactSample(text, size)),
  ];
}

/** Rows of the record as long as they may be, of known and unknown kinds. */
function evidenceRows(text: Text, size: number): StoredEvidence[] {
  const person = { id: 'x', name: text('approver') };
  const data = { justification: text('why'), approvers: times(size, () => person), neededUntil: null };
  return times(size, (i) => ({
    tenantId: 'tenant',
    changeId: 'change',
    number: 1,
    at: '2026-11-24T12:03:12.000Z',
    kind: i % 2 === 0 ? 'requested' : text('kind'),
    actor: text('actor'),
    data,
    sequence: i + 1,
    previousHash: '0'.repeat(64),
    hash: '1'.repeat(64),
  }));
}

/** A change whose every name comes from somewhere else. */
function foreign(text: Text, size: number): Change {
  const people = times(size, (i) => ({ id: `${i}`, name: text('member'), address: text('address') }));
  return change({
    group: { id: 'group', name: text('group') },
    product: { skuId: 'sku', name: text('product') },
    asker: { id: 'asker', name: text('asker') },
    failure: { code: 'x', sentence: text('sentence') },
    forecast: forecast({
      nestedOnly: size,
      nestedGroups: times(size, () => text('nested')),
      nestedGroupCount: size * 2,
      withoutUsageLocation: size,
      tenantUsageLocation: text('country'),
    }),
    progress: { members: size * 100, licensed: size, failed: size, phase: 'processing' },
    outcome: {
      members: size * 100,
      assigned: size,
      alreadyHad: size,
      failed: size * 6,
      unconfirmed: size,
      failures: size === 0 ? [] : licenseErrors.map((error) => ({ error, count: size + 5, people })),
    },
    finishedAt: '2026-11-24T12:03:12.000Z',
  });
}

/** A forecast with every cause there is. */
function exactSample(text: Text, size: number): ExactForecast {
  const names = Object.fromEntries(
    ['sku', 'other', 'plan', 'group'].map((id) => [id, text(`name of ${id}`)] as const),
  );
  const people = times(Math.min(size, 10), (i) => ({
    id: `${i}`,
    name: text('member'),
    address: text('mail'),
  }));
  const from = times(Math.min(size, 40), (i) => ({ from: i === 0 ? '' : 'group', count: 40 - i }));
  const because = { skuId: 'sku', plan: 'plan', source: text('source') };
  const needsOneOf = times(size, () => 'plan');
  const causes: Cause[] = [
    { kind: 'no-seat', skuId: 'sku' },
    { kind: 'location', skuId: 'sku', location: text('country'), inherited: true },
    { kind: 'conflict', ...because, other: { plan: 'plan', skuId: 'other', from: '' } },
    { kind: 'prerequisite', ...because, needsOneOf },
    { kind: 'needed', ...because, needsOneOf, from: 'group' },
    ...(['not-owned', 'not-assignable', 'address-taken'] as const).map((why) => ({
      kind: 'not-eligible' as const,
      skuId: 'other',
      why,
    })),
  ];
  const verdicts = { gets: 5, has: 4, changes: 3, fails: 6, loses: 2, keeps: 1, blocked: 7, same: 8 };
  return {
    sum: {
      members: size,
      verdicts,
      inheritLocation: size,
      causes: size === 0 ? [] : causes.map((cause) => ({ cause, count: size + 5, people, from })),
      otherCauses: size,
      from,
      dragged: times(size, () => ({ skuId: 'other', because: 'sku', count: size + 5, people })),
    },
    names,
    seatLimits: {},
    madeAt: '2026-11-24T12:03:12.000Z',
  };
}

/** None, one on its way, one that failed and one that is done. */
function forecastSamples(text: Text, size: number, { id }: Change): (StoredForecast | undefined)[] {
  const running: StoredForecast = {
    changeId: id,
    state: 'running',
    revision: 1,
    read: size * 100,
    total: size * 120,
    result: null,
    failure: null,
    orderedAt: '2026-11-24T12:03:12.000Z',
    nextAt: null,
    attempts: 0,
  };
  const failure = { code: 'x', sentence: text('sentence') };
  return [
    undefined,
    running,
    { ...running, state: 'failed', failure },
    { ...running, state: 'done', result: exactSample(text, size) },
  ];
}

/** Changes of every kind, and entries of the log of every kind. */
function historyRows(text: Text, size: number, one: Change): HistoryRow[] {
  const kinds = Object.keys(logActivities) as LogKind[];
  const entry = (i: number): LogEntry => ({
    id: `entry-${i}`,
    kind: kinds[i % kinds.length] ?? 'set',
    at: one.createdAt,
    by: i % 2 ? '' : text('actor'),
    target: { id: 'target', name: text('target') },
    added: times(3, (each) => `sku-${each}`),
    removed: times(3, (each) => `sku-${each}`),
    counts: { succeeded: 12, failed: 1 },
    failed: i % 3 > 0,
    reason: text('reason'),
  });
  return times(size, (i) =>
    i % 2
      ? { kind: 'log', at: one.createdAt, entry: entry(i) }
      : {
          kind: 'change',
          at: one.createdAt,
          change: { ...one, kind: changeKinds[i % changeKinds.length] ?? 'assign' },
          log: times(3, entry),
        },
  );
}

/** Seats of which others need as many as can be named. */
export function short(size: number): Forecast {
  return forecast({ seatsNeeded: 900, seatsAvailable: size * 3, ...claims(size) });
}

function claims(size: number) {
  const changes = { seats: size * 1_000, changes: times(Math.min(size, 8), (i) => 990 + i), count: size };
  return size > 0 ? { held: changes, waiting: changes } : {};
}
