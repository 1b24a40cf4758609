import { hasSettled, judge, neverBusyMs, progressMoved, staleReadMs } from '../../src/licensing/judge';
import { after, change, forecast, giving, group, ids } from '../support/builders';

const licensed = [{ skuId: ids.e3, disabledPlans: [] }];
const complete = group({ assignedLicenses: licensed, licenseProcessingState: 'ProcessingComplete' });
const inProgress = group({ assignedLicenses: licensed, licenseProcessingState: 'ProcessingInProgress' });
const none = { directUsers: 12, withProduct: 3, withErrors: 0 };
const all = { directUsers: 12, withProduct: 11, withErrors: 1 };

describe('judging one reading', () => {
  it('does not believe ProcessingComplete that may be left over from an earlier pass', () => {
    expect(judge(change(), complete, none, after(2)).kind).toBe('wait');
    expect(judge(change(), complete, none, after(600)).kind).toBe('wait');
  });

  it('believes it once the group was seen busy since the write', () => {
    expect(judge(change({ busySeenAt: after(2).toISOString() }), complete, none, after(9)).kind).toBe(
      'verify',
    );
  });

  it('believes it when every member is accounted for, because a small group may never be seen busy', () => {
    expect(judge(change(), complete, all, after(2)).kind).toBe('verify');
  });

  it('reads the members after a long time without ever having seen it busy', () => {
    expect(judge(change(), complete, none, after(neverBusyMs / 1000)).kind).toBe('verify');
  });

  it('does not believe a complete group that does not carry the product yet, however its members look', () => {
    const stale = group({ licenseProcessingState: 'ProcessingComplete' });
    const verdict = judge(change({ busySeenAt: after(1).toISOString() }), stale, all, after(2));
    expect(verdict).toMatchObject({ kind: 'wait', progress: { phase: 'queued' } });
  });

  it('says that the license was removed once a stale read is no longer possible', () => {
    const verdict = judge(change(), group(), none, after(staleReadMs / 1000));
    expect(verdict).toMatchObject({ kind: 'failed', failure: { code: 'group.license-removed' } });
  });

  it('says that the group was deleted', () => {
    expect(judge(change(), undefined, undefined, after(1))).toMatchObject({
      kind: 'failed',
      failure: { code: 'group.gone' },
    });
  });

  it('counts people up while Entra works', () => {
    expect(judge(change(), inProgress, all, after(3))).toEqual({
      kind: 'wait',
      progress: { members: 12, licensed: 11, failed: 1, phase: 'processing' },
    });
  });

  it('waits on a state word that Microsoft has not documented', () => {
    const odd = group({ assignedLicenses: licensed, licenseProcessingState: 'ProcessingFailed' });
    expect(judge(change(), odd, all, after(3)).kind).toBe('wait');
  });

  it('keeps the last numbers when the counts could not be read', () => {
    const progress = { members: 12, licensed: 7, failed: 0, phase: 'processing' } as const;
    expect(judge(change({ progress }), inProgress, undefined, after(3))).toMatchObject({ progress });
    expect(judge(change(), inProgress, undefined, after(3))).toMatchObject({
      progress: { members: 12, licensed: 3 },
    });
  });
});

describe('judging one reading of other plans and of a swap', () => {
  const e3 = { skuId: ids.e3, name: 'Microsoft 365 E3' };
  const plans = change({ kind: 'plans', edit: giving(e3, ['p1']) });
  const withPlans = (...disabledPlans: string[]) =>
    group({
      assignedLicenses: [{ skuId: ids.e3, disabledPlans }],
      licenseProcessingState: 'ProcessingComplete',
    });

  it('reads the members of a small group at once, because no count tells which plans they have', () => {
    expect(judge(plans, withPlans('p1'), none, after(2)).kind).toBe('verify');
    const large = { ...none, directUsers: 1_000 };
    expect(judge(plans, withPlans('p1'), large, after(2)).kind).toBe('wait');
    expect(judge(plans, withPlans('p1'), large, after(staleReadMs / 1000)).kind).toBe('verify');
  });

  it('takes other plans than the wanted ones for an old reading, and later for somebody else’s', () => {
    expect(judge(plans, withPlans(), none, after(2)).kind).toBe('wait');
    expect(judge(plans, withPlans('p1', 'p2'), none, after(staleReadMs / 1000))).toMatchObject({
      kind: 'failed',
      failure: { code: 'group.plans-undone' },
    });
  });

  it('wants of a swap that the new one is there and the old one is not', () => {
    const swap = change({
      kind: 'swap',
      edit: { ...giving(e3), remove: [{ skuId: ids.visio, name: 'Visio' }] },
    });
    const both = [...licensed, { skuId: ids.visio, disabledPlans: [] }];
    const halfway = group({ assignedLicenses: both, licenseProcessingState: 'ProcessingComplete' });
    expect(judge(swap, complete, all, after(2)).kind).toBe('verify');
    expect(judge(swap, halfway, all, after(2)).kind).toBe('wait');
  });
});

describe('judging one reading of a removal', () => {
  const removal = change({ kind: 'remove', forecast: forecast({ alreadyLicensed: 2 }) });
  const gone = group({ licenseProcessingState: 'ProcessingComplete' });
  const nobody = { directUsers: 12, withProduct: 2, withErrors: 0 };

  it('does not believe ProcessingComplete that may be left over from an earlier pass', () => {
    expect(judge(removal, gone, all, after(2)).kind).toBe('wait');
    expect(judge(removal, gone, none, after(600)).kind).toBe('wait');
  });

  it('believes it once the group was seen busy, or when nobody holds the product but those who have it from elsewhere', () => {
    const busySeenAt = after(2).toISOString();
    expect(judge({ ...removal, busySeenAt }, gone, none, after(9)).kind).toBe('verify');
    expect(judge(removal, gone, nobody, after(2)).kind).toBe('verify');
    expect(judge(removal, gone, none, after(neverBusyMs / 1000)).kind).toBe('verify');
  });

  it('takes a template that still shows the product for an old reading, and later for one that got it again', () => {
    expect(judge(removal, complete, nobody, after(2))).toMatchObject({
      kind: 'wait',
      progress: { phase: 'queued' },
    });
    expect(judge(removal, complete, nobody, after(staleReadMs / 1000))).toMatchObject({
      kind: 'failed',
      failure: { code: 'group.license-given' },
    });
  });

  it('takes a group without licenses and without a state for one that is done', () => {
    const blank = group({ licenseProcessingState: '' });
    expect(judge(removal, blank, nobody, after(2)).kind).toBe('verify');
    expect(judge(removal, blank, none, after(2)).kind).toBe('wait');
    const assigned = group({ assignedLicenses: licensed, licenseProcessingState: '' });
    expect(judge(change(), assigned, all, after(2)).kind).toBe('wait');
  });

  it('waits while Entra works, and says that the group was deleted', () => {
    const busy = group({ licenseProcessingState: 'ProcessingInProgress' });
    expect(judge(removal, busy, nobody, after(3))).toMatchObject({
      kind: 'wait',
      progress: { licensed: 2, phase: 'processing' },
    });
    expect(judge(removal, undefined, undefined, after(3))).toMatchObject({
      kind: 'failed',
      failure: { code: 'group.gone' },
    });
  });
});

describe('judging what nothing had to be written for', () => {
  it.each(['assign', 'remove'] as const)('%s: there is no pass to wait for', (kind) => {
    const present = change({ kind, attemptedAt: null });
    const asWanted = kind === 'assign' ? complete : group({ licenseProcessingState: 'ProcessingComplete' });
    expect(judge(present, asWanted, none, after(1)).kind).toBe('verify');
  });
});

describe('hasSettled', () => {
  it('is true a minute after the first of an unbroken run of complete readings', () => {
    expect(hasSettled(change(), after(600))).toBe(false);
    expect(hasSettled(change({ completeSeenAt: after(0).toISOString() }), after(59))).toBe(false);
    expect(hasSettled(change({ completeSeenAt: after(0).toISOString() }), after(60))).toBe(true);
  });
});

describe('progressMoved', () => {
  const before = { members: 12, licensed: 3, failed: 0, phase: 'processing' } as const;
  it('is true for the first reading and for every number or phase that changed', () => {
    expect(progressMoved(null, before)).toBe(true);
    expect(progressMoved(before, { ...before })).toBe(false);
    expect(progressMoved(before, { ...before, licensed: 4 })).toBe(true);
    expect(progressMoved(before, { ...before, failed: 1 })).toBe(true);
    expect(progressMoved(before, { ...before, members: 13 })).toBe(true);
    expect(progressMoved(before, { ...before, phase: 'checking' })).toBe(true);
  });
});
