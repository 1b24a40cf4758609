/**
 * Friendly names of common products by skuId, from Microsoft's published list "Product names and service plan
 * identifiers for licensing". A product that is not here gets a readable form of its part number.
 */
const names: Readonly<Record<string, string>> = {
  'c52ea49f-fe5d-4e95-93ba-1de91d380f89': 'Azure Information Protection Plan 1',
  '1e1a282c-9c54-43a2-9310-98ef728faace': 'Dynamics 365 for Sales Enterprise Edition',
  '8e7a3d30-d97d-43ab-837c-d7701cef83dc': 'Dynamics 365 for Team Members Enterprise Edition',
  'efccb6f7-5641-4e0e-bd10-b4976e1bf68e': 'Enterprise Mobility + Security E3',
  'b05e124f-c7cc-45a0-a6aa-8cf78c946968': 'Enterprise Mobility + Security E5',
  '4b9405b0-7788-4568-add1-99614e613b69': 'Exchange Online (Plan 1)',
  '19ec0d23-8335-4cbd-94ac-6050e30712fa': 'Exchange Online (Plan 2)',
  'ee02fd1b-340e-4a4b-b355-4a514e4c8943': 'Exchange Online Archiving for Exchange Online',
  '80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82': 'Exchange Online Kiosk',
  '061f9ace-7d42-4136-88ac-31dc755f143f': 'Intune',
  'cdd28e44-67e3-425e-be4c-737fab2899d3': 'Microsoft 365 Apps for Business',
  'c2273bd0-dff7-4215-9ef5-2c7bcfb06425': 'Microsoft 365 Apps for Enterprise',
  '0c266dff-15dd-4b49-8397-2bb16070ed52': 'Microsoft 365 Audio Conferencing',
  '3b555118-da6a-4418-894f-7df1e2096870': 'Microsoft 365 Business Basic',
  'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46': 'Microsoft 365 Business Premium',
  'f245ecc8-75af-4f8e-b61f-27d8114de5f3': 'Microsoft 365 Business Standard',
  '05e9a617-0261-4cee-bb44-138d3ef5d965': 'Microsoft 365 E3',
  'dcf0408c-aaec-446c-afd4-43e3683943ea': 'Microsoft 365 E3 (no Teams)',
  '06ebc4ee-1bb5-47dd-8120-11324bc54e06': 'Microsoft 365 E5',
  '18a4bd3f-0b5b-4887-b04f-61dd0ee15f5e': 'Microsoft 365 E5 (no Teams)',
  '184efa21-98c3-4e5d-95ab-d07053a96e67': 'Microsoft 365 E5 Compliance',
  '26124093-3d78-432b-b5dc-48bf992543d5': 'Microsoft 365 E5 Security',
  'cd2925a3-5076-4233-8931-638a8c94f773': 'Microsoft 365 E5 without Audio Conferencing',
  '50f60901-3181-4b75-8a2c-4c8e4c1d5a72': 'Microsoft 365 F1',
  '66b55226-6b4f-492c-910c-a3b7a3c9d993': 'Microsoft 365 F3',
  '726a0894-2c77-4d65-99da-9775ef05aad1': 'Microsoft Business Center',
  '639dec6b-bb19-468b-871c-c5c441c4b0cb': 'Microsoft Copilot for Microsoft 365',
  '111046dd-295b-4d6d-9724-d52ac90bd1f2': 'Microsoft Defender for Endpoint',
  '16a55f2f-ff35-4cd5-9146-fb784e3761a5': 'Microsoft Defender for Endpoint P1',
  '4ef96642-f096-40de-a3e9-d83fb2f90211': 'Microsoft Defender for Office 365 (Plan 1)',
  '3dd6cf57-d688-4eed-ba52-9e40b5468c3e': 'Microsoft Defender for Office 365 (Plan 2)',
  '078d2b04-f1bd-4111-bbd4-b4b1b354cef4': 'Microsoft Entra ID P1',
  '84a661c4-e949-4bd2-a560-ed7766fcaf2b': 'Microsoft Entra ID P2',
  'a403ebcc-fae0-4ca2-8c8c-7a907fd6c235': 'Microsoft Fabric (Free)',
  'dcb1a3ae-b33f-4487-846a-a640262fadf4': 'Microsoft Power Apps Plan 2 Trial',
  'f30db892-07e9-47e9-837c-80727f46fd3d': 'Microsoft Power Automate Free',
  '1f2f344a-700d-42c9-9427-5cea1d5d7ba6': 'Microsoft Stream',
  '7e31c0d9-9551-471d-836f-32ee72be4a01': 'Microsoft Teams Enterprise',
  '710779e8-3d4a-4c88-adb9-386c958d1fdf': 'Microsoft Teams Exploratory',
  '440eaaa8-b3e0-484b-a8be-62870b9ba70a': 'Microsoft Teams Phone Resource Account',
  'e43b5b99-8dfb-405f-9987-dc307f34bcbd': 'Microsoft Teams Phone Standard',
  '4cde982a-ede4-4409-9ae6-b003453c8ea6': 'Microsoft Teams Rooms Pro',
  '6070a4c8-34c6-4937-8dfb-39bbc6397a60': 'Microsoft Teams Rooms Standard',
  '3d957427-ecdc-4df2-aacd-01cc9d519da8': 'Microsoft Workplace Analytics',
  '18181a46-0d4e-45cd-891e-60aabd171b4e': 'Office 365 E1',
  '6fd2c87f-b296-42f0-b197-1e91e994b900': 'Office 365 E3',
  'c7df2760-2c81-4ef7-b578-5b5392b571df': 'Office 365 E5',
  '4b585984-651b-448a-9e53-3b10f069cf7f': 'Office 365 F3',
  '53818b1b-4a27-454b-8896-0dba576410e6': 'Planner and Project Plan 3',
  'beb6439c-caad-48d3-bf46-0c82871e12be': 'Planner Plan 1',
  'b30411f5-fea1-4a59-9ad9-3db7c7ead579': 'Power Apps Premium',
  '4a51bf65-409c-4a91-b845-1121b571cc9d': 'Power Automate per user plan',
  'c1d032e0-5619-4761-9b5c-75b6831e1711': 'Power BI Premium Per User',
  'f8a1db68-be16-40ed-86d5-cb42ce701560': 'Power BI Pro',
  '09015f9f-377f-4538-bbb5-f75ceb09358a': 'Project Online Premium',
  '1fc08a02-8b3d-43b9-831e-f76859e04e1a': 'SharePoint Online (Plan 1)',
  'a9732ec9-17d9-494c-a51c-d6b45b384dcb': 'SharePoint Online (Plan 2)',
  'd3b4fe1f-9992-4930-8acb-ca6ec609365e': 'Skype for Business PSTN Domestic and International Calling',
  '0dab259f-bf13-4952-b7f8-7db8f131b28d': 'Skype for Business PSTN Domestic Calling',
  '4b244418-9658-4451-a2b8-b5e2b364e9bd': 'Visio Plan 1',
  'c5928f49-12ba-48f7-ada3-0d743a3601d5': 'Visio Plan 2',
  'cb10e6cd-9da4-4992-867b-67546b1db821': 'Windows 10/11 Enterprise E3',
  '7bb14422-3b90-4389-a7be-f1b745fc037f': 'Windows 365 Enterprise 2 vCPU 4 GB 64 GB',
};

/** Words that part numbers write in capitals and people do too. */
const acronyms = new Set([
  'E1',
  'E3',
  'E5',
  'F1',
  'F3',
  'P1',
  'P2',
  'BI',
  'EEA',
  'EDU',
  'GCC',
  'AAD',
  'CRM',
  'ID',
  'AI',
]);

/**
 * The name that people know a product by.
 * @param partNumber Graph's skuPartNumber, for example `POWER_BI_PRO`; used when the product is not in the list
 */
export function productName(skuId: string, partNumber: string): string {
  return names[skuId.toLowerCase()] ?? readablePartNumber(partNumber);
}

/** `CONTOSO_SALES_P1` becomes `Contoso Sales P1`; part numbers in mixed case keep their spelling. */
export function readablePartNumber(partNumber: string): string {
  const words = partNumber.split(/[_\s]+/).filter(Boolean);
  const shouting = partNumber === partNumber.toUpperCase();
  const readable = words.map((word) =>
    !shouting || acronyms.has(word) ? word : word.charAt(0) + word.slice(1).toLowerCase(),
  );
  return readable.join(' ') || 'Unknown product';
}
