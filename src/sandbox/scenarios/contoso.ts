import { groupSeeds } from '../contoso/groups';
import { products } from '../contoso/products';
import type { Scenario } from './scenario';

/** The demo tenant, and the default: a company of 6,000 with a bit of everything. */
export const contoso: Scenario = {
  name: 'contoso',
  shows:
    'A company of 6,000 people with groups of every kind. Contoso finance has every license error there is, Contoso human resources is still being processed, and Contoso sales waits for its first license.',
  people: { members: 6_050, guests: 40, seed: 20261124, grown: true },
  products,
  groups: groupSeeds,
  roles: [
    { role: 'Groups Administrator', holder: 'Contoso role holders', as: 'assigned' },
    { role: 'License Administrator', holder: 1_001, as: 'eligible' },
    { role: 'License Administrator', holder: 1_002, as: 'activated', hours: 8 },
    {
      role: 'User Administrator',
      holder: 1_003,
      as: 'assigned',
      administrativeUnit: '7e1c9b54-2a40-4d7f-8f3b-6c0d5e9a1b22',
    },
  ],
};
