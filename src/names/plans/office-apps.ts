/** Office and what comes with it: service plans by id; see `plan-table.ts`. */
export const officeApps: Readonly<Record<string, string>> = {
  '931e4a88-a67f-48b5-814f-16a5f1e6028d': 'Intelligent Search', // M365_COPILOT_INTELLIGENT_SEARCH
  '094e7854-93fc-4d55-b2c0-3ab5369ebdc1': 'Microsoft 365 Apps for business', // OFFICE_BUSINESS
  '43de0ff5-c92c-492b-9116-175376d08c38': 'Microsoft 365 Apps for enterprise', // OFFICESUBSCRIPTION
  'b95945de-b3bd-46db-8437-f2beb6ea2347': 'Microsoft 365 Copilot in Microsoft Teams', // M365_COPILOT_TEAMS
  'a62f8878-de10-42f3-b68f-6149a25ceb97': 'Microsoft 365 Copilot in Productivity Apps', // M365_COPILOT_APPS
  'a1ace008-72f3-4ea0-8dac-33b3a23a2472': 'Microsoft Clipchamp', // CLIPCHAMP
  '3f30311c-6b1e-48a4-ab79-725b469da960': 'Microsoft Copilot with Graph-grounded chat', // M365_COPILOT_BUSINESS_CHAT
  '531ee2f8-b1cb-453b-9c21-d2180d014ca5': 'Microsoft Excel Advanced Analytics', // EXCEL_PREMIUM
  '159f4cd6-e380-449f-a816-af1a9ef76344': 'Microsoft Forms (Plan E1)', // FORMS_PLAN_E1
  '2789c901-c14e-48ab-a76a-be334d9d793a': 'Microsoft Forms (Plan E3)', // FORMS_PLAN_E3
  'e212cbc7-0961-4c40-9825-01117710dcb1': 'Microsoft Forms (Plan E5)', // FORMS_PLAN_E5
  'f07046bd-2a3c-4b96-b0be-dea79d7cbfb8': 'Microsoft Forms (Plan F1)', // FORMS_PLAN_K
  'c4b8c31a-fb44-4c65-9837-a21f55fcabda': 'Microsoft Loop', // MICROSOFT_LOOP
  'b737dad2-2f6c-4c65-90e3-ca563267e8b9': 'Microsoft Planner', // PROJECTWORKMANAGEMENT
  'acffdce6-c30f-4dc2-81c0-372e33c515ec': 'Microsoft Stream', // MICROSOFT STREAM
  '743dd19e-1ce3-4c62-a3ad-49ba8f63a2f6': 'Microsoft Stream for Office 365 E1', // STREAM_O365_E1
  '9e700747-8b1d-45e5-ab8d-ef187ceec156': 'Microsoft Stream for Office 365 E3', // STREAM_O365_E3
  '6c6042f5-6f01-4d67-b8c1-eb99d36eed3e': 'Microsoft Stream for Office 365 E5', // STREAM_O365_E5
  '3ffba0d2-38e5-4d5e-8ec0-98f2b05c09d9': 'Microsoft Stream for Office 365 F3', // STREAM_O365_K
  'db4d623d-b514-490b-b7ef-8885eee514de': 'Nucleus', // Nucleus
  'c63d4d19-e8cb-460e-b37c-4d6c34603745': 'Office Mobile Apps for Office 365', // OFFICEMOBILE_SUBSCRIPTION
  '276d6e8a-f056-4f70-b7e8-4fc27f79f809': 'Office Shared Computer Activation', // OFFICE_SHARED_COMPUTER_ACTIVATION
  '89f1c4c8-0878-40f7-804d-869c9128ab5d': 'Power Platform Connectors in Microsoft 365 Copilot', // M365_COPILOT_CONNECTORS
  '3c53ea51-d578-46fa-a4c0-fd0a92809a60': 'Stream for Office 365', // STREAM_O365_SMB
  'a23b959c-7ce8-4e57-9140-b90eb88a9e97': 'Sway', // SWAY
  '80873e7a-cd2a-4e67-b061-1b5381a676a5': 'To-Do (Firstline)', // BPOS_S_TODO_FIRSTLINE
  '5e62787c-c316-451f-b873-1d05acd4d12c': 'To-Do (Plan 1)', // BPOS_S_TODO_1
  'c87f142c-d1e9-4363-8630-aaea9c4d9ae5': 'To-Do (Plan 2)', // BPOS_S_TODO_2
  '3fb82609-8c27-4f7b-bd51-30634711ee67': 'To-Do (Plan 3)', // BPOS_S_TODO_3
  '36b29273-c6d0-477a-aca6-6fbe24f538e3': 'Whiteboard (Firstline)', // WHITEBOARD_FIRSTLINE1
  'b8afc642-032e-4de5-8c0a-507a7bba7e5d': 'Whiteboard (Plan 1)', // WHITEBOARD_PLAN1
  '94a54592-cd8b-425e-87c6-97868b000b91': 'Whiteboard (Plan 2)', // WHITEBOARD_PLAN2
  '4a51bca5-1eff-43f5-878c-177680f191af': 'Whiteboard (Plan 3)', // WHITEBOARD_PLAN3
};
