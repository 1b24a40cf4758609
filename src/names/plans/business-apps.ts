/** Power Platform, Dynamics 365, Project and Visio: service plans by id; see `plan-table.ts`. */
export const businessApps: Readonly<Record<string, string>> = {
  '91f50f7b-2204-4803-acac-5cf5668b8b39': 'AI Builder capacity Per User add-on', // CDSAICAPACITY_PERUSER
  '74d93933-6f22-436e-9441-66d205435abb': 'AI Builder capacity Per User add-on', // CDSAICAPACITY_PERUSER_NEW
  'ca6e61ec-d4f4-41eb-8b88-d96e0e14323f': 'Common Data Service', // DYN365_CDS_O365_F1
  '40b010bb-0b69-4654-ac5e-ba161433f4b4': 'Common Data Service', // DYN365_CDS_O365_P1
  '4ff01e01-1ba7-4d71-8cf8-ce96c3bbcf14': 'Common Data Service', // DYN365_CDS_O365_P2
  '28b0fa46-c39a-4188-89e2-58e979a6b014': 'Common Data Service', // DYN365_CDS_O365_P3
  '17ab22cd-a0b3-4536-910a-cb6eb12696c0': 'Common Data Service', // DYN365_CDS_VIRAL
  '6ea4c1ef-c259-46df-bce2-943342cd3cb2': 'Common Data Service - P2', // DYN365_CDS_P2
  '50554c47-71d9-49fd-bc54-42a2765c555c': 'Common Data Service for Project', // DYN365_CDS_PROJECT
  'a6f677b3-62a6-4644-93e7-2a85d240845e': 'Common Data Service for Project P1', // DYN365_CDS_FOR_PROJECT_P1
  '90db65a7-bf11-4904-a79f-ef657605145b': 'Common Data Service for Teams', // CDS_O365_F1
  'bed136c6-b799-4462-824d-fc045d3a9d25': 'Common Data Service for Teams', // CDS_O365_P1
  '95b76021-6a53-4741-ab8b-1d1f3d66a95a': 'Common Data Service for Teams', // CDS_O365_P2
  'afa73018-811e-46e9-988f-f75d2b1b8430': 'Common Data Service for Teams', // CDS_O365_P3
  '8c66ef8a-177f-4c0d-853c-d4f219331d09': 'Dynamics 365 for Field Service', // DYN365_ENTERPRISE_FIELD_SERVICE
  'f5aa7b45-8a36-4cd1-bc37-5d06dea98645': 'Dynamics 365 for Operations Team Members', // Dynamics_365_for_Operations_Team_members
  'c0454a3d-32b5-4740-b090-78c32f48f0ad': 'Dynamics 365 for Retail Team members', // Dynamics_365_for_Retail_Team_members
  '2da8e897-7791-486b-b08f-cc63c8129df7': 'Dynamics 365 for Sales', // DYN365_ENTERPRISE_SALES
  '643d201a-9884-45be-962a-06ba97062e5e': 'Dynamics 365 for Talent - Attract Experience Team Member', // DYN365_Enterprise_Talent_Attract_TeamMember
  'f2f49eef-4b3f-4853-809a-a055c6103fe0': 'Dynamics 365 for Talent - Onboard Experience', // DYN365_Enterprise_Talent_Onboard_TeamMember
  'd5156635-0704-4f66-8803-93258f8b2678': 'Dynamics 365 for Talent Team members', // Dynamics_365_for_Talent_Team_members
  '6a54b05e-4fab-40e7-9828-428db3b336fa': 'Dynamics 365 for Team Members', // DYN365_ENTERPRISE_TEAM_MEMBERS
  '0b2c029c-dca0-454a-a336-887285d6ef07': 'Dynamics 365 Guides', // GUIDES
  '4f4c7800-298a-4e22-8867-96b17850d4dd': 'Dynamics 365 Remote Assist', // MICROSOFT_REMOTE_ASSIST
  'fa200448-008c-4acb-abd4-ea106ed2199d': 'Flow for Project', // FLOW_FOR_PROJECT
  '50e68c76-46c6-4674-81f9-75456511b170': 'Flow Free', // FLOW_P2_VIRAL
  'd20bfa21-e9ae-43fc-93c2-20783f0840c3': 'Flow P2 Viral', // FLOW_P2_VIRAL_REAL
  'c5002c70-f725-4367-b409-f0eff4fee6c0': 'Flow per user plan', // FLOW_PER_USER
  'cca845f9-fd51-4df6-b563-976a37c56ce0': 'Microsoft Business Center', // MICROSOFT_BUSINESS_CENTER
  '39b5c996-467e-4e60-bd62-46066f572726': 'Microsoft Invoicing', // DYN365BC_MS_INVOICING
  '874fc546-6efe-4d22-90b8-5c4e7aa59f4b': 'Power Apps for Dynamics 365', // POWERAPPS_DYN_APPS
  '52e619e2-2730-439a-b0d3-d09ab7e8b705': 'Power Apps for Dynamics 365', // POWERAPPS_DYN_TEAM
  '816971f4-37c5-424a-b12b-b56881f402e7': 'Power Apps for Guides', // POWERAPPS_GUIDES
  '92f7a6f3-b89b-4bbd-8c30-809e6da5ad1c': 'Power Apps for Office 365', // POWERAPPS_O365_P1
  'c68f8d98-5534-41c8-bf36-22fa496fa792': 'Power Apps for Office 365', // POWERAPPS_O365_P2
  '9c0dab89-a30c-4117-86e7-97bda240acd2': 'Power Apps for Office 365 (Plan 3)', // POWERAPPS_O365_P3
  'e0287f9f-e222-4f98-9a83-f379e249159a': 'Power Apps for Office 365 F3', // POWERAPPS_O365_S1
  'ea2cf03b-ac60-46ae-9c1d-eeaeb63cec86': 'Power Apps per User Plan', // POWERAPPS_PER_USER
  '7e6d7d78-73de-46ba-83b1-6d25117334ba': 'Power Automate for Dynamics 365', // FLOW_DYN_APPS
  '1ec58c70-f69c-486a-8109-4b87ce86e449': 'Power Automate for Dynamics 365', // FLOW_DYN_TEAM
  '0f9b09cb-62d1-4ff4-9129-43f4996f83f4': 'Power Automate for Office 365', // FLOW_O365_P1
  '76846ad7-7776-4c40-a281-a386362dd1b9': 'Power Automate for Office 365', // FLOW_O365_P2
  '07699545-9485-468e-95b6-2fca3738be01': 'Power Automate for Office 365', // FLOW_O365_P3
  'bd91b1a4-9f94-4ecf-b45b-3a65e5c8128a': 'Power Automate for Office 365 F3', // FLOW_O365_S1
  'dc789ed8-0170-4b65-a415-eb77d5bb350a': 'Power Automate for Power Apps per User Plan', // Flow_PowerApps_PerUser
  '00283e6b-2bd8-440f-a2d5-87358e4c89a1': 'Power Automate for Project P1', // Power_Automate_For_Project_P1
  '2049e525-b859-401b-b2a0-e0a31c4b1fe4': 'Power BI (free)', // BI_AZURE_P0
  '0bf3c642-7bb5-4ccc-884e-59d09df0266c': 'Power BI Premium Per User', // BI_AZURE_P3
  '70d33638-9c74-4d01-bfd3-562de28bd4ba': 'Power BI Pro', // BI_AZURE_P2
  '60bf28f9-2b70-4522-96f7-335f5e06c941': 'Power Pages Internal User', // Power_Pages_Internal_User
  'ba2fdb48-290b-4632-b46a-e4ecc58ac11a': 'Power Virtual Agents for Office 365', // POWER_VIRTUAL_AGENTS_O365_F1
  '0683001c-0492-4d59-9515-d9a6426b5813': 'Power Virtual Agents for Office 365', // POWER_VIRTUAL_AGENTS_O365_P1
  '041fe683-03e4-45b6-b1af-c0cdc516daee': 'Power Virtual Agents for Office 365', // POWER_VIRTUAL_AGENTS_O365_P2
  'ded3d325-1bdc-453e-8432-5bac26d7a014': 'Power Virtual Agents for Office 365', // POWER_VIRTUAL_AGENTS_O365_P3
  'd5368ca3-357e-4acb-9c21-8495fb025d1f': 'PowerApps Trial', // POWERAPPS_P2_VIRAL
  'a55dfd10-0864-46d9-a3cd-da5991a3e0e2': 'Project for Office (Plan E1)', // PROJECT_O365_P1
  '31b4e2fc-4cd6-4e7d-9c1b-41407303bd66': 'Project for Office (Plan E3)', // PROJECT_O365_P2
  'b21a6b06-1988-436e-a07b-51ec6d9f52ad': 'Project for Office (Plan E5)', // PROJECT_O365_P3
  '7f6f28c2-34bb-4d4b-be36-48ca2e77e1ec': 'Project for Office (Plan F)', // PROJECT_O365_F3
  'fafd7243-e5c1-4a3a-9e40-495efcb1d3c3': 'Project Online Desktop Client', // PROJECT_CLIENT_SUBSCRIPTION
  '1259157c-8581-4875-bca7-2ffb18c51bda': 'Project Online Essentials', // PROJECT_ESSENTIALS
  '4a12c688-56c6-461a-87b1-30d6f32136f9': 'Project P1', // PROJECT_P1
  '818523f5-016b-4355-9be8-ed6944946ea7': 'Project P3', // PROJECT_PROFESSIONAL
  '03acaee3-9492-4f40-aed4-bcb6b32981b6': 'Microsoft Social Engagement (retired)', // NBENTERPRISE
  '5bfe124c-bbdc-4494-8835-f1297d457d79': 'Outlook Customer Manager (retired)', // O365_SB_Relationship_Management
  '663a804f-1c30-4ff0-9915-9db84f0d1cea': 'Visio Desktop App', // VISIO_CLIENT_SUBSCRIPTION
  '2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f': 'Visio Web App', // VISIOONLINE
};
