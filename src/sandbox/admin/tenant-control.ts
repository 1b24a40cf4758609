import { sandboxPassword, type AppRegistrations } from '../auth';
import { people } from '../contoso/people';
import type { Scenario } from '../scenarios';
import type { Tenant } from '../tenant';
import type { Control } from './control';
import { signInCommands } from './sign-in';
import { summarize } from './summary';

/** What the routes below /sandbox need of a tenant. @param o.url the address of the server, once it listens */
export function readTenantControl(o: {
  readonly tenant: Tenant;
  readonly apps: AppRegistrations;
  readonly scenario: Scenario;
  readonly url: () => string;
}): Pick<Control, 'describe' | 'addApp'> {
  const { tenant, apps, scenario } = o;
  const named = Object.values(people);
  return {
    describe: () =>
      summarize(tenant, {
        url: o.url(),
        scenario,
        peopleIds: named.map(({ id }) => id),
        signIn: signInCommands({
          url: o.url(),
          tenantId: tenant.organization.id,
          app: { id: 'sandbox-admin', secret: sandboxPassword },
          password: sandboxPassword,
          people: named.flatMap(({ id }) => tenant.users.get(id) ?? []),
        }),
      }),
    addApp: (app) => apps.register(app),
  };
}
