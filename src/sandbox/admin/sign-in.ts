import type { TenantSummary } from './summary';

/** What is needed to ask for tokens. */
export interface SignInInput {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly tenantId: string;
  readonly app: { readonly id: string; readonly secret: string };
  /** Everybody's. */
  readonly password: string;
  readonly people: readonly { readonly displayName: string; readonly userPrincipalName: string }[];
}

/** Commands that get a token: one for the app itself, one for each person. */
export function signInCommands(input: SignInInput): TenantSummary['signIn'] {
  const { app, password, people } = input;
  const client = { client_id: app.id, client_secret: app.secret };
  const scope = 'https://graph.microsoft.com/.default';
  return [
    {
      what: `As the app ${app.id}, for itself`,
      command: command(input, { grant_type: 'client_credentials', ...client, scope }),
    },
    ...people.map(({ displayName, userPrincipalName }) => ({
      what: `As ${displayName}`,
      command: command(input, {
        grant_type: 'password',
        ...client,
        username: userPrincipalName,
        password,
        scope,
      }),
    })),
  ];
}

function command({ url, tenantId }: SignInInput, form: Readonly<Record<string, string>>): string {
  const fields = Object.entries(form).map(
    ([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`,
  );
  return [`curl ${quoted(`${url}/${tenantId}/oauth2/v2.0/token`)}`, ...fields].join(' \\\n  ');
}

/** One word for a shell, whatever is in it: names come from a directory, and people paste commands. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
