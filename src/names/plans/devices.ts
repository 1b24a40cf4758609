/** Windows and the management of devices: service plans by id; see `plan-table.ts`. */
export const devices: Readonly<Record<string, string>> = {
  '6f23d6a9-adbf-481c-8538-b4c095654487': 'Microsoft 365 Lighthouse (Plan 1)', // M365_LIGHTHOUSE_CUSTOMER_PLAN1
  'd55411c9-cfff-40a9-87c7-240f14df7da5': 'Microsoft 365 Lighthouse (Plan 2)', // M365_LIGHTHOUSE_PARTNER_PLAN1
  '8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2': 'Microsoft Intune', // INTUNE_SMBIZ
  'c1ec4a95-1f05-45b3-a911-aa3fa01094f5': 'Microsoft Intune Plan 1', // INTUNE_A
  '882e1d05-acd1-4ccb-8708-6ee03664b117': 'Mobile Device Management for Office 365', // INTUNE_O365
  '795f6fe0-cc4d-4773-b050-5dde4dc704c9': 'Universal Print', // UNIVERSAL_PRINT_01
  'e041597c-9c7f-4ed9-99b0-2663301576f7': 'Windows 10 Enterprise E3 (Local Only)', // WIN10_ENT_LOC_F1
  '8e229017-d77b-43d5-9305-903395523b99': 'Windows 10/11 Business', // WINBIZ
  '21b439ba-a0ca-424f-a6cc-52f954a5b111': 'Windows 10/11 Enterprise (Original)', // WIN10_PRO_ENT_SUB
  '23a25099-1b2f-4e07-84bd-b84606109438': 'Windows 365 Enterprise 2 vCPU 4 GB 64 GB', // CPC_E_2C_4GB_64GB
  '9a6eeb79-0b4b-4bf0-9808-39d99a2cd5a3': 'Windows Autopatch', // Windows_Autopatch
  '7bf960f6-2cd9-443a-8046-5dbff9558365': 'Windows Update for Business Deployment Service', // WINDOWSUPDATEFORBUSINESS_DEPLOYMENTSERVICE
};
