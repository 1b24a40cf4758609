import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Policy } from './approvals/policy';
import { defaultPolicy } from './approvals/policy-default';
import { checkPolicy } from './approvals/policy-file';
import { largestPolicyFile } from './approvals/policy-text';
import { clouds, cloudNames, type Cloud } from './clouds';
import {
  identitySettings,
  identityShape,
  leastSettings,
  readIdentities,
  type Identities,
} from './config/identities';
import { DeskError } from './errors';
import type { NameSource } from './names/read-list';
import { isLoopback } from './graph/address';
import { readSandboxSettings, type SandboxSettings } from './sandbox/settings';
import type { TelemetrySettings } from './telemetry/start';

/**
 * Every setting of License Desk. This is the only file that reads environment variables; all problems are
 * reported together, each with its cure, before anything starts.
 */
export interface Config {
  /** `sandbox`: no credentials at all, everything on loopback. `tenant`: a real bot in a real tenant. */
  readonly mode: 'sandbox' | 'tenant';
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Where people's browsers reach the bot, for links; undefined: where it listens on this machine. */
  readonly publicUrl: string | undefined;
  /** Id of the bot's app in the Teams app catalog, to install it for approvers; `''`: they install it themselves. */
  readonly teamsAppId: string;
  readonly logLevel: (typeof logLevels)[number];
  readonly telemetry: TelemetrySettings;
  /** Where Entra, Graph and the bot connector are. */
  readonly cloud: Cloud;
  readonly graphBaseUrl: string;
  /** Undefined in the sandbox. */
  readonly identities: Identities | undefined;
  /** In whose name licenses are written: the app's, or that of whoever presses. */
  readonly writeAs: 'app' | 'caller';
  /** Template ids of the roles whose holders may assign licenses. */
  readonly assignRoles: readonly string[];
  /** Who may ask for licenses, and who decides. */
  readonly approvals: Policy;
  /** Taking a license away from a group with more direct members than this wants the group's name typed. */
  readonly typeNameAbove: number;
  /** Where friendly names of products come from besides our own tables; null: nowhere. */
  readonly productNames: NameSource | null;
  /** Hosts to which the bot may send its token; the service URL of a conversation must match. */
  readonly serviceHosts: readonly string[];
  /** What one person may type and press for long; as much at once. */
  readonly turnsPerMinute: number;
  /** Turns that this process has on their way; more are told to come again. */
  readonly turnsAtOnce: number;
  readonly sandbox: SandboxSettings & {
    /** Use a sandbox tenant that is already running here instead of starting one. */
    readonly url: string | undefined;
    readonly windows: boolean;
    readonly administratorPort: number;
    readonly employeePort: number;
  };
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** License, User and Global Administrator (Microsoft's list of built-in Entra roles). */
export const defaultAssignRoles = [
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  'fe930be7-5e62-47db-91af-98c3a49a38b1',
  '62e90394-69f5-4237-9190-012177145e10',
] as const;

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID');
const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a number from 0 to 65535')
  .transform(Number);

const httpUrl = z
  .string()
  .url('must be a URL')
  .refine((value) => /^https?:\/\//i.test(value), 'must begin with http:// or https://');

/** Something is appended to it. */
const address = httpUrl
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => !/[?#]/.test(url), 'must be an address without ? and #');

const schema = z.object({
  HOST: z.string().optional(),
  PORT: port.default('3978'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  PUBLIC_URL: address.optional(),
  TEAMS_CATALOG_APP_ID: guid.optional(),
  LOG_LEVEL: z.enum(logLevels).optional(),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  CLOUD: z.enum(cloudNames).default('public'),
  AZURE_AUTHORITY_HOST: z.string().optional(),
  ...identityShape,
  GRAPH_BASE_URL: httpUrl
    .refine((value) => value.startsWith('https://'), 'must begin with https://')
    .optional(),
  GRAPH_WRITE_AS: z.enum(['app', 'caller']).default('app'),
  ASSIGN_ROLES: z
    .string()
    .transform((list) => list.split(',').map((id) => id.trim().toLowerCase()))
    .pipe(z.array(guid).min(1))
    .optional(),
  APPROVAL_POLICY: z.string().optional(),
  PRODUCT_NAMES: z.string().optional(),
  TYPE_NAME_ABOVE: z
    .string()
    .regex(/^\d{1,7}$/, 'must be a whole number of members, such as 50')
    .transform(Number)
    .default('50'),
  TURNS_PER_MINUTE: z
    .string()
    .refine((text) => /^[1-9]\d{0,5}$/.test(text), 'must be a whole number from 1 to 999999')
    .transform(Number)
    .default('30'),
  TURNS_AT_ONCE: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a whole number from 1 to 99999')
    .transform(Number)
    .default('150'),
  SANDBOX_URL: httpUrl.optional(),
  PLAYGROUND: z.enum(['on', 'off']).default('on'),
  PLAYGROUND_ADMIN_PORT: port.default('56150'),
  PLAYGROUND_EMPLOYEE_PORT: port.default('56151'),
});

/** The variables that are read; those of the sandbox come beside them, see `readSandboxSettings`. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

/** A problem of one setting as a line: its name, and what must be. */
function lineOf({ path: [name], message }: z.ZodIssue): string {
  return `${name}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** An environment variable that is set to nothing counts as not set. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value?.trim()) filled[name] = value.trim();
  return filled;
}

/**
 * Reads the configuration.
 * @throws DeskError `config.invalid` whose sentence lists every problem, one a line; secrets are never repeated
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const filled = withoutEmpty(env);
  const parsed = schema.safeParse(filled);
  const problems = parsed.success ? [] : parsed.error.issues.map(lineOf);

  const assignRoles = parsed.data?.ASSIGN_ROLES ?? defaultAssignRoles;
  const approvals = readApprovalPolicy(filled['APPROVAL_POLICY'], assignRoles);
  problems.push(...approvals.problems);

  const names = readNameSource(filled['PRODUCT_NAMES']);
  problems.push(...names.problems);

  const sandbox = identitySettings.every((name) => !filled[name]);
  const cloud = clouds[parsed.data?.CLOUD ?? 'public'];
  let identities: Identities | undefined;
  const host = filled['HOST'] ?? (sandbox ? '127.0.0.1' : '0.0.0.0');
  const settings = readSandboxSettings(filled);
  if (sandbox) problems.push(...settings.problems, ...sandboxProblems(filled, host));
  else {
    identities = readIdentities(filled, cloud, (line) => void problems.push(line));
    problems.push(...graphProblems(filled, cloud));
    if (filled['GRAPH_WRITE_AS'] === 'caller') problems.push(...callerProblems(filled));
    for (const name of ['SANDBOX_URL'] as const) {
      if (filled[name]) problems.push(`${name}: belongs to the sandbox; unset it when credentials are given`);
    }
  }
  if (problems.length > 0 || !parsed.success || !approvals.policy) {
    throw new DeskError(
      'config.invalid',
      `License Desk cannot start. Please mend:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }

  const e = parsed.data;
  return {
    mode: sandbox ? 'sandbox' : 'tenant',
    host,
    port: e.PORT,
    dataFolder: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    publicUrl: e.PUBLIC_URL,
    teamsAppId: e.TEAMS_CATALOG_APP_ID ?? '',
    logLevel: e.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
    telemetry: {
      // The sandbox listens on this machine only; the port of a real bot is open to everybody.
      metrics:
        e.METRICS_PORT === undefined
          ? sandbox
            ? 'with-bot'
            : 'off'
          : { host: e.METRICS_HOST, port: e.METRICS_PORT },
      otlpUrl: e.OTEL_EXPORTER_OTLP_ENDPOINT,
    },
    // The sandbox asks nothing of the outside world unless it is told to.
    productNames: names.source === undefined ? (sandbox ? null : microsoftsList) : names.source,
    cloud,
    writeAs: e.GRAPH_WRITE_AS,
    graphBaseUrl: e.GRAPH_BASE_URL ?? cloud.graphBaseUrl,
    identities,
    assignRoles,
    approvals: approvals.policy,
    typeNameAbove: e.TYPE_NAME_ABOVE,
    serviceHosts: sandbox ? ['127.0.0.1', 'localhost'] : cloud.serviceHosts,
    turnsPerMinute: e.TURNS_PER_MINUTE,
    turnsAtOnce: e.TURNS_AT_ONCE,
    sandbox: {
      ...settings.settings,
      url: e.SANDBOX_URL,
      windows: e.PLAYGROUND === 'on',
      administratorPort: e.PLAYGROUND_ADMIN_PORT,
      employeePort: e.PLAYGROUND_EMPLOYEE_PORT,
    },
  };
}

/**
 * Where the store is, for programs that only look at it and need nothing else.
 * @throws DeskError `config.invalid`
 */
export function readStorePlace(
  env: Readonly<Record<string, string | undefined>>,
): Pick<Config, 'databaseUrl' | 'dataFolder'> {
  const parsed = schema.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(withoutEmpty(env));
  if (!parsed.success) {
    throw new DeskError('config.invalid', parsed.error.issues.map(lineOf).join('; '));
  }
  return { databaseUrl: parsed.data.DATABASE_URL, dataFolder: parsed.data.DATA_DIR };
}

/** The policy in a file, or the one that holds without a file; and what is wrong with it. */
function readApprovalPolicy(
  file: string | undefined,
  assignRoles: readonly string[],
): { readonly policy: Policy | undefined; readonly problems: readonly string[] } {
  const usual = defaultPolicy(assignRoles);
  if (file === undefined) return { policy: usual, problems: [] };
  const unreadable = (why: string): { policy: undefined; problems: string[] } => ({
    policy: undefined,
    problems: [`APPROVAL_POLICY: ${file} ${why}; give the path of a YAML or JSON file, or unset it`],
  });
  try {
    const stats = statSync(file);
    // A pipe or a device might never end.
    if (!stats.isFile()) return unreadable('is not a file');
    if (stats.size > largestPolicyFile) return unreadable(`is larger than ${largestPolicyFile / 1024} KB`);
    const { policy, problems } = checkPolicy(readFileSync(file, 'utf8'), usual);
    return { policy, problems: problems.map((problem) => `APPROVAL_POLICY: ${problem}`) };
  } catch (error) {
    return unreadable(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** "Product names and service plan identifiers for licensing", linked from Microsoft's page of that name. */
const microsoftsList: NameSource = {
  kind: 'url',
  url: 'https://download.microsoft.com/download/e/3/e/e3e9faf2-f28b-490a-9ada-c6089a1fc5b0/Product%20names%20and%20service%20plan%20identifiers%20for%20licensing.csv',
};

/** `off`, an address or a file; undefined when nothing was said. */
function readNameSource(value: string | undefined): {
  readonly source?: NameSource | null;
  readonly problems: readonly string[];
} {
  if (value === undefined) return { problems: [] };
  if (value.toLowerCase() === 'off') return { source: null, problems: [] };
  const problem = (what: string): { problems: string[] } => ({
    problems: [`PRODUCT_NAMES: ${what}; give an https address or the path of a CSV file, or off`],
  });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) {
    const good = URL.canParse(value) && (new URL(value).protocol === 'https:' || isLoopbackUrl(value));
    return good
      ? { source: { kind: 'url', url: value }, problems: [] }
      : problem('must begin with https://, or point to this machine');
  }
  try {
    return statSync(value).isFile()
      ? { source: { kind: 'file', path: value }, problems: [] }
      : problem(`${value} is not a file`);
  } catch (error) {
    return problem(`${value} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** Without credentials nobody is authenticated: that is allowed on this machine only, and never in production. */
function sandboxProblems(filled: Readonly<Record<string, string>>, host: string): string[] {
  const problems: string[] = [];
  const missing = `set ${leastSettings}`;
  if (filled['NODE_ENV'] === 'production') {
    problems.push(`NODE_ENV=production: the sandbox has no authentication; ${missing}`);
  }
  if (!isLoopback(host)) {
    problems.push(
      `HOST: without credentials the bot listens on 127.0.0.1 only, not on "${host}"; ${missing}, or unset HOST`,
    );
  }
  if (filled['GRAPH_WRITE_AS'] === 'caller' && filled['PLAYGROUND'] !== 'off')
    problems.push(
      'GRAPH_WRITE_AS=caller: the Playground cannot sign anybody in; set PLAYGROUND=off, or unset it',
    );
  if (filled['SANDBOX_URL'] && !isLoopbackUrl(filled['SANDBOX_URL'])) {
    problems.push('SANDBOX_URL: must point to this machine (127.0.0.1)');
  }
  for (const name of ['GRAPH_BASE_URL', 'CLOUD'])
    if (filled[name]) problems.push(`${name}: is for a real tenant; ${missing}, or unset it`);
  return problems;
}

/** People can sign in to an app registration, and come back to an address of the bot. */
function callerProblems(filled: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  if (filled['BOT_TYPE'] === 'UserAssignedMSI')
    problems.push(
      'GRAPH_WRITE_AS=caller: people cannot sign in to a bot of BOT_TYPE=UserAssignedMSI; give it a registration',
    );
  if (filled['BOT_CERTIFICATE_PASSWORD'])
    problems.push(
      'GRAPH_WRITE_AS=caller: works with a certificate whose key is not locked; unset BOT_CERTIFICATE_PASSWORD',
    );
  const { BOT_TENANT_ID: bots, AZURE_TENANT_ID: graphs } = filled;
  if (bots && graphs && bots.toLowerCase() !== graphs.toLowerCase())
    problems.push(
      'AZURE_TENANT_ID: must be BOT_TENANT_ID for GRAPH_WRITE_AS=caller; people of one tenant cannot write in another',
    );
  if (!filled['PUBLIC_URL']?.startsWith('https://'))
    problems.push(
      'PUBLIC_URL: must begin with https:// for GRAPH_WRITE_AS=caller; people come back there when they have signed in',
    );
  return problems;
}

/** A token of one cloud is worth nothing at the Graph of another. */
function graphProblems(filled: Readonly<Record<string, string>>, cloud: Cloud): string[] {
  const url = filled['GRAPH_BASE_URL']?.replace(/\/+$/, '');
  const owner = cloudNames.find((name) => clouds[name].graphBaseUrl === url);
  if (!url || !owner || url === cloud.graphBaseUrl) return [];
  return [`GRAPH_BASE_URL: ${url} belongs to CLOUD=${owner}; set that instead`];
}

function isLoopbackUrl(value: string): boolean {
  try {
    return isLoopback(new URL(value).hostname);
  } catch {
    return false;
  }
}
