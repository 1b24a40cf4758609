import { readFile } from 'node:fs/promises';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  OnBehalfOfCredential,
  WorkloadIdentityCredential,
  type ClientSecretCredentialOptions,
  type TokenCredential,
} from '@azure/identity';
import { DeskError } from '../errors';
import type { AppIdentity } from './app-identity';
import { signInFailed } from './error-map';

/** Sends the library's requests; its own unless told. */
export type Transport = NonNullable<ClientSecretCredentialOptions['httpClient']>;

/** What a managed identity's token must be for when it stands for an app registration (learn "Configure an app to trust a managed identity"). */
const exchangeAudience: Readonly<Record<string, string>> = {
  'https://login.microsoftonline.us': 'api://AzureADTokenExchangeUSGov',
};

/** Signs an app in. Each is made once and shared, so that there is one cache of tokens: see `rememberTokens`. */
export function createCredential(app: AppIdentity, transport?: Transport): TokenCredential {
  const { tenantId, clientId, authorityHost, proof } = app;
  const options = { authorityHost, ...(transport ? { httpClient: transport } : {}) };
  switch (proof.kind) {
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, proof.secret, options);
    case 'certificate':
      return new ClientCertificateCredential(
        tenantId,
        clientId,
        {
          certificatePath: proof.path,
          ...(proof.password === undefined ? {} : { certificatePassword: proof.password }),
        },
        options,
      );
    case 'federated':
      return new ClientAssertionCredential(tenantId, clientId, assertionOf(app, transport), options);
    case 'workload-identity':
      return new WorkloadIdentityCredential({
        tenantId,
        clientId,
        tokenFilePath: proof.tokenFile,
        ...options,
      });
    case 'managed-identity':
      return new ManagedIdentityCredential(clientId ? { clientId, ...options } : options);
    case 'default':
      return new DefaultAzureCredential({
        tenantId,
        ...(clientId ? { managedIdentityClientId: clientId } : {}),
        ...options,
      });
  }
}

/** Signs in for people who have signed in to an app: the app's own proof, and the token that their client sent. */
export type OnBehalfOf = (userToken: string) => TokenCredential;

/**
 * The on-behalf-of flow of one app. A credential of it is used for one press and then forgotten, with all its tokens.
 * @throws DeskError for an app without a registration: a managed identity has none that people could sign in to
 */
export function createOnBehalfOf(app: AppIdentity, transport?: Transport): OnBehalfOf {
  const { tenantId, clientId, authorityHost, proof } = app;
  const common = { tenantId, clientId, authorityHost, ...(transport ? { httpClient: transport } : {}) };
  switch (proof.kind) {
    case 'secret':
      return (userAssertionToken) =>
        new OnBehalfOfCredential({ ...common, clientSecret: proof.secret, userAssertionToken });
    case 'certificate':
      return (userAssertionToken) =>
        new OnBehalfOfCredential({ ...common, certificatePath: proof.path, userAssertionToken });
    case 'federated': {
      const getAssertion = assertionOf(app, transport);
      return (userAssertionToken) =>
        new OnBehalfOfCredential({ ...common, getAssertion, userAssertionToken });
    }
    case 'workload-identity': {
      const getAssertion = (): Promise<string> => readFile(proof.tokenFile, 'utf8');
      return (userAssertionToken) =>
        new OnBehalfOfCredential({ ...common, getAssertion, userAssertionToken });
    }
    case 'managed-identity':
    case 'default':
      throw new DeskError('bot.no-registration', 'Nobody can sign in to a managed identity.');
  }
}

/** The token of a managed identity, given to Entra in place of a secret. */
function assertionOf(app: AppIdentity, transport?: Transport): () => Promise<string> {
  const { authorityHost, proof } = app;
  const clientId = proof.kind === 'federated' ? proof.managedIdentityId : '';
  const identity = createCredential({ ...app, clientId, proof: { kind: 'managed-identity' } }, transport);
  const audience = exchangeAudience[authorityHost] ?? 'api://AzureADTokenExchange';
  return async () => {
    const token = await identity.getToken(`${audience}/.default`);
    if (!token) throw signInFailed('the managed identity gave no token', 401);
    return token.token;
  };
}
