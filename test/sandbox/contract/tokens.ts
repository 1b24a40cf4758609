import type { Sandbox } from '../../../src/sandbox';

/** The app by itself. */
export function appToken(sandbox: Sandbox, clientId: string): Promise<string> {
  return tokenFor(sandbox, { grant_type: 'client_credentials', client_id: clientId });
}

/** An app in the name of a person, with everything that it may ask for. */
export function personToken(sandbox: Sandbox, username: string, clientId = 'sandbox-admin'): Promise<string> {
  return tokenFor(sandbox, { grant_type: 'password', client_id: clientId, username, password: 'sandbox' });
}

/** An app that nobody consented to. */
export function strangerToken(sandbox: Sandbox): Promise<string> {
  sandbox.apps.register({
    id: 'stranger',
    name: 'Stranger',
    secret: 'sandbox',
    applicationPermissions: [],
    delegatedPermissions: ['User.ReadBasic.All'],
  });
  return appToken(sandbox, 'stranger');
}

async function tokenFor(sandbox: Sandbox, form: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(sandbox.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      client_secret: 'sandbox',
      scope: 'https://graph.microsoft.com/.default',
      ...form,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`no token for ${form['client_id']}`);
  return token;
}
