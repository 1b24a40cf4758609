/** Mail, files and search: service plans by id; see `plan-table.ts`. */
export const mailAndFiles: Readonly<Record<string, string>> = {
  '113feb6c-3fe4-4440-bddc-54d774bf0318': 'Exchange Foundation', // EXCHANGE_S_FOUNDATION
  '9aaf7827-d63c-4b61-89c3-182f06f82e5c': 'Exchange Online (Plan 1)', // EXCHANGE_S_STANDARD
  'efb87545-963c-4e0d-99df-69c6916d9eb0': 'Exchange Online (Plan 2)', // EXCHANGE_S_ENTERPRISE
  '176a09a6-7ec5-4039-ac02-b2791c6ba793': 'Exchange Online Archiving', // EXCHANGE_S_ARCHIVE_ADDON
  '4a82b400-a79f-41a4-b4e2-e94f5787b113': 'Exchange Online Kiosk', // EXCHANGE_S_DESKLESS
  '82d30987-df9b-4486-b146-198b21d164c7': 'Graph Connectors in Microsoft 365 Copilot', // GRAPH_CONNECTORS_COPILOT
  'a6520331-d7d4-4276-95f5-15c0933bc757': 'Graph Connectors Search with Index', // GRAPH_CONNECTORS_SEARCH_INDEX
  '34c0d7a0-a70f-4668-9238-47f9fc208882': 'Microsoft MyAnalytics (Full)', // EXCHANGE_ANALYTICS
  '94065c59-bc8e-4e8b-89e5-5138d471eaff': 'Microsoft Search', // MICROSOFT_SEARCH
  'e95bec33-7c88-4a70-8e19-b10bd9d0c014': 'Office for the Web', // SHAREPOINTWAC
  '4495894f-534f-41ca-9d3b-0ebf1220a423': 'OneDrive for Business (Basic 2)', // ONEDRIVE_BASIC_P2
  'da792a53-cbc0-4184-a10d-e544dd34b3c1': 'OneDrive for Business (Basic)', // ONEDRIVE_BASIC
  '13696edf-5a08-49f6-8134-03083ed8ba30': 'OneDrive for Business (Plan 1)', // ONEDRIVESTANDARD
  'fe71d6c3-a2ea-4499-9778-da042bf08063': 'Project Online Service', // SHAREPOINT_PROJECT
  'c7699d2e-19aa-44de-8edf-1736da088ca1': 'SharePoint (Plan 1)', // SHAREPOINTSTANDARD
  '5dbe027f-2339-4123-9542-606e4d348a72': 'SharePoint (Plan 2)', // SHAREPOINTENTERPRISE
  'be5a7ed5-c598-4fcd-a061-5e6724c68a58': 'Office 365 Extra File Storage', // SHAREPOINTSTORAGE
  '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9': 'SharePoint Kiosk', // SHAREPOINTDESKLESS
};
