import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DefaultAzureCredential } from '@azure/identity';
import jwt from 'jsonwebtoken';
import type { AppIdentity, AppProof } from '../../src/graph/app-identity';
import { createCredential, createOnBehalfOf, type Transport } from '../../src/graph/credentials';

const tenantId = '5f1c3a52-8d4e-4b6a-9c27-0e5b7d1a2c30';
const clientId = '0b7c9a1e-2d4f-4a6b-8c3d-5e6f7a8b9c0d';
const managedIdentityId = '77777777-7777-4777-8777-777777777777';

interface Asked {
  readonly url: URL;
  readonly form: URLSearchParams;
}

/** Entra and the identity endpoint of Azure, as the Azure library speaks to them. */
function entra(refusal?: object): { readonly transport: Transport; readonly tokens: Asked[] } {
  const tokens: Asked[] = [];
  const answer = (url: URL, body: string): { status: number; json: object } => {
    const base = `${url.origin}/${tenantId}`;
    if (url.pathname.includes('openid-configuration')) {
      const json = {
        issuer: `${base}/v2.0`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        jwks_uri: `${base}/keys`,
      };
      return { status: 200, json };
    }
    if (url.pathname.includes('discovery/instance')) {
      const names = { preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] };
      const json = {
        tenant_discovery_endpoint: `${base}/v2.0/.well-known/openid-configuration`,
        metadata: [names],
      };
      return { status: 200, json };
    }
    tokens.push({ url, form: new URLSearchParams(body) });
    if (refusal) return { status: 401, json: refusal };
    const until = String(Math.floor(Date.now() / 1_000) + 3_600);
    const token = url.hostname === '169.254.169.254' ? 'token-of-the-identity' : 'token-of-the-app';
    const json = {
      token_type: 'Bearer',
      access_token: token,
      expires_in: 3_600,
      expires_on: until,
      resource: 'x',
    };
    return { status: 200, json };
  };
  const transport: Transport = {
    sendRequest: async (request) => {
      const { status, json } = answer(
        new URL(request.url),
        typeof request.body === 'string' ? request.body : '',
      );
      return { request, status, headers: request.headers, bodyAsText: JSON.stringify(json) };
    },
  };
  return { transport, tokens };
}

describe('signing an app in', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'license-desk-credentials-'));
  const certificate = path.join(folder, 'app.pem');
  const locked = path.join(folder, 'locked.pem');
  const tokenFile = path.join(folder, 'token');
  beforeAll(() => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    // The library takes the fingerprint of a certificate and does not read it.
    const body = Buffer.from('a certificate').toString('base64');
    const cert = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
    const pem = { type: 'pkcs8', format: 'pem' } as const;
    writeFileSync(certificate, `${privateKey.export(pem).toString()}${cert}`);
    writeFileSync(
      locked,
      `${privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'open sesame' }).toString()}${cert}`,
    );
    writeFileSync(tokenFile, 'token-in-the-file');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const app = (proof: AppProof, over: Partial<AppIdentity> = {}): AppIdentity => ({
    tenantId,
    clientId,
    authorityHost: 'https://login.microsoftonline.com',
    proof,
    ...over,
  });
  // One for all: the library keeps the first transport that it was given for managed identities.
  const { transport, tokens } = entra();
  const signIn = async (identity: AppIdentity) => {
    tokens.length = 0;
    const token = await createCredential(identity, transport).getToken(
      'https://graph.microsoft.com/.default',
    );
    return { token: token?.token, first: tokens.at(0), last: tokens.at(-1) };
  };

  it('with a secret, at the authority of its cloud and in its tenant', async () => {
    for (const authorityHost of ['https://login.microsoftonline.com', 'https://login.microsoftonline.us']) {
      const { token, last } = await signIn(app({ kind: 'secret', secret: 'pass&word' }, { authorityHost }));
      expect(token).toBe('token-of-the-app');
      expect(last?.url.href).toMatch(`${authorityHost}/${tenantId}/oauth2/v2.0/token`);
      expect(Object.fromEntries(last?.form ?? [])).toMatchObject({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: 'pass&word',
        scope: 'https://graph.microsoft.com/.default',
      });
    }
  });

  it.each([
    ['in the open', () => ({ kind: 'certificate', path: certificate, password: undefined }) as const],
    ['under a password', () => ({ kind: 'certificate', path: locked, password: 'open sesame' }) as const],
  ])('with a certificate whose key lies %s', async (_how, proof) => {
    const { last } = await signIn(app(proof()));
    expect(last?.form.get('client_secret')).toBeNull();
    const assertion = jwt.decode(last?.form.get('client_assertion') ?? '', { complete: true });
    expect(assertion?.payload).toMatchObject({ iss: clientId, sub: clientId });
  });

  it('with the token of a managed identity that the registration trusts', async () => {
    const { token, first, last } = await signIn(app({ kind: 'federated', managedIdentityId }));
    expect(token).toBe('token-of-the-app');
    expect(first?.url.searchParams.get('client_id')).toBe(managedIdentityId);
    expect(first?.url.searchParams.get('resource')).toBe('api://AzureADTokenExchange');
    expect(last?.form.get('client_assertion')).toBe('token-of-the-identity');
    expect(last?.form.get('client_id')).toBe(clientId);
  });

  it('with such a token for the government cloud', async () => {
    const authorityHost = 'https://login.microsoftonline.us';
    const { first, last } = await signIn(app({ kind: 'federated', managedIdentityId }, { authorityHost }));
    expect(first?.url.searchParams.get('resource')).toBe('api://AzureADTokenExchangeUSGov');
    expect(last?.url.origin).toBe(authorityHost);
  });

  it('with the token in a file', async () => {
    const { last } = await signIn(app({ kind: 'workload-identity', tokenFile }));
    expect(last?.form.get('client_assertion')).toBe('token-in-the-file');
    expect(last?.form.get('client_id')).toBe(clientId);
  });

  it.each([
    ['user-assigned', clientId, clientId],
    ['system-assigned', '', null],
  ])('as a %s managed identity', async (_kind, id, sent) => {
    const { token, last } = await signIn(app({ kind: 'managed-identity' }, { clientId: id }));
    expect(token).toBe('token-of-the-identity');
    expect(last?.url.searchParams.get('resource')).toBe('https://graph.microsoft.com');
    expect(last?.url.searchParams.get('client_id')).toBe(sent);
  });

  it('with whatever is there, only when that was asked for', () => {
    expect(createCredential(app({ kind: 'default' }))).toBeInstanceOf(DefaultAzureCredential);
    expect(createCredential(app({ kind: 'secret', secret: 's' }))).not.toBeInstanceOf(DefaultAzureCredential);
  });

  it('fails with what Entra says, and without the secret', async () => {
    const refusing = entra({
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret.',
      error_codes: [7000215],
    });
    const credential = createCredential(app({ kind: 'secret', secret: 'hush-hush' }), refusing.transport);
    const failure = await credential.getToken('s/.default').catch((error: unknown) => error);
    expect(String(failure)).toContain('AADSTS7000215');
    expect(JSON.stringify(failure)).not.toContain('hush-hush');
  });

  it.each<[string, AppProof, string, string]>([
    ['a secret', { kind: 'secret', secret: 'a secret' }, 'client_secret', 'a secret'],
    [
      'a workload identity',
      { kind: 'workload-identity', tokenFile },
      'client_assertion',
      'token-in-the-file',
    ],
    [
      'a federated identity',
      { kind: 'federated', managedIdentityId },
      'client_assertion',
      'token-of-the-identity',
    ],
  ])('signs in for who presses with %s', async (_name, proof, field, proved) => {
    const { transport, tokens } = entra();
    const credential = createOnBehalfOf(app(proof), transport)('token of the person');
    expect((await credential.getToken('https://graph.microsoft.com/.default'))?.token).toBe(
      'token-of-the-app',
    );
    const form = tokens.at(-1)?.form;
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      assertion: 'token of the person',
      requested_token_use: 'on_behalf_of',
      client_id: clientId,
      [field]: proved,
    });
  });

  it('cannot sign in for anybody with a managed identity alone', () => {
    expect(() => createOnBehalfOf(app({ kind: 'managed-identity' }))).toThrow(/managed identity/);
  });
});
