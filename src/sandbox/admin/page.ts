import { createHash } from 'node:crypto';
import type { ActiveFault } from '../faults';
import { Html, html } from './html';
import type { ServedRequest } from './request-log';
import type { TenantSummary } from './summary';

const style = `
  :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
  body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
  td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
  td:first-child { min-width: 8rem; } td:last-child code { white-space: nowrap; }
  summary { cursor: pointer; margin-bottom: .5rem; }
  code, pre { font: 13px/1.4 ui-monospace, monospace; } pre { overflow-x: auto; padding: .5rem; background: #8882; }
`;

/** The page runs no script and loads nothing; even HTML that slipped into it could do neither. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;

export interface PageInput {
  readonly tenant: TenantSummary;
  readonly faults: readonly ActiveFault[];
  /** Newest first. */
  readonly requests: readonly ServedRequest[];
}

/** The page that says what is in the tenant, as one HTML document without anything from elsewhere. */
export function renderPage({ tenant, faults, requests }: PageInput): string {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Sandbox: ${tenant.displayName}</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        ${head(tenant)} ${signIn(tenant)} ${products(tenant)} ${groups(tenant)} ${faultRules(tenant, faults)}
        ${recent(requests)}
      </body>
    </html>`;
  return text;
}

function head(tenant: TenantSummary): Html {
  const scenario = tenant.scenario
    ? html`<p>Scenario <strong>${tenant.scenario.name}</strong>: ${tenant.scenario.shows}</p>`
    : html``;
  return html`<h1>${tenant.displayName}, a tenant that exists only here</h1>
    ${scenario}
    <p>
      Microsoft Graph answers at <code>${tenant.url}/v1.0</code>. Tenant <code>${tenant.id}</code>,
      ${count(tenant.users)} people, ${count(tenant.groupCount)} groups, domain <code>${tenant.domain}</code>.
      Reload the page to see what is new.
    </p>`;
}

function signIn(tenant: TenantSummary): Html {
  const people = tenant.people.map(
    (person) =>
      html`<tr>
        <td>${person.displayName}</td>
        <td>${person.userPrincipalName}</td>
        <td>${person.roles.join(', ') || 'no role'}</td>
        <td><code>${person.id}</code></td>
      </tr>`,
  );
  const [app, ...others] = tenant.signIn.map(
    ({ what, command }) =>
      html`<p>${what}:</p>
        <pre>${command}</pre>`,
  );
  return html`<h2>People and how to sign in</h2>
    ${table(['Name', 'User principal name', 'Roles', 'Object id'], people)}
    <p>
      The answer's <code>access_token</code> goes into the Authorization header of each request, after
      <code>Bearer</code>. Everybody has the same password, and every ready-made app has it as its secret.
    </p>
    ${app ?? html``}
    <details>
      <summary>As one of the people</summary>
      ${others}
    </details>`;
}

function products(tenant: TenantSummary): Html {
  const rows = tenant.products.map(
    ({ skuPartNumber, status, consumed, seats }) =>
      html`<tr>
        <td>${skuPartNumber}</td>
        <td>${status}</td>
        <td class="number">${count(consumed)}</td>
        <td class="number">${count(seats)}</td>
        <td class="number">${count(seats - consumed)}</td>
      </tr>`,
  );
  return html`<h2>Products</h2>
    ${table(['Product', 'Status', '#Assigned', '#Seats', '#Free'], rows)}`;
}

function groups(tenant: TenantSummary): Html {
  const rows = tenant.groups.map(
    (group) =>
      html`<tr>
        <td>${group.displayName}</td>
        <td class="number">${count(group.members)}</td>
        <td>${group.products.join(', ')}</td>
        <td>${group.processing ?? ''}</td>
        <td class="number">${group.failed > 0 ? count(group.failed) : ''}</td>
        <td><code>${group.id}</code></td>
      </tr>`,
  );
  const rest = tenant.groupCount - tenant.groups.length;
  return html`<h2>Groups</h2>
    ${table(['Group', '#Members', 'Products', 'State', '#In error', 'Object id'], rows)}
    ${rest > 0 ? html`<p>and ${count(rest)} more</p>` : html``}`;
}

function faultRules(tenant: TenantSummary, faults: readonly ActiveFault[]): Html {
  const rows = faults.map(({ id, kind, struck, left, ...rest }) => {
    const fields = JSON.stringify(rest);
    return html`<tr>
      <td>${id}</td>
      <td>${kind}</td>
      <td><code>${fields === '{}' ? '' : fields}</code></td>
      <td class="number">${struck}</td>
      <td class="number">${left ?? ''}</td>
    </tr>`;
  });
  const list =
    rows.length > 0 ? table(['Id', 'Kind', 'Fields', '#Struck', '#Left'], rows) : html`<p>None.</p>`;
  const rule = '{"kind":"throttle","retryAfter":2,"times":3,"match":{"path":"/groups/**"}}';
  return html`<h2>Faults in force</h2>
    ${list}
    <p>To add one, and to take all away:</p>
    <pre>
curl -X POST ${tenant.url}/sandbox/faults -d '${rule}'
curl -X DELETE ${tenant.url}/sandbox/faults</pre>`;
}

function recent(requests: readonly ServedRequest[]): Html {
  const rows = requests.map(
    (each) =>
      html`<tr>
        <td>${new Date(each.at).toISOString().slice(11, 19)}</td>
        <td>${each.method}</td>
        <td><code>${each.path.slice(0, 200)}</code></td>
        <td class="number">${each.status === 0 ? 'hung up' : each.status}</td>
        <td class="number">${each.resourceUnits}</td>
      </tr>`,
  );
  return html`<h2>Recent requests</h2>
    ${rows.length > 0 ? table(['At', 'Method', 'Path', '#Status', '#Units'], rows) : html`<p>None yet.</p>`}`;
}

/** A number as a person reads it. */
function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A column whose title begins with # has numbers. */
function table(titles: readonly string[], rows: readonly Html[]): Html {
  const head = titles.map((title) =>
    title.startsWith('#') ? html`<th class="number">${title.slice(1)}</th>` : html`<th>${title}</th>`,
  );
  return html`<div class="wide">
    <table>
      <tr>
        ${head}
      </tr>
      ${rows}
    </table>
  </div>`;
}
