import { contoso } from './contoso';
import type { Scenario } from './scenario';

export const storm: Scenario = {
  ...contoso,
  name: 'storm',
  shows:
    'Contoso on a bad day: throttling, concurrency errors on license changes, services that fail now and then, slow answers and old reads. Everything succeeds for a client that waits and tries again.',
  faults: [
    { kind: 'throttle', probability: 0.1, retryAfter: 2 },
    { kind: 'concurrency', probability: 0.3, match: { method: 'POST', path: '/groups/*/assignLicense' } },
    { kind: 'error', status: 503, probability: 0.05 },
    { kind: 'error', status: 504, probability: 0.02 },
    { kind: 'slow', milliseconds: 300 },
    { kind: 'stale-reads', seconds: 10 },
    { kind: 'resource-units', size: 'M' },
  ],
};
