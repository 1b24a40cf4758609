import { summarize } from '../../../src/sandbox/admin/summary';
import { newGroup, newUser, Tenant, type Sku } from '../../../src/sandbox/tenant';

const e3: Sku = {
  skuId: 'e3',
  skuPartNumber: 'SPE_E3',
  appliesTo: 'User',
  capabilityStatus: 'Warning',
  units: { enabled: 5, warning: 2, suspended: 9, lockedOut: 9 },
  plans: [],
  prohibitedIn: [],
};

function makeTenant(): Tenant {
  const tenant = new Tenant({ id: 't', displayName: 'Contoso', location: 'US', domain: 'contoso.example' });
  tenant.skus.set(e3.skuId, e3);
  tenant.roleDefinitions.set('role', {
    templateId: 'role',
    objectId: 'o',
    displayName: 'License Administrator',
    description: '',
  });
  const from = { skuId: 'e3', byGroup: 'licensed', disabledPlans: [], updatedAt: 0 };
  tenant.addUser(
    newUser({
      id: 'megan',
      displayName: 'Megan',
      userPrincipalName: 'megan@contoso.example',
      assignments: [{ ...from, state: 'Active', error: 'None' }],
    }),
  );
  tenant.addUser(
    newUser({
      id: 'alex',
      displayName: 'Alex',
      userPrincipalName: 'alex@contoso.example',
      assignments: [{ ...from, state: 'Error', error: 'CountViolation' }],
    }),
  );
  for (let index = 0; index < 300; index += 1)
    tenant.addGroup(newGroup({ id: `plain-${index}`, displayName: `Plain ${index}` }));
  const licensed = newGroup({
    id: 'licensed',
    displayName: 'Licensed',
    licenses: [
      { skuId: 'e3', disabledPlans: [] },
      { skuId: 'gone', disabledPlans: [] },
    ],
    processing: 'ProcessingComplete',
  });
  tenant.addGroup(licensed);
  for (const id of ['megan', 'alex']) tenant.join(licensed, id);
  tenant.addRole({
    id: 'a',
    templateId: 'role',
    principalId: 'megan',
    scope: '/',
    type: 'Assigned',
    startAt: 0,
    endAt: null,
    worksFrom: 0,
  });
  return tenant;
}

describe('what the page is told of a tenant', () => {
  const summary = summarize(makeTenant(), {
    url: 'http://127.0.0.1:4000',
    scenario: null,
    peopleIds: ['megan', 'nobody'],
    signIn: [],
  });

  it('counts seats that can be used, and those in use', () => {
    expect(summary.products).toEqual([{ skuPartNumber: 'SPE_E3', status: 'Warning', consumed: 1, seats: 7 }]);
  });

  it('has licensed groups first, and not all of them', () => {
    expect(summary.groups[0]).toEqual({
      id: 'licensed',
      displayName: 'Licensed',
      members: 2,
      products: ['SPE_E3', 'gone'],
      processing: 'ProcessingComplete',
      failed: 1,
    });
    expect([summary.groups.length, summary.groupCount]).toEqual([200, 301]);
  });

  it('names people who are there, with their roles', () => {
    expect(summary.people).toEqual([
      {
        id: 'megan',
        displayName: 'Megan',
        userPrincipalName: 'megan@contoso.example',
        roles: ['License Administrator'],
      },
    ]);
  });
});
