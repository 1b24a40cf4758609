/** Names of the Entra roles that License Desk talks about (Microsoft's list of built-in roles). */
const roleNames: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': 'License Administrator',
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': 'Groups Administrator',
  '9360feb5-f418-4baa-8175-e2a00bac4301': 'Directory Writers',
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': 'Directory Readers',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': 'Billing Administrator',
};

/**
 * Besides those who may assign: roles whose holders can read licenses and groups in the admin center anyway,
 * so that the bot shows them nothing that they could not see without it.
 */
export const readerRoles = [
  'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  '9360feb5-f418-4baa-8175-e2a00bac4301',
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe',
] as const;

/** The name of a role by its template id; the id itself when it is a custom role. */
export function roleName(templateId: string): string {
  return roleNames[templateId.toLowerCase()] ?? templateId;
}
