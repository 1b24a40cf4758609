import { people } from '../../src/sandbox';
import { buttonData, textOfCard } from '../support/desk';
import { ids } from '../support/builders';
import { decisionsOn, startRequestDesk, type RequestDesk } from '../support/request-desk';

type Json = Record<string, unknown>;

/** Cards that somebody made up, changed or kept: none has an effect, and each gets a clear answer. */
let desk: RequestDesk;
let id: string;
let draft: Json;

beforeAll(async () => {
  desk = await startRequestDesk();
  id = await desk.ask('alex', { justification: 'A very private reason.' });
  draft = buttonData(await desk.review('alex', { group: 'Contoso engineering' }), 'request.submit');
});
afterAll(() => desk.close());

/** Everything that a forged press could have altered. */
async function standing(): Promise<unknown> {
  const all = await desk.store.changes.inStates(
    desk.sandbox.tenantId,
    ['draft', 'waiting', 'asked-back', 'queued', 'applying', 'rejected', 'withdrawn', 'cancelled', 'done'],
    { limit: 99, offset: 0 },
  );
  return {
    changes: all.map(({ number, state, revision, request }) => ({ number, state, revision, request })),
    effects: desk.effects(),
  };
}
async function withoutEffect(press: () => Promise<unknown>): Promise<string> {
  const before = await standing();
  const answer = textOfCard(await press());
  expect(await standing()).toEqual(before);
  expect(answer.length).toBeGreaterThan(20);
  expect(answer).not.toContain('${');
  return answer;
}
const present = async (): Promise<Json> => ({ id, revision: (await desk.change(id)).revision });

/** Texts that clients read as Markdown. */
function textBlocksOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { type?: unknown; text?: unknown };
  const own = type === 'TextBlock' && typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(node).flatMap(textBlocksOf)];
}

const verbs = [
  'decide.approve',
  'decide.reject',
  'decide.ask',
  'decide.reassign',
  'request.withdraw',
  'request.answer',
] as const;
const typed = { reason: 'No.', question: 'Why?', answer: 'So.', person: people.nestor.userPrincipalName };

it.each(verbs)('%s with an id that does not exist', async (verb) => {
  expect(
    await withoutEffect(() => desk.press('megan', verb, { id: ids.change, revision: 1, ...typed })),
  ).toContain('This request is not there');
});

it.each([
  ['nothing', undefined],
  ['a number', 7],
  ['a list', [ids.change]],
  ['an object', { $ne: null }],
  ['SQL', "' or 1=1 --"],
  ['a path', '../../changes'],
  ['a prototype', '__proto__'],
])('an id that is %s', async (_name, forged) => {
  for (const verb of verbs)
    expect(
      await withoutEffect(() => desk.press('megan', verb, { id: forged, revision: 2, ...typed })),
    ).toContain('This request is not there');
});

it.each([
  ['negative', -1],
  ['huge', 1e15],
  ['one ahead', 'next'],
  ['text', '2'],
  ['no number', Number.NaN],
  ['infinite', '1e999'],
  ['a fraction', 2.5],
  ['the one of the draft', 1],
  ['missing', undefined],
  ['a list', [2]],
])('a revision that is %s', async (_name, forged) => {
  const revision = forged === 'next' ? (await desk.change(id)).revision + 1 : forged;
  for (const verb of ['decide.approve', 'decide.reject', 'decide.ask', 'decide.reassign']) {
    const answer = await desk.press('megan', verb, { id, revision, ...typed });
    expect(decisionsOn(answer)).toContain('decide.approve');
  }
  expect(await withoutEffect(() => desk.press('alex', 'request.withdraw', { id, revision }))).toContain(
    'Waiting for approval',
  );
});

it('another person named in the data: who pressed is who decides', async () => {
  const forged = {
    ...(await present()),
    from: { aadObjectId: people.megan.id },
    personId: people.megan.id,
    aadObjectId: people.megan.id,
    by: { id: people.megan.id, name: 'Megan Bowen' },
    authority: { role: 'Global Administrator', onBehalfOf: null },
    onBehalfOf: people.megan.id,
    approvers: [people.adele.id],
  };
  expect(await withoutEffect(() => desk.press('adele', 'decide.approve', forged))).toContain(
    'You are not among those who may decide',
  );
});

it('the asker approves, rejects, asks or hands over their own request', async () => {
  for (const verb of ['decide.approve', 'decide.reject', 'decide.ask', 'decide.reassign'])
    expect(
      await withoutEffect(async () => desk.press('alex', verb, { ...(await present()), ...typed })),
    ).toContain('Nobody decides on their own request');
});

it('an administrator approves their own request', async () => {
  const own = await desk.ask('megan', { group: 'Contoso region north' });
  const { revision } = await desk.change(own);
  expect(await withoutEffect(() => desk.press('megan', 'decide.approve', { id: own, revision }))).toContain(
    'Nobody decides on their own request',
  );
  await desk.press('megan', 'request.withdraw', { id: own, revision });
});

it('a guest', async () => {
  for (const verb of [...verbs, 'request.show', 'request.follow']) {
    const answer = await withoutEffect(async () =>
      desk.press('pradeep', verb, { ...(await present()), ...typed }),
    );
    expect(answer).not.toContain('Alex');
  }
});

it.each([
  ['a foreign tenant', { channelData: { tenant: { id: ids.change } } }],
  ['no tenant', { channelData: {}, conversation: { id: 'a:x', conversationType: 'personal' } }],
  ['no identity', { from: { id: '29:x', name: 'Megan Bowen' } }],
  ['an identity that is no id', { from: { id: '29:x', name: 'Megan Bowen', aadObjectId: 'megan' } }],
  ['somebody whom nobody knows', { from: { id: '29:x', name: 'Megan Bowen', aadObjectId: ids.change } }],
])('%s', async (_name, over) => {
  const answer = await withoutEffect(async () =>
    desk.press('megan', 'decide.approve', await present(), undefined, over),
  );
  expect(answer).not.toContain('private');
});

it('a demoted approver', async () => {
  const { tenant } = desk.sandbox;
  const role = [...tenant.roleAssignments.values()].find(
    ({ principalId }) => principalId === people.isaiah.id,
  );
  if (!role) throw new Error('no role');
  tenant.removeRole(role.id);
  expect(await withoutEffect(async () => desk.press('isaiah', 'decide.approve', await present()))).toContain(
    'You are not among those who may decide',
  );
  tenant.addRole(role);
});

it('an approver whose account was disabled', async () => {
  const user = desk.sandbox.tenant.users.get(people.isaiah.id);
  if (!user) throw new Error('no user');
  user.accountEnabled = false;
  const answer = await withoutEffect(async () => desk.press('isaiah', 'decide.approve', await present()));
  expect(answer).not.toContain('private');
  user.accountEnabled = true;
});

it('a draft of somebody else is not there', async () => {
  for (const verb of [
    ...verbs,
    'request.submit',
    'request.edit',
    'request.show',
    'request.follow',
    'request.extend',
  ])
    for (const who of ['megan', 'adele'] as const)
      expect(
        await withoutEffect(() => desk.press(who, verb, { ...draft, ...typed, until: '2027-05-05' })),
      ).toContain('This request is not there');
  expect(await withoutEffect(() => desk.press('megan', 'request.cancel', draft))).toContain(
    'Nothing was asked',
  );
  const { number } = await desk.change(String(draft['id']));
  expect(textOfCard(await desk.say('adele', `request ${number}`))).not.toContain('engineering');
});

it('an own draft cannot be decided, answered, followed or withdrawn', async () => {
  for (const verb of [...verbs, 'request.follow'])
    await withoutEffect(() => desk.press('alex', verb, { ...draft, ...typed }));
});

it('verbs of a direct change on a request, and of a request on a direct change', async () => {
  for (const verb of ['change.confirm', 'change.edit', 'change.cancel'])
    for (const who of ['megan', 'alex'] as const)
      await withoutEffect(async () => desk.press(who, verb, await present()));
  for (const verb of ['change.confirm', 'change.edit', 'change.cancel'])
    await withoutEffect(() => desk.press('alex', verb, draft));
  const before = await desk.press('megan', 'assign.review', {
    license: ids.visio,
    group: desk.group('Contoso sales').id,
  });
  const direct = buttonData(before, 'change.confirm');
  for (const verb of [...verbs, 'request.submit', 'request.follow', 'request.extend'])
    await withoutEffect(() => desk.press('megan', verb, { ...direct, ...typed, until: '2027-05-05' }));
});

it.each([
  ['yesterday', '2026-11-23'],
  ['no day of the calendar', '2026-02-31'],
  ['the year 9999', '9999-12-31'],
  ['the year 0', '0000-01-01'],
  ['words', 'tomorrow'],
  ['another order', '24.12.2026'],
  ['a time', '2026-12-24T10:00:00Z'],
  ['a number', 20261224],
  ['a list', ['2026-12-24']],
])('a date that is %s', async (_name, neededUntil) => {
  const text = await desk.press('alex', 'request.review', {
    license: ids.visio,
    group: desk.group('Contoso sales').id,
    justification: 'x',
    neededUntil,
  });
  // What is no text at all counts as left out.
  if (typeof neededUntil === 'string')
    expect(textOfCard(text)).toMatch(/That day is over|That is no day within/);
  else expect(textOfCard(text)).toContain('Before you ask');
  const deputy = await desk.press('megan', 'delegate.set', { person: people.nestor.id, until: neededUntil });
  expect(textOfCard(deputy)).toMatch(/That day is over|Say until when/);
  expect(await desk.store.deputies.of(desk.sandbox.tenantId, [people.megan.id], desk.now())).toEqual(
    new Map(),
  );
});

it.each([
  ['100,000 characters', 'x'.repeat(100_000)],
  ['100,000 emoji', '😀'.repeat(50_000)],
  ['markdown', '**bold** [click](https://evil.example) <at>everyone</at> ![x](https://evil.example/x.png)'],
  ['right to left', '\u202Etxet lortnoc\u202C \u200F\u061C'],
  ['a template', '${x} ${$root} {{name}} ${if(true, 1, 2)}'],
  ['control characters', 'a\u0000b\u0007c\uD800d'],
])('a justification, question, answer and reason of %s', async (_name, text) => {
  const asked = await desk.ask('alex', { group: 'Contoso region south', justification: text });
  await desk.pressOn('megan', await desk.card(asked, 'megan'), 'decide.ask', { question: text });
  await desk.settled(asked);
  await desk.pressOn('alex', await desk.card(asked, 'alex', 'progress'), 'request.answer', { answer: text });
  await desk.settled(asked);
  await desk.pressOn('megan', await desk.card(asked, 'megan'), 'decide.reject', { reason: text });
  await desk.settled(asked);
  const { state, request } = await desk.change(asked);
  expect(state).toBe('rejected');
  expect(request.justification.length).toBeLessThanOrEqual(1_000);
  for (const [who, view] of [
    ['megan', 'approval'],
    ['nestor', 'approval'],
    ['alex', 'progress'],
    ['alex', 'completion'],
  ] as const) {
    const drawn = JSON.stringify(await desk.card(asked, who, view));
    expect(Buffer.byteLength(drawn)).toBeLessThan(25_000);
    // What people typed stands only where clients read no Markdown, and is no template any more.
    expect(textBlocksOf(JSON.parse(drawn)).filter((block) => /\]\(https|\$\{/.test(block))).toEqual([]);
    expect(drawn).not.toMatch(/[\u202A-\u202E]/);
  }
  if (text.includes('${x}'))
    expect(textOfCard(await desk.card(asked, 'megan'))).toContain('${x} ${$root} {{name}} ${if(true, 1, 2)}');
  expect(desk.log.filter((line) => line.includes('a card failed'))).toEqual([]);
});

it('a justification of nothing but spaces, or of the wrong type', async () => {
  for (const justification of ['   ', '\u200B', 7, null, ['x'], { a: 1 }])
    expect(
      await withoutEffect(() =>
        desk.press('alex', 'request.review', {
          license: ids.visio,
          group: desk.group('Contoso region south').id,
          justification,
        }),
      ),
    ).toContain('Say why it is needed');
});

it('a replayed press decides nothing a second time', async () => {
  const other = await desk.ask('alex', { group: 'Contoso interns' });
  const data = buttonData(await desk.card(other, 'megan'), 'decide.reject');
  const activity = { id: 'the-same-activity' };
  await desk.press('megan', 'decide.reject', { ...data, reason: 'No.' }, undefined, activity);
  const answer = await withoutEffect(() =>
    desk.press('megan', 'decide.reject', { ...data, reason: 'No.' }, undefined, activity),
  );
  expect(answer).toContain('Rejected');
  expect((await desk.evidence(other)).filter((kind) => kind === 'decided')).toHaveLength(1);
});

it('a button of one request with the revision of another', async () => {
  const other = await desk.ask('alex', { group: 'Contoso interns' });
  await desk.pressOn('megan', await desk.card(other, 'megan'), 'decide.ask', { question: 'Why?' });
  const { revision } = await desk.change(other);
  await withoutEffect(() => desk.press('megan', 'decide.approve', { id, revision }));
  await withoutEffect(() => desk.press('megan', 'decide.approve', { id: other, revision: 2 }));
});

it('after all of that the request can still be decided', async () => {
  const answer = await desk.press('megan', 'decide.reject', { ...(await present()), reason: 'No.' });
  expect(textOfCard(answer)).toContain('Rejected');
});
