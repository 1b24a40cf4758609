import type { GroupSeed } from '../scenarios/scenario';

/** An address that two people claim: whoever gets a mailbox second cannot have it. */
const sharedAddress = 'invoices@contoso.example';

/** The groups of Contoso: each a line of data that says what it is there to show. */
export const groupSeeds: readonly GroupSeed[] = [
  {
    name: 'Contoso marketing',
    description: 'Marketing and communication',
    members: 24,
    licenses: ['SPE_E3'],
    all: { holds: [] },
    named: ['alex'],
  },
  {
    name: 'Contoso human resources',
    description: 'People and culture',
    members: 180,
    licenses: ['SPE_E3'],
    busy: true,
  },
  {
    // Three have Microsoft 365 E3 already, two have no usage location, nobody else anything.
    name: 'Contoso sales',
    description: 'Account managers of all regions',
    members: 12,
    // The department: so that no rule puts them into another licensed group.
    all: { holds: [], usageLocation: 'US', accountEnabled: true, department: 'Sales' },
    cases: [
      { of: [0, 1, 2], holds: ['SPE_E3'] },
      { of: [5, 8], usageLocation: null },
    ],
  },
  {
    name: 'Contoso engineering',
    description: 'Product development',
    members: 120,
    cases: [{ of: [0], holds: ['SPE_E3'], proxyAddress: sharedAddress }],
  },
  { name: 'Contoso all employees', description: 'Everybody with a contract', members: 5000, fromStart: true },
  {
    // Every error there is: see `cases`, and too few seats of Power BI Premium for the rest.
    name: 'Contoso finance',
    description: 'Controlling and accounting',
    members: 30,
    licenses: ['SPE_F1', 'Microsoft_365_Copilot', 'PBI_PREMIUM_PER_USER'],
    formerly: ['EXCHANGESTANDARD'],
    all: { holds: [], usageLocation: 'US', department: 'Finance' },
    cases: [
      // Copilot is not sold there: ProhibitedInUsageLocationViolation.
      { of: [2, 8, 14], usageLocation: 'BY' },
      // Came from a department with E3, whose plans exclude those of F3: MutuallyExclusiveViolation.
      { of: [4, 11], holds: ['SPE_E3'] },
      // Another person has the address of the mailbox: UniquenessViolation.
      { of: [6], proxyAddress: sharedAddress },
      // Viva Insights needs the Exchange plan that was taken off the template: DependencyViolation, ActiveWithError.
      { of: [0], holds: ['WORKPLACE_ANALYTICS'] },
      // The same for audio conferencing and Teams, for somebody who is not a member any more.
      { of: [1], holds: ['MCOMEETADV'], left: true },
    ],
    seatsAfter: { PBI_PREMIUM_PER_USER: 2 },
  },
  {
    name: 'Contoso retail',
    description: 'Stores, by department',
    members: 300,
    department: 'Retail',
    rule: 'user.department -eq "Retail"',
    licenses: ['SPE_F1'],
    named: ['adele'],
  },
  {
    name: 'Contoso social club',
    description: 'Parties and outings',
    members: 60,
    kind: 'microsoft365',
    mail: 'social',
  },
  {
    name: 'Contoso regions',
    description: 'Regional teams, as nested groups',
    members: 3,
    nested: ['Contoso region north', 'Contoso region south'],
  },
  { name: 'Contoso region north', description: 'North', members: 40 },
  { name: 'Contoso region south', description: 'South', members: 55 },
  {
    name: 'Contoso headquarters',
    description: 'Synchronized from the on-premises directory',
    members: 75,
    synced: true,
  },
  {
    name: 'Contoso field service',
    description: 'Field engineers, Berlin',
    members: 18,
    kind: 'mail-security',
    mail: 'field.berlin',
  },
  {
    name: 'Contoso field service',
    description: 'Field engineers, Madrid',
    members: 22,
    kind: 'mail-security',
    mail: 'field.madrid',
  },
  {
    name: 'Contoso partners',
    description: 'People of partner companies',
    members: 4,
    guests: 20,
    named: ['pradeep'],
  },
  { name: 'Contoso empty', description: 'Nobody yet' },
  {
    name: 'Contoso role holders',
    description: 'Can be assigned to directory roles',
    members: 6,
    roleAssignable: true,
  },
  {
    name: 'Contoso projects',
    description: 'Project managers',
    members: 35,
    licenses: ['PROJECTPROFESSIONAL'],
  },
  { name: 'Contoso analysts', description: 'Business intelligence', members: 45, licenses: ['POWER_BI_PRO'] },
  {
    name: 'Contoso legacy telephony',
    description: 'Carries a product that was cancelled',
    members: 9,
    orphan: '0dab259f-bf13-4952-b7f8-7db8f131b28d', // MCOPSTN1, of Skype for Business
  },
  { name: 'Contoso designers', description: 'Diagrams and plans', members: 30, licenses: ['VISIOCLIENT'] },
  {
    name: 'Contoso call center',
    description: 'Telephone service',
    members: 50,
    kind: 'microsoft365-security',
    mail: 'callcenter',
  },
  {
    name: 'Contoso newsletter',
    description: 'A plain distribution list',
    members: 90,
    kind: 'distribution',
    mail: 'newsletter',
  },
  {
    name: 'Contoso executives',
    description: 'Board and assistants',
    members: 8,
    licenses: ['SPE_E5', 'VISIOCLIENT'],
  },
  { name: 'Contoso interns', description: 'Interns of this season', members: 26 },
  {
    name: '[Free licenses](https://evil.example) **now** <b>\u202Etxet lortnoc</b> ${x}',
    description: 'A name that tries to be more than text',
    members: 3,
  },
];
