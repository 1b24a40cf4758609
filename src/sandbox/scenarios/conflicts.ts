import { contosoDomain } from '../contoso/people';
import type { Scenario } from './scenario';
import { withSeats } from './seats';

const sharedAddress = `info@${contosoDomain}`;

export const conflicts: Scenario = {
  name: 'conflicts',
  shows:
    'One group for each kind of license error, named after it, with members who got the license beside those who did not.',
  people: { members: 200, guests: 0, seed: 20270102 },
  products: withSeats({ VISIOCLIENT: 4 }),
  groups: [
    { name: 'Contoso sales', description: 'Nobody has anything yet', members: 12 },
    {
      name: 'Count',
      description: 'Six people, four seats',
      members: 6,
      licenses: ['VISIOCLIENT'],
    },
    {
      name: 'Mutually exclusive',
      description: 'Two of six hold a product whose plans exclude those of the group',
      members: 6,
      licenses: ['SPE_E3'],
      cases: [{ of: [1, 4], holds: ['SPE_F1'] }],
    },
    {
      name: 'Dependency',
      description: 'Two of six hold a product that needs what was taken off the group',
      members: 6,
      licenses: ['FLOW_FREE'],
      formerly: ['SPE_E3'],
      cases: [{ of: [2, 3], holds: ['MCOMEETADV'] }],
    },
    {
      name: 'Prohibited in usage location',
      description: 'Two of six work where the product is not sold',
      members: 6,
      licenses: ['Microsoft_365_Copilot'],
      all: { usageLocation: 'US' },
      cases: [
        { of: [0], usageLocation: 'RU' },
        { of: [5], usageLocation: 'BY' },
      ],
    },
    {
      name: 'Uniqueness',
      description: 'One of six would get a mailbox with an address that another mailbox has',
      members: 6,
      licenses: ['SPE_E3'],
      cases: [{ of: [3], proxyAddress: sharedAddress }],
    },
    {
      name: 'Other',
      description: 'All or nothing: the product that could be given is not, because the other one cannot be',
      members: 6,
      licenses: ['POWER_BI_PRO', 'SPE_E3'],
      cases: [{ of: [2], holds: ['SPE_F1'] }],
    },
    {
      name: 'Active with error',
      description: 'One left, and cannot give up what another product needs',
      members: 6,
      licenses: ['SPE_E3'],
      cases: [{ of: [1], holds: ['MCOMEETADV'], left: true }],
    },
    {
      name: 'Reception',
      description: 'Who has the address already',
      members: 1,
      all: { holds: ['SPE_E3'], proxyAddress: sharedAddress },
    },
  ],
};
