import type { GraphApi } from '../../src/graph/api';
import { createGraph } from '../../src/graph/client';
import type { CreateGraphOptions } from '../../src/graph/options';

export const GROUP = '11111111-1111-4111-8111-111111111111';
export const OTHER = '22222222-2222-4222-8222-222222222222';
export const SKU = '05e9a617-0261-4cee-bb44-138d3ef5d965';
export const USER = '33333333-3333-4333-8333-333333333333';
export const ROLE = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';
export const APP = '66666666-6666-4666-8666-666666666666';
export const BASE = 'https://graph.microsoft.com';

/** One request as the scripted Graph sees it, alone or inside a batch. */
export interface Asked {
  readonly method: string;
  /** Decoded, below the version, without the query. */
  readonly path: string;
  /** Decoded query options by name, with their `$`. */
  readonly query: Readonly<Record<string, string>>;
  readonly eventual: boolean;
  readonly body: unknown;
  readonly batched: boolean;
  readonly url: string;
  readonly headers: Headers;
}

export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Script = (asked: Asked) => Reply;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  body,
  headers: { 'content-type': 'application/json', ...headers },
});

export const refusal = (status: number, code = '', headers: Record<string, string> = {}): Reply =>
  json({ error: { code, message: `said ${status}`, innerError: { 'request-id': 'r' } } }, status, headers);

export const list = (...value: unknown[]): Reply => json({ value });

export const user = (id = USER) => ({
  '@odata.type': '#microsoft.graph.user',
  id,
  displayName: 'Megan Bowen',
  userPrincipalName: 'megan@contoso.com',
  mail: null,
  userType: 'Member',
  accountEnabled: true,
  usageLocation: 'NO',
  licenseAssignmentStates: [
    {
      skuId: SKU,
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      disabledPlans: [],
      lastUpdatedDateTime: '2026-01-01T00:00:00Z',
    },
  ],
});

export const group = (id = GROUP, displayName = 'Contoso sales') => ({
  id,
  displayName,
  description: null,
  mail: null,
  mailEnabled: false,
  securityEnabled: true,
  groupTypes: [],
  membershipRule: null,
  onPremisesSyncEnabled: null,
  isAssignableToRole: null,
  assignedLicenses: [{ skuId: SKU, disabledPlans: [] }],
  licenseProcessingState: { state: 'ProcessingComplete' },
});

export const eligibility = (roleDefinitionId = ROLE, displayName = 'License Administrator') => ({
  id: 'x-1-e',
  principalId: USER,
  roleDefinitionId,
  directoryScopeId: '/',
  roleDefinition: { id: roleDefinitionId, templateId: roleDefinitionId, displayName },
});

export const audit = (id = 'Directory_1') => ({
  id,
  category: 'UserManagement',
  correlationId: OTHER,
  result: 'failure',
  resultReason: '',
  activityDisplayName: 'Change user license',
  activityDateTime: '2026-02-28T12:00:00Z',
  initiatedBy: { user: null, app: { appId: null, displayName: 'Microsoft Entra ID Group-Based Licensing' } },
  targetResources: [
    {
      id: USER,
      displayName: 'Megan Bowen',
      type: 'User',
      userPrincipalName: 'megan@contoso.com',
      groupType: null,
      modifiedProperties: [{ displayName: 'AssignedLicense', oldValue: '[]', newValue: null }],
    },
  ],
  additionalDetails: [{ key: 'LicensingErrorMessage', value: 'two plans exclude each other' }],
});

interface Inner {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** A tenant in good health: a plausible answer to everything that License Desk asks. */
export const healthy: Script = ({ method, path }) => {
  if (path.endsWith('/checkMemberGroups')) return list(GROUP);
  if (method === 'POST') return json({ id: GROUP }, 202);
  if (method !== 'GET') return { status: 204 };
  if (path.endsWith('/$count')) return { status: 200, body: '3', headers: { 'content-type': 'text/plain' } };
  if (path === '/organization')
    return list({ id: OTHER, displayName: 'Contoso', countryLetterCode: 'NO', defaultUsageLocation: null });
  if (path === '/subscribedSkus') return list({ skuId: SKU, skuPartNumber: 'SPE_E3', appliesTo: 'User' });
  if (path === '/auditLogs/directoryAudits') return list(audit());
  if (path.endsWith('/roleEligibilityScheduleInstances')) return list(eligibility());
  if (path === '/users' || path.endsWith('/owners')) return list(user());
  if (path.startsWith('/users/') && path.includes('transitiveMemberOf'))
    return list({ id: OTHER, displayName: 'License Administrator', roleTemplateId: ROLE });
  if (path.startsWith('/users/')) return json(user(path.split('/')[2]));
  if (path.endsWith('/microsoft.graph.group')) return json({ '@odata.count': 0, value: [] });
  if (path.includes('/members') || path.includes('/transitiveMembers')) return list(user());
  if (path === '/groups') return list(group());
  return json(group(path.split('/')[2]));
};

/** A Graph whose answers are scripted and whose clock moves only when somebody sleeps. */
export function scripted(script: Script, overrides: Partial<CreateGraphOptions> = {}) {
  const asked: Asked[] = [];
  const sleeps: number[] = [];
  const logs: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const clock = { now: Date.parse('2026-03-01T00:00:00Z') };
  const log = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void logs.push({ level, fields, message });

  const fetcher = (async (input: string, init: RequestInit) => {
    const one = readAsked(input, init.method ?? 'GET', new Headers(init.headers), init.body, false);
    asked.push(one);
    const isBatch = one.path === '/$batch';
    const whole = isBatch && script === healthy ? {} : script(one);
    if (!isBatch || whole.status !== undefined) return toResponse(whole);
    const failed = new Set<string>();
    const responses = (one.body as { requests: Inner[] }).requests.flatMap(
      ({ id, method, url, headers, body, dependsOn }) => {
        const untried = dependsOn?.some((each) => failed.has(each)) ?? false;
        const text = body && JSON.stringify(body);
        const each = readAsked(`${BASE}/v1.0${url}`, method, new Headers(headers), text, true);
        if (!untried) asked.push(each);
        const reply = untried ? refusal(424, 'FailedDependency') : script(each);
        if ((reply.status ?? 200) >= 400) failed.add(id);
        return reply.status === 0
          ? []
          : [{ id, status: reply.status ?? 200, headers: reply.headers, body: reply.body }];
      },
    );
    return toResponse(json({ responses: responses.toReversed() }));
  }) as unknown as typeof fetch;

  const graph: GraphApi = createGraph({
    baseUrl: BASE,
    credential: { getToken: async () => ({ token: 'secret-token', expiresOnTimestamp: Infinity }) },
    fetch: fetcher,
    sleep: async (ms) => {
      sleeps.push(ms);
      clock.now += ms;
    },
    random: () => 0.5,
    now: () => clock.now,
    log: { debug: log('debug'), info: log('info'), warn: log('warn') },
    ...overrides,
  });
  return { graph, asked, sleeps, logs, clock };
}

/** Leaves `$batch` to the fan-out of `scripted` and answers everything else. */
export const batched =
  (script: Script): Script =>
  (asked) =>
    asked.path === '/$batch' ? {} : script(asked);

function readAsked(input: string, method: string, headers: Headers, body: unknown, inBatch: boolean): Asked {
  const url = new URL(input);
  return {
    method,
    path: decodeURIComponent(url.pathname.replace(/^\/v1\.0/, '')),
    query: Object.fromEntries(url.searchParams.entries()),
    eventual: headers.get('consistencylevel') === 'eventual',
    body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined,
    batched: inBatch,
    url: input,
    headers,
  };
}

function toResponse(reply: Reply): Response {
  const body =
    reply.body === undefined || typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  return new Response(body === '' ? null : (body ?? null), {
    status: reply.status ?? 200,
    headers: reply.headers,
  });
}
