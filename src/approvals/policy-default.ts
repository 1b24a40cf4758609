import type { Policy } from './policy';
import { globalAdministrator } from './policy-roles';
import { dayMs } from './policy-values';

/**
 * The policy of a tenant that has no policy file: everybody may ask, and one of those who could assign the license
 * themselves decides.
 * @param assignRoles template ids of the roles that may assign
 */
export function defaultPolicy(assignRoles: readonly string[]): Policy {
  return {
    ask: [{ kind: 'everyone' }],
    rules: [],
    usual: {
      stages: [
        {
          name: 'License administrators',
          approvers: assignRoles.map((templateId) => ({ kind: 'role', templateId })),
          quorum: 1,
          escalate: null,
        },
      ],
      fourEyes: 'asker',
      reasonOnReject: true,
      expireAfterMs: 14 * dayMs,
      remindEveryMs: dayMs,
    },
    secondPerson: { membersAbove: null, products: [] },
    channels: [],
    fallback: [{ kind: 'role', templateId: globalAdministrator }],
  };
}
