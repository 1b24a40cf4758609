/** Words of part numbers that people write otherwise. Read in Microsoft's published list beside the friendly names. */
const spelled: Readonly<Record<string, string>> = {
  SPE: 'Microsoft 365',
  SPB: 'Microsoft 365 Business Premium',
  M365: 'Microsoft 365',
  O365: 'Office 365',
  D365: 'Dynamics 365',
  DYN365: 'Dynamics 365',
  DYNAMICS365: 'Dynamics 365',
  WIN10: 'Windows 10',
  POWERAPPS: 'Power Apps',
  POWERAUTOMATE: 'Power Automate',
  SHAREPOINT: 'SharePoint',
  ONEDRIVE: 'OneDrive',
  USGOV: 'US Government',
  GOV: 'Government',
  GCCHIGH: 'GCC High',
  DOD: 'DoD',
  EDU: 'Education',
  VTRIAL: 'trial',
};

/** Words that part numbers write in capitals and people do too. */
const acronyms =
  /^(?:[A-Z]?\d+|[EFAGP]\d|[EFA]\d[A-Z]?|\d+(?:C|GB|TB)|AAD|AI|ATP|BI|CDS|CN|CRM|DLP|EEA|EMS|GCC|ID|IW|MFA|NFP|PSTN|RMS|SKU|US|VPU)$/;

/**
 * A part number of Microsoft as words: `SPE_E3_USGOV` becomes `Microsoft 365 E3 US Government`. What is in mixed case
 * keeps its spelling. `''` when there is nothing to read.
 */
export function readablePartNumber(partNumber: string): string {
  const words = partNumber.split(/[_\s]+/).filter(Boolean);
  const shouting = partNumber === partNumber.toUpperCase();
  return words
    .map((word) => {
      if (Object.hasOwn(spelled, word)) return spelled[word];
      return !shouting || acronyms.test(word) ? word : word.charAt(0) + word.slice(1).toLowerCase();
    })
    .join(' ');
}
