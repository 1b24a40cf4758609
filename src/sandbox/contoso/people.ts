/**
 * The named people of the sandbox tenant. Their Entra object ids are fixed, so that
 * a chat client configured with the same ids speaks as a person whom the tenant knows.
 */
export const contosoTenantId = '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30';

/** Domain of every user principal name; `.example` can never belong to anybody (RFC 2606). */
export const contosoDomain = 'contoso.example';

export interface NamedPerson {
  /** Entra object id */
  readonly id: string;
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly userType: 'Member' | 'Guest';
  /** Template id of the directory role held, if any (Microsoft Entra built-in roles reference). */
  readonly roleTemplateId?: string;
}

/** Template ids from Microsoft's list of Entra built-in roles. */
export const roleTemplates = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
} as const;

function member(
  id: string,
  givenName: string,
  surname: string,
  jobTitle: string,
  department: string,
  roleTemplateId?: string,
): NamedPerson {
  const address = `${givenName}${surname.charAt(0)}`.toLowerCase() + `@${contosoDomain}`;
  return {
    id,
    givenName,
    surname,
    displayName: `${givenName} ${surname}`,
    userPrincipalName: address,
    mail: address,
    jobTitle,
    department,
    userType: 'Member',
    ...(roleTemplateId ? { roleTemplateId } : {}),
  };
}

export const people = {
  megan: member(
    'b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b01',
    'Megan',
    'Bowen',
    'License Manager',
    'IT',
    roleTemplates.licenseAdministrator,
  ),
  isaiah: member(
    'b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b02',
    'Isaiah',
    'Langer',
    'Service Desk Lead',
    'IT',
    roleTemplates.userAdministrator,
  ),
  nestor: member(
    'b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b03',
    'Nestor',
    'Wilke',
    'Director of IT',
    'IT',
    roleTemplates.globalAdministrator,
  ),
  alex: member('b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b04', 'Alex', 'Wilber', 'Marketing Assistant', 'Marketing'),
  adele: member('b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b05', 'Adele', 'Vance', 'Retail Manager', 'Retail'),
  pradeep: {
    id: 'b7f0a1de-3c42-4e58-9d16-5a8c2e7f4b06',
    givenName: 'Pradeep',
    surname: 'Gupta',
    displayName: 'Pradeep Gupta (Fabrikam)',
    userPrincipalName: `pradeep_fabrikam.example#EXT#@${contosoDomain}`,
    mail: 'pradeep@fabrikam.example',
    jobTitle: 'Consultant',
    department: '',
    userType: 'Guest',
  },
} as const satisfies Record<string, NamedPerson>;
