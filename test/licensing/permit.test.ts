import { permitFor } from '../../src/licensing/permit';
import type { LicensingDeps } from '../../src/licensing/services';
import { noon } from '../support/builders';
import { aRequest, aWaitingChange } from '../support/requests';

const deps = (stillApproved: boolean): LicensingDeps =>
  ({ now: () => noon, stillApproved: () => Promise.resolve(stillApproved) }) as unknown as LicensingDeps;

describe('on whose word a request is written', () => {
  const request = aRequest();

  it('is granted while everybody who approved may still decide', async () => {
    for (const state of ['queued', 'applying'] as const)
      expect(await permitFor(deps(true), aWaitingChange({ state, request }), [])).toBe('granted');
  });

  it('is asked anew when somebody may not, but only before the first attempt', async () => {
    expect(await permitFor(deps(false), aWaitingChange({ state: 'queued', request }), [])).toBe(
      'asked-again',
    );
    expect(await permitFor(deps(false), aWaitingChange({ state: 'applying', request }), [])).toMatchObject({
      code: 'request.approval-lost',
    });
  });

  it('is over when the time for which it was needed has passed', async () => {
    const over = aRequest({ neededUntil: new Date(noon.getTime() - 1).toISOString() });
    expect(await permitFor(deps(true), aWaitingChange({ state: 'queued', request: over }), [])).toMatchObject(
      {
        code: 'request.over',
      },
    );
    expect(await permitFor(deps(true), aWaitingChange({ state: 'applying', request: over }), [])).toBe(
      'granted',
    );
  });
});
