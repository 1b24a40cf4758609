/** Identity, security and compliance: service plans by id; see `plan-table.ts`. */
export const security: Readonly<Record<string, string>> = {
  'de377cbc-0019-4ec2-b77c-3f223947e102': 'Azure Active Directory', // AAD_SMB
  '6c57d4b6-3b23-47a5-9bc9-69f17b4947b3': 'Azure Information Protection Premium P1', // RMS_S_PREMIUM
  '5689bec4-755d-4753-8b61-40975025187c': 'Azure Information Protection Premium P2', // RMS_S_PREMIUM2
  'bea4c11e-220a-4e6d-8eb8-8ea15d019f90': 'Azure Rights Management', // RMS_S_ENTERPRISE
  '0d0c0d31-fae7-41f2-b909-eaf4d7f26dba': 'Commercial data protection for Microsoft Copilot', // Bing_Chat_Enterprise
  '9f431833-0334-42de-a7dc-70aa40db46db': 'Customer Lockbox', // LOCKBOX_ENTERPRISE
  '3ec18638-bd4c-4d3b-8905-479ed636b83e': 'Customer Lockbox (A)', // CustomerLockboxA_Enterprise
  'cd31b152-6326-4d1b-ae1b-997b625182e6': 'Data Classification in Microsoft 365', // MIP_S_Exchange
  '9bec7e34-c9fa-40b7-a9d1-bd6d1165c7ed': 'Data Loss Prevention', // BPOS_S_DlpAddOn
  '99cd49a9-0e54-4e07-aea1-d8d9f5f704f5': 'Defender for IoT - Enterprise IoT Security', // Defender_for_Iot_Enterprise
  'c4801e8a-cb58-4c35-aca6-f2dcc106f287': 'Information Barriers', // INFORMATION_BARRIERS
  'd9fa6af4-e046-4c89-9226-729a0786685d': 'Information Protection and Governance Analytics - Premium', // Content_Explorer
  '2b815d45-56e4-4e3a-b65c-66cb9175b560': 'Information Protection and Governance Analytics – Standard', // ContentExplorer_Standard
  'efb0351d-3b08-4503-993d-383af8de41e3': 'Information Protection for Office 365 - Premium', // MIP_S_CLP2
  '5136a095-5cf0-4aff-bec3-e84448b38ea5': 'Information Protection for Office 365 - Standard', // MIP_S_CLP1
  '2f442157-a11c-46b9-ae5b-6e39ff4e5849': 'Microsoft 365 Advanced Auditing', // M365_ADVANCED_AUDITING
  'f6de4823-28fa-440b-b886-4783fa86ddba': 'Microsoft 365 Audit Platform', // M365_AUDIT_PLATFORM
  'a413a9ff-720c-4822-98ef-2f37c2a21f4c': 'Microsoft 365 Communication Compliance', // MICROSOFT_COMMUNICATION_COMPLIANCE
  'bf28f719-7844-4079-9c78-c1307898e192': 'Microsoft 365 Defender', // MTP
  '8a256a2b-b617-496d-b51b-e76466e88db0': 'Microsoft Azure Multi-Factor Authentication', // MFA_PREMIUM
  '31cf2cfc-6b0d-4adc-a336-88b724ed8122': 'Microsoft Azure Rights Management Service', // RMS_S_BASIC
  '6dc145d6-95dd-4191-b9c3-185575ee6f6b': 'Microsoft Communications DLP', // COMMUNICATIONS_DLP
  '6db1f1db-2b46-403f-be40-e39395f08dbb': 'Microsoft Customer Key', // CUSTOMER_KEY
  '46129a58-a698-46f0-aa5b-17f6586297d9': 'Microsoft Data Investigations', // DATA_INVESTIGATIONS
  'bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4': 'Microsoft Defender for Business', // MDE_SMB
  '2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2': 'Microsoft Defender for Cloud Apps', // ADALLOM_S_STANDALONE
  '932ad362-64a8-4783-9106-97849a1a30b9': 'Microsoft Defender for Cloud Apps Discovery', // ADALLOM_S_DISCOVERY
  '871d91ec-ec1a-452b-a83f-bd76c7d770ef': 'Microsoft Defender for Endpoint', // WINDEFATP
  '1689aade-3d6a-4bfc-b017-46d2672df5ad': 'Microsoft Defender for Endpoint (Intune)', // Intune_Defender
  '292cc034-7b7c-4950-aaf5-943befd3f1d4': 'Microsoft Defender for Endpoint Plan 1', // MDE_LITE
  '14ab5db5-e6c4-4b20-b4bc-13e36fd2227f': 'Microsoft Defender for Identity', // ATA
  'f20fedf3-f3c3-43c3-8267-2bfdd51c0939': 'Microsoft Defender for Office 365 (Plan 1)', // ATP_ENTERPRISE
  '8e0c0a52-6a6c-4d40-8370-dd62790dcd70': 'Microsoft Defender for Office 365 (Plan 2)', // THREAT_INTELLIGENCE
  '64bfac92-2b17-4482-b5e5-a0304429de3e': 'Microsoft Endpoint DLP', // MICROSOFTENDPOINTDLP
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d': 'Microsoft Entra ID P1', // AAD_PREMIUM
  'eec0eb4f-6444-4f95-aba0-50c24d67f998': 'Microsoft Entra ID P2', // AAD_PREMIUM_P2
  'e26c2fcc-ab91-4a61-b35c-03cdc8dddf66': 'Microsoft Information Governance', // INFO_GOVERNANCE
  'd587c7a3-bda9-4f99-8776-9bcf59c84f75': 'Microsoft Insider Risk Management', // INSIDER_RISK
  'd2d51368-76c9-4317-ada2-a12c004c432f': 'Microsoft ML-Based Classification', // ML_CLASSIFICATION
  '65cc641f-cccd-4643-97e0-a17e3045e541': 'Microsoft Records Management', // RECORDS_MANAGEMENT
  '4de31727-a228-4ec3-a5bf-8e45b5ca48cc': 'Office 365 Advanced eDiscovery', // EQUIVIO_ANALYTICS
  '8c098270-9dd4-4350-9b30-ba4703f3b36b': 'Office 365 Cloud App Security', // ADALLOM_S_O365
  'b1188c4c-1b36-4018-b48b-ee07604f6feb': 'Office 365 Privileged Access Management', // PAM_ENTERPRISE
  'bf6f5520-59e3-4f82-974b-7dbbc4fd27c7': 'Office 365 SafeDocs', // SAFEDOCS
  '617b097b-4b93-4ede-83de-5f075bb5fb2f': 'Premium Encryption in Office 365', // PREMIUM_ENCRYPTION
  'c948ea65-2053-4a5a-8a62-9eaaaf11b522': 'Purview Discovery', // PURVIEW_DISCOVERY
  '41fcdd7d-4733-4863-9cf4-c65b83ce2df4': 'Microsoft Communications Compliance (retired)', // COMMUNICATIONS_COMPLIANCE
  '9d0c4ee5-e4a1-4625-ab39-d82b619b1a34': 'Microsoft Insider Risk Management (retired)', // INSIDER_RISK_MANAGEMENT
};
