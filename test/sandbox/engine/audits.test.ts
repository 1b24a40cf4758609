import { admin, bench, engineActor, plans, skus } from './support';

/** What the audit log says about group licensing (reference A11). */

it('a pass is on record: who asked for it, its start, and its end with the counts', () => {
  const { tenant, person, group, license } = bench();
  const team = group([person(), person(), person({ usageLocation: 'RU' })]);
  license(team, ['COPILOT']);
  const about = tenant.audits.filter(({ target }) => target.id === team.id);
  expect(about).toMatchObject([
    { activity: 'Set group license', by: admin, category: 'GroupManagement', result: 'success' },
    { activity: 'Start applying group based license to users', by: engineActor },
    { activity: 'Finish applying group based license to users', by: engineActor },
  ]);
  expect(about[0]?.properties).toEqual([
    {
      name: 'AssignedLicense',
      oldValue: '[]',
      newValue: `[{"skuId":"${skus.COPILOT.skuId}","disabledPlans":[]}]`,
    },
  ]);
  expect(about[2]?.properties).toEqual([
    {
      name: 'Result',
      oldValue: null,
      newValue: '[Users successfully assigned licenses: 2, Users for whom license assignment failed: 1.]',
    },
  ]);
});

it('each person is on record, with the correlation of their pass and the engine as actor', () => {
  const { tenant, person, group, license, audits } = bench();
  const members = [person(), person({ usageLocation: 'RU' })];
  license(group(members), ['COPILOT']);
  const [start] = audits('Start applying group based license to users');
  const changes = audits('Change user license');
  expect(changes.map(({ result, target }) => [target.id, result])).toEqual([
    [members[0]?.id, 'success'],
    [members[1]?.id, 'failure'],
  ]);
  for (const each of changes)
    expect(each).toMatchObject({
      category: 'UserManagement',
      by: engineActor,
      correlationId: start?.correlationId,
    });
  expect(new Set(tenant.audits.map(({ id }) => id)).size).toBe(tenant.audits.length);
  expect(changes[0]?.properties[0]?.newValue).toContain(skus.COPILOT.skuId);
});

it('two passes have correlations of their own', () => {
  const { engine, person, group, license, settle, audits } = bench();
  const team = group([person()]);
  license(team, ['E3']);
  engine.process(team);
  settle();
  const [one, two] = audits('Finish applying group based license to users');
  expect(one?.correlationId).not.toBe(two?.correlationId);
});

it('a failure is written again by every pass, for it is still one', () => {
  const { engine, person, group, license, settle, audits } = bench();
  const team = group([person({ usageLocation: 'RU' })]);
  license(team, ['COPILOT']);
  engine.process(team);
  settle();
  expect(audits('Change user license').map(({ result }) => result)).toEqual(['failure', 'failure']);
});

it('only a recalculation that somebody asked for is on record as such', () => {
  const { engine, group, settle, audits } = bench();
  const team = group();
  engine.process(team);
  settle();
  engine.process(team, admin);
  expect(audits('Trigger group license recalculation')).toMatchObject([
    { by: admin, target: { id: team.id } },
  ]);
});

const bracketed = /^\[[0-9a-f-]{36}\]$/;

it('the reason of CountViolation is in Microsoft’s words', () => {
  const { person, group, license, units, audits } = bench();
  units('VISIO').enabled = 0;
  license(group([person()]), ['VISIO']);
  const sku = `[${skus.VISIO.skuId}]`;
  expect(sku).toMatch(bracketed);
  expect(audits('Change user license')[0]?.reason).toBe(
    `Not enough licenses are available to complete this operation. Purchase more licenses or remove unneeded licenses from users and groups for SKU ${sku}. Licenses being added: ${sku}`,
  );
});

it('the reason of MutuallyExclusiveViolation is in Microsoft’s words', () => {
  const { person, group, license, give, audits } = bench();
  const user = person();
  give(user, 'E1');
  license(group([user]), ['E3']);
  expect(audits('Change user license')[0]?.reason).toBe(
    `License assignment failed because service plans [${plans.sharePoint}], [${plans.sharePointStandard}] are mutually exclusive.`,
  );
});

it('the reason of DependencyViolation is in Microsoft’s words', () => {
  const { person, group, license, give, leave, settle, audits } = bench();
  const user = person();
  const team = group([user]);
  license(team, ['E3']);
  give(user, 'AUDIO');
  leave(team, user);
  settle();
  expect(audits('Change user license').at(-1)).toMatchObject({
    result: 'failure',
    reason: `License assignment failed because service plan [${plans.audioConferencing}] depends on the service plan(s) [${plans.skype}], [${plans.teams}].`,
  });
});
