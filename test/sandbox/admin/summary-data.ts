import type { TenantSummary } from '../../../src/sandbox/admin/summary';

/** A tenant as its page shows it. */
export const summary: TenantSummary = {
  id: '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30',
  displayName: 'Contoso',
  domain: 'contoso.example',
  scenario: { name: 'contoso', shows: 'A bit of everything.' },
  url: 'http://127.0.0.1:4000',
  users: 6_096,
  products: [{ skuPartNumber: 'SPE_E3', status: 'Enabled', consumed: 90, seats: 100 }],
  groupCount: 2,
  groups: [
    {
      id: '11111111-1111-4111-8111-111111111111',
      displayName: 'Sales',
      members: 12,
      products: ['SPE_E3'],
      processing: 'ProcessingComplete',
      failed: 3,
    },
  ],
  people: [
    {
      id: '22222222-2222-4222-8222-222222222222',
      displayName: 'Megan Bowen',
      userPrincipalName: 'meganb@contoso.example',
      roles: ['License Administrator'],
    },
  ],
  signIn: [{ what: 'As the app desk', command: "curl 'http://127.0.0.1:4000/token'" }],
};
