import { createHash } from 'node:crypto';
import { renderPage, pageHeaders } from '../../../src/sandbox/admin/page';
import { signInCommands } from '../../../src/sandbox/admin/sign-in';
import { startRig } from '../http/rig';
import { summary } from './summary-data';

const evil = `<script>alert("1")</script>'&`;
const request = {
  method: 'GET',
  path: '/groups',
  status: 200,
  batched: false,
  resourceUnits: 1,
  appId: null,
  at: 0,
};

describe('the page', () => {
  it('says what is in the tenant', () => {
    const page = renderPage({
      tenant: summary,
      faults: [{ id: 'fault-1', kind: 'throttle', retryAfter: 2, struck: 4, left: null }],
      requests: [{ ...request, status: 0, path: '/users' }],
    });
    const text = page
      .replace(/<style>.*<\/style>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    for (const words of [
      'Contoso, a tenant that exists only here',
      'Scenario contoso : A bit of everything.',
      'Megan Bowen meganb@contoso.example License Administrator',
      'SPE_E3 Enabled 90 100 10',
      'Sales 12 SPE_E3 ProcessingComplete 3',
      'and 1 more',
      'fault-1 throttle {&quot;retryAfter&quot;:2} 4',
      'GET /users hung up 1',
    ])
      expect(text).toContain(words);
  });

  it('escapes everything that comes from elsewhere', () => {
    const [product] = summary.products;
    const [group] = summary.groups;
    const [person] = summary.people;
    const [command] = summary.signIn;
    if (!product || !group || !person || !command) throw new Error('the summary has one of each');
    const page = renderPage({
      tenant: {
        ...summary,
        displayName: evil,
        domain: evil,
        scenario: { name: evil, shows: evil },
        products: [{ ...product, skuPartNumber: evil, status: evil }],
        groups: [{ ...group, displayName: evil, products: [evil], processing: evil, id: evil }],
        people: [{ id: evil, displayName: evil, userPrincipalName: evil, roles: [evil] }],
        signIn: [{ what: evil, command: evil }],
      },
      faults: [{ id: evil, kind: 'throttle', match: { path: evil }, struck: 0, left: null }],
      requests: [{ ...request, method: evil, path: evil }],
    });
    expect(page).not.toContain('<script');
    expect(page).not.toContain(`"1"`);
    expect(page).not.toContain(`</script>'`);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
  });

  it('shows how the app signs in, and keeps the commands of the people folded away', () => {
    const signIn = [
      { what: 'As the app', command: 'curl app' },
      { what: 'As Megan', command: 'curl megan' },
      { what: 'As Alex', command: 'curl alex' },
    ];
    const page = renderPage({ tenant: { ...summary, signIn }, faults: [], requests: [] });
    const [, folded = ''] = /<details>(.*?)<\/details>/s.exec(page) ?? [];
    expect(page).toContain('<pre>curl app</pre>');
    expect(folded).not.toContain('curl app');
    for (const command of ['curl megan', 'curl alex']) expect(folded).toContain(`<pre>${command}</pre>`);
  });

  it('writes numbers as people read them, and none where nobody is in error', () => {
    const [group] = summary.groups;
    if (!group) throw new Error('the summary has a group');
    const page = renderPage({
      tenant: { ...summary, groups: [{ ...group, members: 20_000, failed: 0 }] },
      faults: [],
      requests: [],
    });
    expect(page).toContain('6,096 people');
    expect(page).toContain('<td class="number">20,000</td>');
    expect(page.replace(/\s+/g, ' ')).toContain('<td>ProcessingComplete</td> <td class="number"></td>');
  });

  it('loads nothing, and allows its own style and nothing else', () => {
    const page = renderPage({ tenant: summary, faults: [], requests: [] });
    expect(page).not.toMatch(/<(link|img|iframe|script|object|form)|\ssrc=|@import|url\(/i);
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(pageHeaders['content-security-policy']).toContain(
      `default-src 'none'; style-src 'sha256-${hash}';`,
    );
  });

  it('comes over HTTP as it is, with a group called <script>', async () => {
    const [group] = summary.groups;
    if (!group) throw new Error('the summary has a group');
    const rig = await startRig({
      control: { describe: () => ({ ...summary, groups: [{ ...group, displayName: '<script>' }] }) },
    });
    try {
      const { status, headers, text } = await rig.ask('GET', '/sandbox');
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(text).toContain('<td>&lt;script&gt;</td>');
    } finally {
      await rig.server.close();
    }
  });
});

describe('the commands to sign in', () => {
  const commands = signInCommands({
    url: 'http://127.0.0.1:4000',
    tenantId: 'tenant',
    app: { id: 'desk', secret: 'sandbox' },
    password: 'sandbox',
    people: [{ displayName: 'Guest', userPrincipalName: `g_x#EXT#@contoso.example'; rm -rf ~ '` }],
  });

  it('are one for the app and one for each person', () => {
    expect(commands.map(({ what }) => what)).toEqual(['As the app desk, for itself', 'As Guest']);
    expect(commands[0]?.command).toContain("--data-urlencode 'grant_type=client_credentials'");
  });

  it('stay one command, whatever a name has in it', () => {
    const command = commands[1]?.command ?? '';
    expect(command).toContain(`'username=g_x#EXT#@contoso.example'\\''; rm -rf ~ '\\'''`);
    // What is left without quoted text has nothing that a shell would act on.
    const bare = command.replaceAll(`'\\''`, '').replace(/'[^']*'/g, '');
    expect(bare.replace(/\\\n/g, ' ')).toMatch(/^curl( |--data-urlencode)+$/);
  });
});
