import { decideAccess, mayAssignFor } from '../../src/access/access';
import { defaultAssignRoles } from '../../src/config';
import { caller, user } from '../support/builders';

const role = (roleTemplateId: string, displayName = '') => ({ roleTemplateId, displayName });

describe('decideAccess', () => {
  it.each([
    ['License Administrator', '4d6ac14f-3453-41d0-bef9-a3e0c569773a', true, true],
    ['User Administrator', 'FE930BE7-5E62-47DB-91AF-98C3A49A38B1', true, true],
    ['Global Administrator', '62e90394-69f5-4237-9190-012177145e10', true, true],
    ['Global Reader', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', false, true],
    ['Helpdesk Administrator', '729827e3-9c14-49f7-bb1b-9608f156bbb8', false, false],
  ])('%s', (_name, id, mayAssign, mayRead) => {
    expect(decideAccess(caller({ roles: [role(id)] }), defaultAssignRoles)).toMatchObject({
      refusal: null,
      mayAssign,
      mayRead,
    });
  });

  it('gives nothing without a role', () => {
    expect(decideAccess(caller({ roles: [] }), defaultAssignRoles)).toEqual({
      refusal: null,
      outsider: null,
      mayAssign: false,
      mayRead: false,
      rolesUnknown: false,
      heldRoles: [],
    });
  });

  it('tells roles that are not there from roles that Graph does not show', () => {
    const hidden = { ...caller({ roles: [] }), rolesHidden: true };
    expect(decideAccess(hidden, defaultAssignRoles)).toMatchObject({ mayAssign: false, rolesUnknown: true });
    expect(() => mayAssignFor(hidden, defaultAssignRoles)).toThrow('RoleManagement.Read.Directory');
    expect(mayAssignFor(caller({ roles: [] }), defaultAssignRoles)).toBe(false);
    const guest = { ...hidden, user: user({ userType: 'Guest' }) };
    expect(decideAccess(guest, defaultAssignRoles)).toMatchObject({ refusal: 'guest', rolesUnknown: false });
  });

  it.each([
    ['guest', user({ userType: 'Guest' })],
    ['disabled', user({ accountEnabled: false })],
    ['identity', undefined],
  ])('refuses %s whatever the roles', (refusal, who) => {
    expect(decideAccess(caller({ user: who }), defaultAssignRoles)).toMatchObject({
      refusal,
      mayAssign: false,
      mayRead: false,
    });
  });

  it('takes the set of roles from the configuration', () => {
    const own = ['9360feb5-f418-4baa-8175-e2a00bac4301'];
    expect(decideAccess(caller(), own).mayAssign).toBe(false);
    expect(decideAccess(caller({ roles: [role(own[0] ?? '')] }), own).mayAssign).toBe(true);
  });

  it('names roles as the directory does, sorted', () => {
    const roles = [role('f2ef992c-3afb-46b9-b7cf-a126ee74c451'), role('x', 'Attribute Reader')];
    expect(decideAccess(caller({ roles }), defaultAssignRoles).heldRoles).toEqual([
      'Attribute Reader',
      'Global Reader',
    ]);
  });
});
