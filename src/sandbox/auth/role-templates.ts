/** A role that every tenant has built in. The template id is the same in all of them. */
export interface RoleTemplate {
  readonly templateId: string;
  readonly displayName: string;
  readonly description: string;
}

/** Built-in roles that have to do with licensing. Ids: Microsoft Entra built-in roles, permissions reference. */
export const roleTemplates = {
  globalAdministrator: {
    templateId: '62e90394-69f5-4237-9190-012177145e10',
    displayName: 'Global Administrator',
    description: 'Can manage everything in the directory and in the services that use its identities.',
  },
  userAdministrator: {
    templateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
    displayName: 'User Administrator',
    description: 'Can manage users and groups, and assign licenses to both.',
  },
  licenseAdministrator: {
    templateId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    displayName: 'License Administrator',
    description: 'Can assign licenses to users and groups, and set usage locations.',
  },
  groupsAdministrator: {
    templateId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    displayName: 'Groups Administrator',
    description: 'Can manage groups, their members and their licenses.',
  },
  directoryWriters: {
    templateId: '9360feb5-f418-4baa-8175-e2a00bac4301',
    displayName: 'Directory Writers',
    description: 'Can read and write basic directory information, and assign licenses.',
  },
  directoryReaders: {
    templateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
    displayName: 'Directory Readers',
    description: 'Can read basic directory information.',
  },
  globalReader: {
    templateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    displayName: 'Global Reader',
    description: 'Can read everything that a Global Administrator can, and change nothing.',
  },
  billingAdministrator: {
    templateId: 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
    displayName: 'Billing Administrator',
    description: 'Can buy subscriptions and update payment information.',
  },
  privilegedRoleAdministrator: {
    templateId: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
    displayName: 'Privileged Role Administrator',
    description: 'Can assign roles, and manage Privileged Identity Management and role-assignable groups.',
  },
  reportsReader: {
    templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf',
    displayName: 'Reports Reader',
    description: 'Can read sign-in and audit reports.',
  },
  securityReader: {
    templateId: '5d6b6bb7-de71-4623-b4af-96380a352509',
    displayName: 'Security Reader',
    description: 'Can read security information and reports.',
  },
  securityAdministrator: {
    templateId: '194ae4cb-b126-40b2-bd5b-6091b380977d',
    displayName: 'Security Administrator',
    description: 'Can read security information and reports, and manage security settings.',
  },
  helpdeskAdministrator: {
    templateId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    displayName: 'Helpdesk Administrator',
    description: 'Can reset passwords of people who are not administrators.',
  },
  teamsAdministrator: {
    templateId: '69091246-20e8-4a56-aa4d-066075b2a7a8',
    displayName: 'Teams Administrator',
    description: 'Can manage the Microsoft Teams service and its groups.',
  },
} as const satisfies Record<string, RoleTemplate>;
