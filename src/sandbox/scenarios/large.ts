import { contoso } from './contoso';
import type { Scenario } from './scenario';

export const large: Scenario = {
  ...contoso,
  name: 'large',
  shows:
    'Contoso with 100,000 more people and 2,000 more groups, one of them with 20,000 members. SANDBOX_USERS and SANDBOX_GROUPS choose other numbers.',
  generated: { users: 100_000, groups: 2_000, largestGroup: 20_000 },
};
