/** The groups of Contoso: each a line of data that says what it is there to show. */
export interface GroupSeed {
  readonly name: string;
  readonly description: string;
  /** How many direct user members, or from which department all come. */
  readonly members?: number;
  readonly department?: string;
  /** Part numbers on the group's template. */
  readonly licenses?: readonly string[];
  readonly mail?: string;
  readonly kind?: 'security' | 'mail-security' | 'microsoft365' | 'microsoft365-security' | 'distribution';
  readonly rule?: string;
  readonly synced?: boolean;
  readonly roleAssignable?: boolean;
  readonly guests?: number;
  readonly nested?: readonly string[];
  /** Named people who belong to it (keys of `people`). */
  readonly named?: readonly string[];
  /** Still in progress when the tenant starts. */
  readonly busy?: boolean;
  /** Members who cannot get the license, each for one reason. */
  readonly troubled?: boolean;
  /** Nobody in it holds anything else, so that everybody gets the group's license. */
  readonly clean?: boolean;
  /** Carries a product that the tenant does not own any more. */
  readonly orphan?: boolean;
}

export const groupSeeds: readonly GroupSeed[] = [
  {
    name: 'Contoso marketing',
    description: 'Marketing and communication',
    members: 24,
    licenses: ['SPE_E3'],
    clean: true,
    named: ['alex'],
  },
  {
    name: 'Contoso human resources',
    description: 'People and culture',
    members: 180,
    licenses: ['SPE_E3'],
    busy: true,
  },
  { name: 'Contoso sales', description: 'Account managers of all regions', members: 12 },
  { name: 'Contoso engineering', description: 'Product development', members: 120 },
  { name: 'Contoso all employees', description: 'Everybody with a contract', members: 5000 },
  {
    name: 'Contoso finance',
    description: 'Controlling and accounting',
    members: 30,
    licenses: ['Microsoft_365_Copilot'],
    troubled: true,
  },
  {
    name: 'Contoso retail',
    description: 'Stores, by department',
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
    orphan: true,
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
