import { ask, direct, nobody, plans, startBench, type Bench, type Replied } from '../support';
import { bad, refusal } from './answers';

/** assignLicense of groups and of people: bodies, sentences, and what is left as it was after a refusal. */
let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
beforeEach(() => bench.refresh());
afterAll(() => bench.sandbox.close());

const post = (path: string, body: unknown) =>
  ask(bench.sandbox, 'POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body) });
const message = (answer: Replied) => refusal(answer)[2];
const add = (...skuIds: readonly unknown[]) => ({
  addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
  removeLicenses: [],
});
const remove = (...skuIds: readonly unknown[]) => ({ addLicenses: [], removeLicenses: skuIds });

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const storage = '99049c9c-6011-4908-bf17-15f496e6519d';
const missing = (names: string) =>
  `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${names}.`;
const nullGuid =
  "A null value was found with the expected type 'Edm.Guid[Nullable=False]'. The expected type 'Edm.Guid[Nullable=False]' does not allow null values.";

const refused: readonly (readonly [string, unknown, string])[] = [
  ['removeLicenses is missing', { addLicenses: [] }, missing('removeLicenses')],
  ['addLicenses is missing', { removeLicenses: [e3] }, missing('addLicenses')],
  ['both lists are missing', {}, missing('addLicenses, removeLicenses')],
  ['there is no body', '', missing('addLicenses, removeLicenses')],
  ['both lists are empty', add(), 'No license changes provided'],
  [
    'the tenant does not own the product',
    add(nobody),
    `License ${nobody} does not correspond to a valid company License.`,
  ],
  ['the product is for the company', add(storage), `License ${storage} cannot be assigned to a user.`],
  ['an id is no GUID', add('E3'), "Cannot convert the literal 'E3' to the expected type 'Edm.Guid'."],
  [
    'an id to remove is no GUID',
    remove(`{${e3}}`),
    `Cannot convert the literal '{${e3}}' to the expected type 'Edm.Guid'.`,
  ],
  [
    'two ids are joined into one',
    remove(`${e3} ${e3}`),
    `Cannot convert the literal '${e3} ${e3}' to the expected type 'Edm.Guid'.`,
  ],
  ['an id is a number', add(5), "Cannot convert the literal '5' to the expected type 'Edm.Guid'."],
  [
    'an id is an object',
    add({}),
    "Cannot convert a primitive value to the expected type 'Edm.Guid'. See the inner exception for more details.",
  ],
  ['an id is null', add(null), nullGuid],
  ['an id to remove is null', remove(null), nullGuid],
  ['a plan is null', { addLicenses: [{ skuId: e3, disabledPlans: [null] }], removeLicenses: [] }, nullGuid],
  [
    'a plan is not of the product',
    { addLicenses: [{ skuId: e3, disabledPlans: [nobody] }], removeLicenses: [] },
    `Service plan ${nobody} does not belong to the subscription ${e3}.`,
  ],
  [
    'one product is in both lists',
    { ...add(e3), removeLicenses: [e3] },
    `License ${e3} is both added and removed.`,
  ],
  ['one product is added twice', add(e3, e3), `License ${e3} is added more than once.`],
  [
    'a plan needs one that is off',
    { addLicenses: [{ skuId: e3, disabledPlans: [plans.sharePoint] }], removeLicenses: [] },
    'depends on the service plan(s)',
  ],
];

describe.each(['groups', 'users'] as const)('of %s', (list) => {
  it.each(refused)('is refused when %s', async (_name, body, words) => {
    const target = list === 'groups' ? bench.group([]) : bench.person();
    const answer = await post(`/${list}/${target.id}/assignLicense`, body);
    expect(refusal(answer)).toEqual(bad(words));
    expect('licenses' in target ? target.licenses : target.assignments).toEqual([]);
  });

  it('takes ids in any case of letters', async () => {
    const target = list === 'groups' ? bench.group([]) : bench.person();
    const answer = await post(`/${list}/${target.id.toUpperCase()}/assignLicense`, add(e3.toUpperCase()));
    expect(answer.status).toBe(list === 'groups' ? 202 : 200);
    expect('licenses' in target ? target.licenses : target.assignments).toMatchObject([{ skuId: e3 }]);
  });

  it('a body nested a million deep is refused, and does not end the server', async () => {
    const target = list === 'groups' ? bench.group([]) : bench.person();
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const answer = await post(
      `/${list}/${target.id}/assignLicense`,
      `{"addLicenses":[{"skuId":${deep}}],"removeLicenses":[]}`,
    );
    expect(answer.status).toBe(400);
  });
});

describe('of groups', () => {
  it('answers 202 at once with a short group and a Location that is no monitor', async () => {
    const group = bench.group([bench.person()]);
    const { status, headers, body } = await post(`/groups/${group.id}/assignLicense`, add(e3));
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(
      `https://graph.microsoft.com/v2/${bench.sandbox.tenantId}/directoryObjects/${group.id}/Microsoft.DirectoryServices.Group`,
    );
    expect(Object.keys(body)).toEqual([
      '@odata.context',
      'id',
      'createdDateTime',
      'groupTypes',
      'securityEnabled',
    ]);
    expect(headers.get('x-ms-resource-unit')).toBe('1');
    expect(group.processing).toBe('QueuedForProcessing');
  });

  it('goes from QueuedForProcessing over ProcessingInProgress to ProcessingComplete', async () => {
    const group = bench.group(Array.from({ length: 30 }, () => bench.person()));
    await post(`/groups/${group.id}/assignLicense`, add(e3));
    const seen: unknown[] = [];
    for (let second = 0; second < 8; second += 1) {
      const { body } = await ask(bench.sandbox, 'GET', `/groups/${group.id}?$select=licenseProcessingState`);
      const { state } = body['licenseProcessingState'] as { state: string };
      if (seen.at(-1) !== state) seen.push(state);
      bench.clock.advance(1_000);
    }
    expect(seen).toEqual(['QueuedForProcessing', 'ProcessingInProgress', 'ProcessingComplete']);
  });

  it('does not fail for want of seats: the members carry the error', async () => {
    const user = bench.person();
    const group = bench.group([user]);
    bench.leaveSeats('VISIOCLIENT', 0);
    const { skuId } = bench.sku('VISIOCLIENT');
    expect((await post(`/groups/${group.id}/assignLicense`, add(skuId))).status).toBe(202);
    bench.clock.advance(60_000);
    expect(bench.states(user)).toEqual(['VISIOCLIENT inherited Error CountViolation']);
    const { body } = await ask(
      bench.sandbox,
      'GET',
      `/groups/${group.id}/membersWithLicenseErrors?$select=id`,
    );
    expect(body['value']).toMatchObject([{ id: user.id }]);
  });

  it('swaps products in one call', async () => {
    const user = bench.person();
    const group = bench.group([user]);
    bench.license(group, 'SPE_E3');
    const f3 = bench.sku('SPE_F1').skuId;
    expect(
      (await post(`/groups/${group.id}/assignLicense`, { ...add(f3), removeLicenses: [e3] })).status,
    ).toBe(202);
    bench.clock.advance(60_000);
    expect(bench.states(user)).toEqual(['SPE_F1 inherited Active None']);
  });

  it('is refused for a group that is not security enabled', async () => {
    const list = bench.group([], { securityEnabled: false, mailEnabled: true });
    expect((await post(`/groups/${list.id}/assignLicense`, add(e3))).status).toBe(400);
    expect(list.licenses).toEqual([]);
  });

  it('a licensed group cannot be deleted until its licenses are removed', async () => {
    const group = bench.group([bench.person()]);
    bench.license(group, 'SPE_E3');
    expect((await ask(bench.sandbox, 'DELETE', `/groups/${group.id}`)).status).toBe(400);
    expect((await post(`/groups/${group.id}/assignLicense`, remove(e3))).status).toBe(202);
    bench.clock.advance(60_000);
    expect((await ask(bench.sandbox, 'DELETE', `/groups/${group.id}`)).status).toBe(204);
    expect((await ask(bench.sandbox, 'GET', `/groups/${group.id}`)).status).toBe(404);
  });

  it('a group keeps a product that the tenant lost, until it is removed by its id', async () => {
    const orphan = '0dab259f-bf13-4952-b7f8-7db8f131b28d';
    const group = bench.group([], { licenses: [{ skuId: orphan, disabledPlans: [] }] });
    expect((await post(`/groups/${group.id}/assignLicense`, remove(orphan))).status).toBe(202);
    expect(group.licenses).toEqual([]);
  });
});

describe('of people', () => {
  const assign = (id: string, body: unknown) => post(`/users/${id}/assignLicense`, body);

  it('is at once, answers 200 with the person, and can be read back', async () => {
    const user = bench.person();
    const answer = await assign(user.id, add(e3));
    expect([answer.status, answer.body['id']]).toEqual([200, user.id]);
    expect(bench.states(user)).toEqual(['SPE_E3 direct Active None']);
  });

  it.each([
    [
      'no seat is left',
      'License',
      () => bench.leaveSeats('SPE_E3', 0),
      'does not have any available licenses.',
    ],
  ])('is refused when %s', async (_name, _what, prepare, words) => {
    const user = bench.person();
    prepare();
    expect(refusal(await assign(user.id, add(e3)))).toEqual([
      400,
      'Request_BadRequest',
      `Subscription with SKU ${e3} ${words}`,
    ]);
  });

  it('a usage location is not inherited from the directory', async () => {
    const user = bench.person({ usageLocation: null });
    expect(message(await assign(user.id, add(e3)))).toBe(
      'License assignment cannot be done for user with invalid usage location.',
    );
  });

  it('what is not held, or comes from a group, cannot be removed', async () => {
    const user = bench.person();
    expect(message(await assign(user.id, remove(e3)))).toBe('User does not have a corresponding license.');
    bench.license(bench.group([user]), 'SPE_E3');
    expect(message(await assign(user.id, remove(e3)))).toBe(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    );
  });

  it('products that exclude each other are refused', async () => {
    const user = bench.person({ assignments: [direct(e3)] });
    expect(message(await assign(user.id, add(bench.sku('SPE_F1').skuId)))).toMatch(/are mutually exclusive$/);
  });
});
