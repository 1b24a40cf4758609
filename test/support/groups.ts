import type { Sandbox } from '../../src/sandbox';
import { seededGuid, seededRandom } from '../../src/sandbox/random';
import { newGroup, newUser, type Group } from '../../src/sandbox/tenant';

/** A new group of new people without any licenses. The number tells their ids apart from those of other groups. */
export function addGroup(tenant: Sandbox['tenant'], name: string, number: number, members: number): Group {
  const random = seededRandom(1_000_003 * (number + 1));
  const group = newGroup({
    id: seededGuid(random),
    displayName: name,
    mailNickname: `group-${number}`,
    securityEnabled: true,
  });
  tenant.addGroup(group);
  for (let member = 1; member <= members; member += 1) {
    const id = seededGuid(random);
    tenant.addUser(
      newUser({
        id,
        displayName: `${name} ${member}`,
        userPrincipalName: `${id}@contoso.example`,
        usageLocation: 'US',
      }),
    );
    tenant.join(group, id);
  }
  return group;
}
