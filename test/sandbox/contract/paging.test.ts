import { people } from '../../../src/sandbox';
import type { User } from '../../../src/sandbox/tenant';
import { ask, startBench, type Bench, type Replied } from '../support';
import { refusal, rows, unsupported } from './answers';

/** Counts and pages of directory objects, asked over plain HTTP. */
let bench: Bench;
let teamId: string;

beforeAll(async () => {
  bench = await startBench();
  const members = Array.from({ length: 25 }, (_, n) =>
    bench.person({ displayName: `Fencer ${n}`, department: n < 3 ? 'Foil' : null }),
  );
  teamId = bench.group(members, { displayName: 'Fencers' }).id;
});
afterAll(() => bench.sandbox.close());

const get = (path: string) => ask(bench.sandbox, 'GET', path);
const eventually = (path: string) =>
  ask(bench.sandbox, 'GET', path, { headers: { consistencylevel: 'eventual' } });
const fencers = "startswith(displayName,'Fencer')";

describe('counting', () => {
  it('$count=true without the header is ignored in silence', async () => {
    const answer = await get('/users?$count=true&$top=1');
    expect([answer.status, '@odata.count' in answer.body]).toEqual([200, false]);
  });

  it('the header without $count counts nothing', async () => {
    expect('@odata.count' in (await eventually('/users?$top=1')).body).toBe(false);
  });

  it('/$count without the header is refused', async () => {
    expect(refusal(await get('/users/$count'))).toEqual([
      400,
      'Request_BadRequest',
      '$count is not currently supported.',
    ]);
  });

  it('/$count counts what a filter or a search leaves', async () => {
    expect((await eventually(`/users/$count?$filter=${fencers} and department eq 'Foil'`)).text).toBe('3');
    expect((await eventually('/groups/$count?$search="displayName:fencers"')).text).toBe('1');
    expect((await eventually("/users/%24count?%24filter=department%20eq%20'Foil'")).text).toBe('3');
  });

  it('the count is on the first page only, of all pages together', async () => {
    const first = await eventually(`/users?$count=true&$filter=${fencers}&$top=20`);
    expect(first.body['@odata.count']).toBe(25);
    const second = await follow(first, 'eventual');
    expect([rows(second).length, '@odata.count' in second.body]).toEqual([5, false]);
  });

  it.each(['yes', '1', ''])('$count=%s is neither true nor false', async (value) => {
    expect(refusal(await get(`/users?$count=${value}`)).slice(0, 2)).toEqual([400, 'Request_BadRequest']);
  });
});

const follow = async ({ body }: Replied, consistencylevel: string) => {
  const link = String(body['@odata.nextLink']).replace(bench.sandbox.graphUrl, '');
  return ask(bench.sandbox, 'GET', link, { headers: { consistencylevel } });
};

describe('paging', () => {
  it('a page has 100 objects unless $top says otherwise, and never more than 999', async () => {
    expect(rows(await get('/users'))).toHaveLength(100);
    expect(rows(await get('/users?$top=999'))).toHaveLength(999);
    for (const top of ['0', '1000', '-1', '1.5', 'all', '1e2'])
      expect([top, ...refusal(await get(`/users?$top=${top}`))].slice(0, 3)).toEqual([
        top,
        400,
        'Request_BadRequest',
      ]);
  });

  it('there is no $skip', async () => {
    expect(refusal(await get('/groups?$skip=10'))).toEqual(unsupported("'$skip' is not supported"));
  });

  it('ConsistencyLevel is needed again on each page', async () => {
    const first = await eventually(`/users?$count=true&$filter=mail ne 'x' and ${fencers}&$top=2`);
    expect((await follow(first, 'eventual')).status).toBe(200);
    expect(refusal(await follow(first, 'session'))).toEqual(unsupported('$count=true'));
  });

  it('a token that was tampered with is refused, and so is the token of another query', async () => {
    const first = await get(`/users?$filter=${fencers}&$top=10`);
    const token = new URL(String(first.body['@odata.nextLink'])).searchParams.get('$skiptoken') ?? '';
    expect(token).toMatch(/^[\w-]{10,}$/);
    const ofPeople = await get('/users?$top=1');
    const plain = new URL(String(ofPeople.body['@odata.nextLink'])).searchParams.get('$skiptoken') ?? '';
    for (const [path, used] of [
      [`/users?$filter=${fencers}`, `${token.slice(0, -4)}AAAA`],
      [`/users?$filter=${fencers}`, 'x'],
      [`/users?$filter=${fencers}`, ''],
      [`/users?$filter=department eq 'Foil'`, token],
      ['/users', token],
      ['/groups', plain],
    ]) {
      const answer = await get(`${path}${path?.includes('?') ? '&' : '?'}$skiptoken=${used}`);
      expect([path, used, ...refusal(answer).slice(0, 2)]).toEqual([
        path,
        used,
        400,
        'Directory_ExpiredPageToken',
      ]);
    }
  });

  it('a next link is whole: address, version, every option of the query, and names with # and apostrophes', async () => {
    const guest = bench.sandbox.tenant.users.get(people.pradeep.id) as User;
    const odd = bench.person({ displayName: "O'Hara", userPrincipalName: "o'hara@contoso.example" });
    for (const user of [guest, odd]) {
      for (const name of ['One', 'Two', 'Three']) bench.group([user], { displayName: `${name} & more` });
      const path = `/users/${encodeURIComponent(user.userPrincipalName)}/memberOf/microsoft.graph.group`;
      let page = await eventually(`${path}?$count=true&$filter=displayName ne 'a %26 b'&$select=id&$top=1`);
      const ids = new Set(rows(page).map(({ id }) => id));
      const total = Number(page.body['@odata.count']);
      while (page.body['@odata.nextLink']) {
        expect(page.body['@odata.nextLink']).toMatch(`${bench.sandbox.graphUrl}/users/`);
        page = await follow(page, 'eventual');
        for (const { id } of rows(page)) ids.add(id);
      }
      expect([ids.size, total]).toEqual([user.memberOf.size, user.memberOf.size]);
    }
  });

  it('objects are addressed in parentheses too, with doubled apostrophes', async () => {
    const odd = bench.person({ userPrincipalName: "d'arcy@contoso.example" });
    expect((await get("/users('d''arcy@contoso.example')")).body['id']).toBe(odd.id);
    expect((await get(`/groups('${teamId}')/members('x')`)).status).toBe(400);
    expect(rows(await get(`/groups('${teamId}')/members`))).toHaveLength(25);
  });
});
