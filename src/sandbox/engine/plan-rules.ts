/**
 * Which service plans need or exclude which. Microsoft publishes neither as data; each row says where it was seen.
 * Ids are Microsoft's ("Product names and service plan identifiers for licensing").
 *
 * Left out on purpose, because Microsoft has declared the plans stackable since the rows were published:
 * - Exchange Online (plans 1 and 2, Kiosk, Essentials, Archiving …): allowed together since January 2023;
 * - Microsoft Entra ID (Free, P1, P2): documented as stackable from the beginning.
 * The SharePoint rows stay: Microsoft calls newer plans stackable, administrators still report the conflict.
 */

/** What can say whether a plan is on: a set, or several of them together. */
export interface PlanLookup {
  has(plan: string): boolean;
}

export interface Dependency {
  readonly plan: string;
  /** Any one of these is enough. */
  readonly needsOneOf: readonly string[];
  readonly source: string;
}

export interface Conflict {
  /** Any two different plans of the row exclude each other. */
  readonly plans: readonly string[];
  readonly source: string;
}

const exchange = {
  standard: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  enterprise: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  deskless: '4a82b400-a79f-41a4-b4e2-e94f5787b113',
};
const sharePoint = {
  standard: 'c7699d2e-19aa-44de-8edf-1736da088ca1',
  enterprise: '5dbe027f-2339-4123-9542-606e4d348a72',
  deskless: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
};
const skypeStandard = '0feaeb32-d00e-4d66-bd5a-43b5b83db82c';
const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';

export const dependencies: readonly Dependency[] = [
  {
    plan: 'f477b0f0-3bb1-4890-940c-40fcee6ce05f', // WORKPLACE_ANALYTICS
    needsOneOf: [exchange.standard, exchange.enterprise],
    source: 'Microsoft Entra documentation, resolving group licensing problems',
  },
  {
    plan: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40', // MCOMEETADV
    needsOneOf: [skypeStandard, teams],
    source: 'Microsoft Entra documentation, group licensing scenarios (E3 with Audio Conferencing)',
  },
  {
    plan: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7', // MCOEV
    needsOneOf: [skypeStandard, teams],
    source: 'error string of the group endpoint in public scripts',
  },
  {
    plan: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014', // SHAREPOINTWAC
    needsOneOf: [sharePoint.standard, sharePoint.enterprise, sharePoint.deskless],
    source: 'portal message quoted in public documentation issues',
  },
  {
    plan: 'fe71d6c3-a2ea-4499-9778-da042bf08063', // SHAREPOINT_PROJECT
    needsOneOf: [sharePoint.enterprise],
    source: 'error string seen live',
  },
  {
    plan: '8e0c0a52-6a6c-4d40-8370-dd62790dcd70', // THREAT_INTELLIGENCE (Defender for Office 365, plan 2)
    needsOneOf: [exchange.standard, exchange.enterprise, exchange.deskless],
    source: 'public configuration of a licensing tool and the change log of another',
  },
  {
    plan: 'eec0eb4f-6444-4f95-aba0-50c24d67f998', // AAD_PREMIUM_P2
    needsOneOf: ['41781fb2-bc02-4b7c-bd55-b576c07bb09d'], // AAD_PREMIUM
    source: 'public configuration of one licensing tool only: weak',
  },
];

const servicePlanReference = 'Microsoft service plan reference (2020), service plans that cannot be together';

export const conflicts: readonly Conflict[] = [
  // Dynamics 365 in two rows: CUSTOMER_SERVICE and P1 were later confirmed to go together.
  ...['99340b49-fb81-4b1e-976b-8f2ae8e9394f', 'd56f3deb-50d8-465a-bedb-f079817ccac1'].map((one) => ({
    plans: [
      one, // DYN365_ENTERPRISE_CUSTOMER_SERVICE, DYN365_ENTERPRISE_P1
      '119cf168-b6cf-41fb-b82e-7fee7bae5814', // CRMPLAN1
      'bf36ca64-95c6-4918-9275-eb9f4ce2c04f', // CRMPLAN2
      'f9646fb2-e3b2-4309-95de-dc4833737456', // CRMSTANDARD
      '056a5f80-b4e0-4983-a8be-7ad254a113c9', // DYN365_ENTERPRISE_P1_IW
      '2da8e897-7791-486b-b08f-cc63c8129df7', // DYN365_ENTERPRISE_SALES
      '6a54b05e-4fab-40e7-9828-428db3b336fa', // DYN365_ENTERPRISE_TEAM_MEMBERS
      'ba5f0cfa-d54a-4ea0-8cf4-a7e1dc4423d8', // EMPLOYEE_SELF_SERVICE
    ],
    source: servicePlanReference,
  })),
  {
    plans: [
      'c1ec4a95-1f05-45b3-a911-aa3fa01094f5', // INTUNE_A
      '3e170737-c728-4eae-bbb9-3f3360f7184c', // INTUNE_A_VL
      '2dc63b8a-df3d-448f-b683-8655877c9360', // INTUNE_B
    ],
    source: servicePlanReference,
  },
  {
    plans: [
      sharePoint.standard,
      sharePoint.enterprise,
      sharePoint.deskless,
      'afcafa6a-d966-4462-918c-ec0b4e0fe642', // ONEDRIVEENTERPRISE
      'a361d6e2-509e-4e25-a8ad-950060064ef4', // SHAREPOINT_S_DEVELOPER
      '63038b2c-28d0-45f6-bc36-33062963b498', // SHAREPOINTENTERPRISE_EDU
      '6b5b6a67-fc72-4a1f-a2b5-beecf05de761', // SHAREPOINTENTERPRISE_MIDMARKET
      'a1f3d0a8-84c0-4ae0-bae4-685917b8ab48', // SHAREPOINTLITE
      '0a4983bb-d3e5-4a09-95d8-b2d0127b3df5', // SHAREPOINTSTANDARD_EDU
      '4c9efd0c-8de7-4c71-8295-9f5fdb0dd048', // SHAREPOINTSTANDARD_YAMMERSHADOW
    ],
    source: `${servicePlanReference}; plan 1 beside plan 2 still reported by administrators`,
  },
  {
    plans: [
      skypeStandard,
      'afc06cb0-b4f4-4473-8286-d644f70d8faf', // MCOIMP
      'b2669e95-76ef-4e7e-a367-002f60a39f3e', // MCOSTANDARD_MIDMARKET
      '70710b6b-3ab4-4a38-9f6d-9f169461650a', // MCOLITE
    ],
    source: servicePlanReference,
  },
  {
    plans: [
      '4ed3ff63-69d7-4fb7-b984-5aec7f605ca8', // MCOPSTN1
      '5a10155d-f5c1-411a-a8ec-e99aae125390', // MCOPSTN2
      '54a152dc-90de-4996-93d2-bc47e670fc06', // MCOPSTN5
    ],
    source: servicePlanReference,
  },
  {
    plans: [
      '7547a3fe-08ee-4ccb-b430-5077c5041653', // YAMMER_ENTERPRISE
      '2078e8df-cff6-4290-98cb-5408261a760a', // YAMMER_EDU
      '41bf139a-4e60-409f-9346-a1361efc6dfb', // YAMMER_MIDSIZE
    ],
    source: `${servicePlanReference}; seen live in 2024`,
  },
  {
    plans: [teams, '4fa4026d-ce74-4962-a151-8e96d57ea8e4' /* TEAMS_FREE */],
    source: 'error sample in the documentation of the Microsoft partner API',
  },
];

/** Plans that bring a mailbox, and with it addresses that must be unique. */
export const mailboxPlans: readonly string[] = [
  exchange.standard,
  exchange.enterprise,
  exchange.deskless,
  '90927877-dcff-4af6-b346-2332c0b15bb7', // EXCHANGE_B_STANDARD
  'd42bdbd6-c335-4231-ab3d-c8f348d5aff5', // EXCHANGE_L_STANDARD
  '1126bef5-da20-4f07-b45e-ad25d2581aa8', // EXCHANGE_S_ESSENTIALS
  'fc52cc4b-ed7d-472d-bbe7-b081c23ecc56', // EXCHANGE_S_STANDARD_MIDMARKET
];

/** The first broken prerequisite among plans that are on together, of the rules that matter to the caller. */
export function missingDependency(
  plans: PlanLookup,
  matters: (rule: Dependency) => boolean = () => true,
): Dependency | undefined {
  return dependencies.find(
    (rule) => plans.has(rule.plan) && !rule.needsOneOf.some((plan) => plans.has(plan)) && matters(rule),
  );
}

/** Two plans, one of each side, that exclude each other. */
export function findConflict(mine: PlanLookup, others: PlanLookup): readonly [string, string] | undefined {
  for (const { plans } of conflicts) {
    for (const own of plans) {
      if (!mine.has(own)) continue;
      // A product may bundle two plans of a row (Dynamics 365 does): it does not conflict with itself.
      const other = plans.find((plan) => plan !== own && !mine.has(plan) && others.has(plan));
      if (other) return [own, other];
    }
  }
  return undefined;
}
