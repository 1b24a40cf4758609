import { APP, refusal, scripted, USER, type Reply } from './support';

it('names the app of the catalog by its address', async () => {
  const { graph, asked } = scripted(() => ({ status: 201 }));
  expect(await graph.installForUser(USER, APP.toUpperCase())).toBe('installed');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    method: 'POST',
    path: `/users/${USER}/teamwork/installedApps`,
    body: { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${APP}` },
  });
});

it('takes an installation that was not answered for done when it is there on the second try', async () => {
  const replies: Reply[] = [refusal(504), refusal(409, 'Conflict')];
  const { graph } = scripted(() => replies.shift() ?? {});
  expect(await graph.installForUser(USER, APP)).toBe('already');
});

it('does not take another write in the tenant for an installed app', async () => {
  const replies: Reply[] = [refusal(409, 'Directory_ConcurrencyViolation'), { status: 201 }];
  const { graph, sleeps } = scripted(() => replies.shift() ?? {});
  expect(await graph.installForUser(USER, APP)).toBe('installed');
  expect(sleeps).toHaveLength(1);
});

it('fails for an app that is not in the catalog', async () => {
  const { graph } = scripted(() => refusal(404, 'NotFound'));
  await expect(graph.installForUser(USER, APP)).rejects.toMatchObject({ code: 'graph.not-found' });
});
