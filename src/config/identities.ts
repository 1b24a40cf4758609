import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Cloud } from '../clouds';
import { proofKinds, type AppIdentity, type AppProof } from '../graph/app-identity';

type Env = Readonly<Record<string, string>>;

/** The two apps of a real tenant: the bot that Teams knows, and the one that calls Graph. They may be one. */
export interface Identities {
  readonly bot: AppIdentity;
  readonly graph: AppIdentity;
}

/** Settings that each are one way for an app to prove itself, by the prefix of its other settings. */
const proofs = {
  BOT: {
    secret: 'BOT_PASSWORD',
    certificate: 'BOT_CERTIFICATE_PATH',
    federated: 'BOT_FEDERATED_CLIENT_ID',
    'workload-identity': 'BOT_FEDERATED_TOKEN_FILE',
  },
  AZURE: {
    secret: 'AZURE_CLIENT_SECRET',
    certificate: 'AZURE_CLIENT_CERTIFICATE_PATH',
    federated: 'AZURE_FEDERATED_CLIENT_ID',
    'workload-identity': 'AZURE_FEDERATED_TOKEN_FILE',
  },
} as const;

const certificatePasswords = {
  BOT: 'BOT_CERTIFICATE_PASSWORD',
  AZURE: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
} as const;

type Prefix = keyof typeof proofs;
type GivenKind = keyof (typeof proofs)['BOT'];

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID');
const any = z.string();

const botShape = {
  BOT_ID: guid.optional(),
  BOT_TENANT_ID: guid.optional(),
  BOT_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']).optional(),
  BOT_PASSWORD: any.optional(),
  BOT_CERTIFICATE_PATH: any.optional(),
  BOT_CERTIFICATE_PASSWORD: any.optional(),
  BOT_FEDERATED_CLIENT_ID: guid.optional(),
  BOT_FEDERATED_TOKEN_FILE: any.optional(),
};

const graphShape = {
  AZURE_TENANT_ID: guid.optional(),
  AZURE_CLIENT_ID: guid.optional(),
  AZURE_CLIENT_SECRET: any.optional(),
  AZURE_CLIENT_CERTIFICATE_PATH: any.optional(),
  AZURE_CLIENT_CERTIFICATE_PASSWORD: any.optional(),
  AZURE_FEDERATED_CLIENT_ID: guid.optional(),
  AZURE_FEDERATED_TOKEN_FILE: any.optional(),
  GRAPH_CREDENTIAL: z.enum(proofKinds).optional(),
};

/** The settings of both apps, and what each may be. */
export const identityShape = { ...botShape, ...graphShape };

/** Any one of these makes it a real tenant. */
export const identitySettings = Object.keys(identityShape);

const graphSettings = Object.keys(graphShape);

/** What a person is told who has set some of them and not the others. */
export const leastSettings = 'BOT_ID, BOT_TENANT_ID and BOT_PASSWORD';

const missing = 'is missing; a real tenant needs it (see docs/install.md)';

/**
 * Reads both apps out of the environment; every problem goes to `problem`, and what is returned then is of no use.
 * Graph is called by the bot's own app when nothing is said about another one.
 */
export function readIdentities(env: Env, cloud: Cloud, problem: (line: string) => void): Identities {
  for (const name of ['BOT_ID', 'BOT_TENANT_ID']) if (!env[name]) problem(`${name}: ${missing}`);
  const { authorityHost } = cloud;
  const bot: AppIdentity = {
    tenantId: idIn(env, 'BOT_TENANT_ID'),
    clientId: idIn(env, 'BOT_ID'),
    authorityHost,
    proof: botProof(env, problem),
  };
  const graph = graphSettings.some((name) => env[name]) ? readGraph(env, authorityHost, problem) : bot;
  const host = env['AZURE_AUTHORITY_HOST']?.replace(/\/+$/, '');
  if (host && host !== authorityHost)
    problem(
      `AZURE_AUTHORITY_HOST: is ${host}, but CLOUD signs in at ${authorityHost}; set CLOUD, or unset it`,
    );
  return { bot, graph };
}

/** Tokens and activities spell ids in small letters. */
function idIn(env: Env, name: string): string {
  return env[name]?.toLowerCase() ?? '';
}

function botProof(env: Env, problem: (line: string) => void): AppProof {
  if (env['BOT_TYPE'] !== 'UserAssignedMSI') return proofOf(env, 'BOT', undefined, problem);
  for (const name of [...Object.values(proofs.BOT), certificatePasswords.BOT])
    if (env[name]) problem(`${name}: a bot of BOT_TYPE=UserAssignedMSI is its managed identity; unset it`);
  return { kind: 'managed-identity' };
}

function readGraph(env: Env, authorityHost: string, problem: (line: string) => void): AppIdentity {
  const asked = proofKinds.find((kind) => kind === env['GRAPH_CREDENTIAL']);
  const registered = asked !== 'managed-identity' && asked !== 'default';
  if (!env['AZURE_TENANT_ID']) problem(`AZURE_TENANT_ID: ${missing}`);
  if (registered && !env['AZURE_CLIENT_ID']) problem(`AZURE_CLIENT_ID: ${missing}`);
  return {
    tenantId: idIn(env, 'AZURE_TENANT_ID'),
    clientId: idIn(env, 'AZURE_CLIENT_ID'),
    authorityHost,
    proof: registered ? proofOf(env, 'AZURE', asked, problem) : { kind: asked },
  };
}

/** Exactly one way, or the one that was asked for among several. */
function proofOf(
  env: Env,
  prefix: Prefix,
  asked: GivenKind | undefined,
  problem: (line: string) => void,
): AppProof {
  const names = proofs[prefix];
  const kinds = Object.keys(names) as GivenKind[];
  const given = asked ? [asked] : kinds.filter((kind) => env[names[kind]]);
  const [kind, another] = given;
  if (another) {
    const all = given.map((each) => names[each]).join(' and ');
    problem(`${all}: give only one of them${prefix === 'AZURE' ? ', or choose with GRAPH_CREDENTIAL' : ''}`);
  }
  if (!kind || !env[names[kind]]) {
    const others = asked
      ? ''
      : `, or one of ${kinds
          .slice(1)
          .map((each) => names[each])
          .join(', ')}`;
    problem(`${names[kind ?? 'secret']}: ${missing}${others}`);
  }
  const value = env[names[kind ?? 'secret']] ?? '';
  const password = env[certificatePasswords[prefix]];
  if (password && kind !== 'certificate')
    problem(`${certificatePasswords[prefix]}: there is no certificate that it opens; unset it`);
  switch (kind) {
    case 'certificate':
      checkCertificate(names.certificate, value, problem);
      return { kind, path: value, password };
    case 'federated':
      return { kind, managedIdentityId: value };
    case 'workload-identity':
      readable(names['workload-identity'], value, problem);
      return { kind, tokenFile: value };
    default:
      return { kind: 'secret', secret: value };
  }
}

function checkCertificate(name: string, path: string, problem: (line: string) => void): void {
  const text = readable(name, path, problem);
  for (const part of ['CERTIFICATE', 'PRIVATE KEY'])
    if (text !== undefined && !new RegExp(`-----BEGIN [A-Z ]*${part}-----`).test(text))
      problem(`${name}: ${path} holds no ${part}; give a PEM file with the certificate and its private key`);
}

function readable(name: string, path: string, problem: (line: string) => void): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problem(`${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
    return undefined;
  }
}
