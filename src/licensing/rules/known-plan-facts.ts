import type { PlanFacts } from './plan-facts';

/**
 * The conflicts and dependencies that can be read in public, by Microsoft's plan names and ids ("Product names and
 * service plan identifiers for licensing"). They are a beginning, not the truth: Microsoft stopped maintaining its list
 * of conflicts in 2020 and has let more and more plans stand together since. Not in it, because Microsoft says that
 * they stack: Exchange Online plans (since January 2023) and Microsoft Entra ID plans.
 */
const plan = {
  AAD_PREMIUM: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  AAD_PREMIUM_P2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  CRMPLAN1: '119cf168-b6cf-41fb-b82e-7fee7bae5814',
  CRMPLAN2: 'bf36ca64-95c6-4918-9275-eb9f4ce2c04f',
  CRMSTANDARD: 'f9646fb2-e3b2-4309-95de-dc4833737456',
  DYN365_ENTERPRISE_CUSTOMER_SERVICE: '99340b49-fb81-4b1e-976b-8f2ae8e9394f',
  DYN365_ENTERPRISE_P1: 'd56f3deb-50d8-465a-bedb-f079817ccac1',
  DYN365_ENTERPRISE_P1_IW: '056a5f80-b4e0-4983-a8be-7ad254a113c9',
  DYN365_ENTERPRISE_SALES: '2da8e897-7791-486b-b08f-cc63c8129df7',
  DYN365_ENTERPRISE_TEAM_MEMBERS: '6a54b05e-4fab-40e7-9828-428db3b336fa',
  EMPLOYEE_SELF_SERVICE: 'ba5f0cfa-d54a-4ea0-8cf4-a7e1dc4423d8',
  EXCHANGE_S_DESKLESS: '4a82b400-a79f-41a4-b4e2-e94f5787b113',
  EXCHANGE_S_ENTERPRISE: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  EXCHANGE_S_STANDARD: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  INTUNE_A: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  INTUNE_A_VL: '3e170737-c728-4eae-bbb9-3f3360f7184c',
  INTUNE_B: '2dc63b8a-df3d-448f-b683-8655877c9360',
  MCOEV: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7',
  MCOIMP: 'afc06cb0-b4f4-4473-8286-d644f70d8faf',
  MCOLITE: '70710b6b-3ab4-4a38-9f6d-9f169461650a',
  MCOMEETADV: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40',
  MCOPSTN1: '4ed3ff63-69d7-4fb7-b984-5aec7f605ca8',
  MCOPSTN2: '5a10155d-f5c1-411a-a8ec-e99aae125390',
  MCOPSTN5: '54a152dc-90de-4996-93d2-bc47e670fc06',
  MCOSTANDARD: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  MCOSTANDARD_MIDMARKET: 'b2669e95-76ef-4e7e-a367-002f60a39f3e',
  ONEDRIVEENTERPRISE: 'afcafa6a-d966-4462-918c-ec0b4e0fe642',
  SHAREPOINT_PROJECT: 'fe71d6c3-a2ea-4499-9778-da042bf08063',
  SHAREPOINT_S_DEVELOPER: 'a361d6e2-509e-4e25-a8ad-950060064ef4',
  SHAREPOINTDESKLESS: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
  SHAREPOINTENTERPRISE: '5dbe027f-2339-4123-9542-606e4d348a72',
  SHAREPOINTENTERPRISE_EDU: '63038b2c-28d0-45f6-bc36-33062963b498',
  SHAREPOINTENTERPRISE_MIDMARKET: '6b5b6a67-fc72-4a1f-a2b5-beecf05de761',
  SHAREPOINTLITE: 'a1f3d0a8-84c0-4ae0-bae4-685917b8ab48',
  SHAREPOINTSTANDARD: 'c7699d2e-19aa-44de-8edf-1736da088ca1',
  SHAREPOINTSTANDARD_EDU: '0a4983bb-d3e5-4a09-95d8-b2d0127b3df5',
  SHAREPOINTSTANDARD_YAMMERSHADOW: '4c9efd0c-8de7-4c71-8295-9f5fdb0dd048',
  SHAREPOINTWAC: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014',
  TEAMS_FREE: '4fa4026d-ce74-4962-a151-8e96d57ea8e4',
  TEAMS1: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  THREAT_INTELLIGENCE: '8e0c0a52-6a6c-4d40-8370-dd62790dcd70',
  WORKPLACE_ANALYTICS: 'f477b0f0-3bb1-4890-940c-40fcee6ce05f',
  YAMMER_EDU: '2078e8df-cff6-4290-98cb-5408261a760a',
  YAMMER_ENTERPRISE: '7547a3fe-08ee-4ccb-b430-5077c5041653',
  YAMMER_MIDSIZE: '41bf139a-4e60-409f-9346-a1361efc6dfb',
} as const;

type PlanName = keyof typeof plan;

/** Names of the plans above, for when the tenant owns no product that brings one of them. */
export const knownPlanNames: ReadonlyMap<string, string> = new Map(
  Object.entries(plan).map(([name, id]) => [id, name]),
);

const list2020 = 'Microsoft: service plan reference of 2020, plans that cannot be assigned together';
const dynamics = [
  'CRMPLAN1',
  'CRMPLAN2',
  'CRMSTANDARD',
  'DYN365_ENTERPRISE_P1_IW',
  'DYN365_ENTERPRISE_SALES',
  'DYN365_ENTERPRISE_TEAM_MEMBERS',
  'EMPLOYEE_SELF_SERVICE',
] as const satisfies readonly PlanName[];

/** Rows of plans of which a person can have one only. */
const oneOf: readonly (readonly [source: string, ...plans: PlanName[]])[] = [
  // Two rows, because Microsoft confirmed that these two go together (github.com/MicrosoftDocs/azure-docs/issues/94140).
  [list2020, 'DYN365_ENTERPRISE_CUSTOMER_SERVICE', ...dynamics],
  [list2020, 'DYN365_ENTERPRISE_P1', ...dynamics],
  [list2020, 'INTUNE_A', 'INTUNE_A_VL', 'INTUNE_B'],
  [
    `${list2020}; disputed for SharePoint plans 1 and 2`,
    'ONEDRIVEENTERPRISE',
    'SHAREPOINT_S_DEVELOPER',
    'SHAREPOINTDESKLESS',
    'SHAREPOINTENTERPRISE',
    'SHAREPOINTENTERPRISE_EDU',
    'SHAREPOINTENTERPRISE_MIDMARKET',
    'SHAREPOINTLITE',
    'SHAREPOINTSTANDARD',
    'SHAREPOINTSTANDARD_EDU',
    'SHAREPOINTSTANDARD_YAMMERSHADOW',
  ],
  [list2020, 'MCOIMP', 'MCOLITE', 'MCOSTANDARD', 'MCOSTANDARD_MIDMARKET'],
  [list2020, 'MCOPSTN1', 'MCOPSTN2', 'MCOPSTN5'],
  [`${list2020}; seen by administrators in 2024`, 'YAMMER_EDU', 'YAMMER_ENTERPRISE', 'YAMMER_MIDSIZE'],
  ['Microsoft: Partner Center API, sample of the error', 'TEAMS1', 'TEAMS_FREE'],
];

/** Plan, then where it was seen, then what it needs one of. */
const needs: readonly (readonly [plan: PlanName, source: string, ...oneOf: PlanName[]])[] = [
  [
    'WORKPLACE_ANALYTICS',
    'Microsoft: Resolve group license assignment problems',
    'EXCHANGE_S_ENTERPRISE',
    'EXCHANGE_S_STANDARD',
  ],
  ['MCOMEETADV', 'Microsoft: scenarios of group-based licensing', 'MCOSTANDARD', 'TEAMS1'],
  ['MCOEV', "Graph's error in public scripts", 'MCOSTANDARD', 'TEAMS1'],
  [
    'SHAREPOINTWAC',
    'message of the admin portal (github.com/MicrosoftDocs/OfficeDocs-Enterprise/issues/627)',
    'SHAREPOINTDESKLESS',
    'SHAREPOINTENTERPRISE',
    'SHAREPOINTSTANDARD',
  ],
  ['SHAREPOINT_PROJECT', "Graph's error, seen live", 'SHAREPOINTENTERPRISE'],
  [
    'THREAT_INTELLIGENCE',
    'configuration of a public licensing tool',
    'EXCHANGE_S_DESKLESS',
    'EXCHANGE_S_ENTERPRISE',
    'EXCHANGE_S_STANDARD',
  ],
  ['AAD_PREMIUM_P2', 'configuration of one public licensing tool: uncertain', 'AAD_PREMIUM'],
];

export const knownPlanFacts: PlanFacts = {
  conflicts: oneOf.map(([source, ...names]) => ({ source, plans: names.map((name) => plan[name]) })),
  dependencies: needs.map(([name, source, ...names]) => ({
    plan: plan[name],
    source,
    needsOneOf: names.map((each) => plan[each]),
  })),
};
