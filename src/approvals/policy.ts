/** Who may decide: a kind of people, resolved in Entra each time that it matters. */
export type ApproverRule =
  /** Holders of a directory role, by template id. */
  | { readonly kind: 'role'; readonly templateId: string }
  /** Members of a group. */
  | { readonly kind: 'group'; readonly groupId: string }
  /** Named people, by object id or user principal name. */
  | { readonly kind: 'people'; readonly people: readonly string[] }
  /** The owners of the group that is to be licensed. */
  | { readonly kind: 'owners' }
  /** The manager of the person who asks. */
  | { readonly kind: 'manager' };

/** One round of decisions; the next begins when this one has approved. */
export interface StagePolicy {
  readonly name: string;
  readonly approvers: readonly ApproverRule[];
  /** How many must approve. One rejection ends the request. */
  readonly quorum: number | 'everyone';
  /** Who is asked as well when nothing was decided for so long. */
  readonly escalate: { readonly afterMs: number; readonly to: readonly ApproverRule[] } | null;
}

/** What holds for one request. */
export interface RequestPolicy {
  readonly stages: readonly StagePolicy[];
  /** `asker`: nobody decides their own request. `stages`: besides, nobody decides in two stages of one request. */
  readonly fourEyes: 'asker' | 'stages';
  readonly reasonOnReject: boolean;
  readonly expireAfterMs: number;
  /** Approvers who have not decided are reminded this often; null: never. */
  readonly remindEveryMs: number | null;
}

export type AskRule =
  | { readonly kind: 'everyone' }
  /** Owners of the group that is to be licensed. */
  | { readonly kind: 'owners' }
  | { readonly kind: 'group'; readonly groupId: string }
  /** Guests of the tenant. */
  | { readonly kind: 'guests' }
  /** People in a meeting who have not signed in: of them nothing is known but the name that they typed. */
  | { readonly kind: 'anonymous' }
  /** People of another organization, in a chat or channel that they share with this one. */
  | { readonly kind: 'tenant'; readonly tenantId: string };

/** The whole policy of a tenant, as its file says. */
export interface Policy {
  /** Who may ask; any one of these is enough. Those who may assign may always ask. */
  readonly ask: readonly AskRule[];
  /** The first rule that fits decides; `usual` holds when none does. */
  readonly rules: readonly {
    readonly products: readonly string[];
    readonly groups: readonly string[];
    /** Fits groups with more direct members than this; null: any. */
    readonly membersAbove: number | null;
    readonly policy: RequestPolicy;
  }[];
  readonly usual: RequestPolicy;
  /** When an administrator's own `assign` needs a second person. */
  readonly secondPerson: {
    readonly membersAbove: number | null;
    /** Product ids (skuId). */
    readonly products: readonly string[];
  };
  /** Conversation ids of channels in which open requests are shown as well. */
  readonly channels: readonly string[];
  /** Who is told when no approver can be found or reached. */
  readonly fallback: readonly ApproverRule[];
}

/** What a policy is asked about. */
export interface PolicySubject {
  readonly skuId: string;
  readonly groupId: string;
  /** Direct user members. */
  readonly members: number;
}

/** The part of a policy that holds for one request. */
export function policyFor(policy: Policy, subject: PolicySubject): RequestPolicy {
  const fits = (list: readonly string[], id: string): boolean => list.length === 0 || list.includes(id);
  return (
    policy.rules.find(
      (rule) =>
        fits(rule.products, subject.skuId) &&
        fits(rule.groups, subject.groupId) &&
        (rule.membersAbove === null || subject.members > rule.membersAbove),
    )?.policy ?? policy.usual
  );
}

/** Whether a change that an administrator makes directly needs somebody else's approval. */
export function needsSecondPerson(policy: Policy, subject: PolicySubject): boolean {
  const { membersAbove, products } = policy.secondPerson;
  return (membersAbove !== null && subject.members > membersAbove) || products.includes(subject.skuId);
}
