import type { Tenant } from '../tenant';

/** What the page says about a tenant. All names come from a directory and may be hostile. */
export interface TenantSummary {
  readonly id: string;
  readonly displayName: string;
  readonly domain: string;
  /** The ready-made tenant that was chosen, and what it shows. */
  readonly scenario: { readonly name: string; readonly shows: string } | null;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly users: number;
  readonly products: readonly {
    readonly skuPartNumber: string;
    readonly status: string;
    readonly consumed: number;
    readonly seats: number;
  }[];
  /** How many there are; `groups` has the licensed ones first, and not more than fit a page. */
  readonly groupCount: number;
  readonly groups: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly members: number;
    readonly products: readonly string[];
    readonly processing: string | null;
    /** Members whose license from this group is in error. */
    readonly failed: number;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly userPrincipalName: string;
    readonly roles: readonly string[];
  }[];
  /** How to get a token, as commands for a shell. */
  readonly signIn: readonly { readonly what: string; readonly command: string }[];
}

const mostGroups = 200;

/** Everything that is not in the tenant itself. */
export interface SummaryInput {
  readonly url: string;
  readonly scenario: TenantSummary['scenario'];
  /** Ids of the people whom the scenario is about. */
  readonly peopleIds: readonly string[];
  readonly signIn: TenantSummary['signIn'];
}

/** Reads a tenant for the page. */
export function summarize(tenant: Tenant, input: SummaryInput): TenantSummary {
  const { id, displayName, domain } = tenant.organization;
  return {
    id,
    displayName,
    domain,
    scenario: input.scenario,
    url: input.url,
    users: tenant.users.size,
    products: [...tenant.skus.values()].map(({ skuId, skuPartNumber, capabilityStatus, units }) => ({
      skuPartNumber,
      status: capabilityStatus,
      consumed: tenant.consumed(skuId),
      seats: units.enabled + units.warning,
    })),
    groupCount: tenant.groups.size,
    groups: groupsOf(tenant),
    people: peopleOf(tenant, input.peopleIds),
    signIn: input.signIn,
  };
}

function groupsOf(tenant: Tenant): TenantSummary['groups'] {
  const all = [...tenant.groups.values()];
  const licensed = all.filter((group) => group.licenses.length > 0);
  const others = all.filter((group) => group.licenses.length === 0);
  return [...licensed, ...others].slice(0, mostGroups).map((group) => ({
    id: group.id,
    displayName: group.displayName,
    members: group.users.size,
    products: group.licenses.map(({ skuId }) => tenant.skus.get(skuId)?.skuPartNumber ?? skuId),
    processing: group.processing,
    failed: tenant.failedIn(group.id).size,
  }));
}

function peopleOf(tenant: Tenant, ids: readonly string[]): TenantSummary['people'] {
  return ids.flatMap((id) => {
    const user = tenant.users.get(id);
    if (!user) return [];
    const roles = [...tenant.roleAssignments.values()]
      .filter(({ principalId }) => principalId === id)
      .map(({ templateId }) => tenant.roleDefinitions.get(templateId)?.displayName ?? templateId);
    return [{ id, displayName: user.displayName, userPrincipalName: user.userPrincipalName, roles }];
  });
}
