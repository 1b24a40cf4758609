import type { Sku } from '../tenant';

/**
 * What Contoso owns. Ids, part numbers and plan names are Microsoft's ("Product names and service plan identifiers
 * for licensing"); each product has a selection of its real plans, and the numbers of seats are made up.
 */
export const products: readonly Sku[] = [
  product('05e9a617-0261-4cee-bb44-138d3ef5d965', 'SPE_E3', {
    enabled: 3000,
    plans: [
      ['7547a3fe-08ee-4ccb-b430-5077c5041653', 'YAMMER_ENTERPRISE'],
      ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
      ['6c57d4b6-3b23-47a5-9bc9-69f17b4947b3', 'RMS_S_PREMIUM'],
      ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
      ['0feaeb32-d00e-4d66-bd5a-43b5b83db82c', 'MCOSTANDARD'],
      ['5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE'],
      ['43de0ff5-c92c-492b-9116-175376d08c38', 'OFFICESUBSCRIPTION'],
      ['efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE'],
      ['e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC'],
      ['57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1'],
      ['b737dad2-2f6c-4c65-90e3-ca563267e8b9', 'PROJECTWORKMANAGEMENT'],
    ],
  }),
  product('06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'SPE_E5', {
    enabled: 500,
    plans: [
      ['7547a3fe-08ee-4ccb-b430-5077c5041653', 'YAMMER_ENTERPRISE'],
      ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
      ['6c57d4b6-3b23-47a5-9bc9-69f17b4947b3', 'RMS_S_PREMIUM'],
      ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
      ['eec0eb4f-6444-4f95-aba0-50c24d67f998', 'AAD_PREMIUM_P2'],
      ['0feaeb32-d00e-4d66-bd5a-43b5b83db82c', 'MCOSTANDARD'],
      ['5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE'],
      ['43de0ff5-c92c-492b-9116-175376d08c38', 'OFFICESUBSCRIPTION'],
      ['efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE'],
      ['e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC'],
      ['57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1'],
      ['70d33638-9c74-4d01-bfd3-562de28bd4ba', 'BI_AZURE_P2'],
    ],
  }),
  product('18181a46-0d4e-45cd-891e-60aabd171b4e', 'STANDARDPACK', {
    enabled: 400,
    plans: [
      ['7547a3fe-08ee-4ccb-b430-5077c5041653', 'YAMMER_ENTERPRISE'],
      ['0feaeb32-d00e-4d66-bd5a-43b5b83db82c', 'MCOSTANDARD'],
      ['c7699d2e-19aa-44de-8edf-1736da088ca1', 'SHAREPOINTSTANDARD'],
      ['c63d4d19-e8cb-460e-b37c-4d6c34603745', 'OFFICEMOBILE_SUBSCRIPTION'],
      ['e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC'],
      ['9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD'],
      ['57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1'],
    ],
  }),
  product('66b55226-6b4f-492c-910c-a3b7a3c9d993', 'SPE_F1', {
    enabled: 800,
    plans: [
      ['7547a3fe-08ee-4ccb-b430-5077c5041653', 'YAMMER_ENTERPRISE'],
      ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
      ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
      ['afc06cb0-b4f4-4473-8286-d644f70d8faf', 'MCOIMP'],
      ['902b47e5-dcb2-4fdc-858b-c63a90a2bdb9', 'SHAREPOINTDESKLESS'],
      ['c63d4d19-e8cb-460e-b37c-4d6c34603745', 'OFFICEMOBILE_SUBSCRIPTION'],
      ['e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC'],
      ['57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1'],
      ['4a82b400-a79f-41a4-b4e2-e94f5787b113', 'EXCHANGE_S_DESKLESS'],
    ],
  }),
  product('c5928f49-12ba-48f7-ada3-0d743a3601d5', 'VISIOCLIENT', {
    enabled: 40,
    plans: [
      ['663a804f-1c30-4ff0-9915-9db84f0d1cea', 'VISIO_CLIENT_SUBSCRIPTION'],
      ['2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f', 'VISIOONLINE'],
    ],
  }),
  product('53818b1b-4a27-454b-8896-0dba576410e6', 'PROJECTPROFESSIONAL', {
    enabled: 100,
    plans: [
      ['fe71d6c3-a2ea-4499-9778-da042bf08063', 'SHAREPOINT_PROJECT'],
      ['fafd7243-e5c1-4a3a-9e40-495efcb1d3c3', 'PROJECT_CLIENT_SUBSCRIPTION'],
      ['e95bec33-7c88-4a70-8e19-b10bd9d0c014', 'SHAREPOINTWAC'],
      ['5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE'],
    ],
  }),
  product('f8a1db68-be16-40ed-86d5-cb42ce701560', 'POWER_BI_PRO', {
    status: 'Warning',
    enabled: 0,
    warning: 250,
    plans: [['70d33638-9c74-4d01-bfd3-562de28bd4ba', 'BI_AZURE_P2']],
  }),
  product('639dec6b-bb19-468b-871c-c5c441c4b0cb', 'Microsoft_365_Copilot', {
    enabled: 300,
    prohibitedIn: ['RU', 'BY'],
    plans: [
      ['82d30987-df9b-4486-b146-198b21d164c7', 'GRAPH_CONNECTORS_COPILOT'],
      ['3f30311c-6b1e-48a4-ab79-725b469da960', 'M365_COPILOT_BUSINESS_CHAT'],
      ['b95945de-b3bd-46db-8437-f2beb6ea2347', 'M365_COPILOT_TEAMS'],
      ['a62f8878-de10-42f3-b68f-6149a25ceb97', 'M365_COPILOT_APPS'],
    ],
  }),
  product('e43b5b99-8dfb-405f-9987-dc307f34bcbd', 'MCOEV', {
    enabled: 150,
    plans: [['4828c8ec-dc2e-4779-b502-87ac9ce28ab7', 'MCOEV']],
  }),
  product('0c266dff-15dd-4b49-8397-2bb16070ed52', 'MCOMEETADV', {
    enabled: 200,
    plans: [['3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40', 'MCOMEETADV']],
  }),
  product('3d957427-ecdc-4df2-aacd-01cc9d519da8', 'WORKPLACE_ANALYTICS', {
    enabled: 60,
    plans: [['f477b0f0-3bb1-4890-940c-40fcee6ce05f', 'WORKPLACE_ANALYTICS']],
  }),
  product('b05e124f-c7cc-45a0-a6aa-8cf78c946968', 'EMSPREMIUM', {
    status: 'Suspended',
    enabled: 0,
    suspended: 120,
    plans: [
      ['c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A'],
      ['6c57d4b6-3b23-47a5-9bc9-69f17b4947b3', 'RMS_S_PREMIUM'],
      ['eec0eb4f-6444-4f95-aba0-50c24d67f998', 'AAD_PREMIUM_P2'],
      ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
      ['2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2', 'ADALLOM_S_STANDALONE'],
    ],
  }),
  product('c1d032e0-5619-4761-9b5c-75b6831e1711', 'PBI_PREMIUM_PER_USER', {
    enabled: 18,
    plans: [
      ['70d33638-9c74-4d01-bfd3-562de28bd4ba', 'BI_AZURE_P2'],
      ['0bf3c642-7bb5-4ccc-884e-59d09df0266c', 'BI_AZURE_P3'],
    ],
  }),
  product('4b9405b0-7788-4568-add1-99614e613b69', 'EXCHANGESTANDARD', {
    enabled: 50,
    plans: [['9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD']],
  }),
  product('f30db892-07e9-47e9-837c-80727f46fd3d', 'FLOW_FREE', {
    enabled: 10000,
    plans: [['50e68c76-46c6-4674-81f9-75456511b170', 'FLOW_P2_VIRAL']],
  }),
  product('99049c9c-6011-4908-bf17-15f496e6519d', 'SHAREPOINTSTORAGE', {
    appliesTo: 'Company',
    enabled: 1000,
    plans: [['be5a7ed5-c598-4fcd-a061-5e6724c68a58', 'SHAREPOINTSTORAGE']],
  }),
];

function product(
  skuId: string,
  skuPartNumber: string,
  known: {
    readonly appliesTo?: 'User' | 'Company';
    readonly status?: Sku['capabilityStatus'];
    readonly enabled: number;
    readonly warning?: number;
    readonly suspended?: number;
    /** Usage locations in which the product may not be given. */
    readonly prohibitedIn?: readonly string[];
    readonly plans: readonly (readonly [id: string, name: string])[];
  },
): Sku {
  const appliesTo = known.appliesTo ?? 'User';
  return {
    skuId,
    skuPartNumber,
    appliesTo,
    capabilityStatus: known.status ?? 'Enabled',
    units: {
      enabled: known.enabled,
      warning: known.warning ?? 0,
      suspended: known.suspended ?? 0,
      lockedOut: 0,
    },
    plans: known.plans.map(([id, name]) => ({ id, name, appliesTo })),
    prohibitedIn: known.prohibitedIn ?? [],
  };
}
