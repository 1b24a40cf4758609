import { eligibility, GROUP, list, refusal, ROLE, scripted, USER } from './support';

it('names the roles that can be activated over the whole tenant, each once', async () => {
  const custom = { ...eligibility(GROUP.toUpperCase(), 'Custom'), roleDefinition: null };
  const inUnit = { ...eligibility(USER, 'In a unit'), directoryScopeId: '/administrativeUnits/1' };
  const { graph, asked } = scripted(() => list(eligibility(), inUnit, eligibility(), custom, {}, null));
  expect(await graph.eligibleRoles(USER.toUpperCase())).toEqual([
    { displayName: 'License Administrator', roleTemplateId: ROLE },
    { displayName: '', roleTemplateId: GROUP },
  ]);
  expect(asked[0]).toMatchObject({
    path: '/roleManagement/directory/roleEligibilityScheduleInstances',
    query: {
      $filter: `principalId eq '${USER}'`,
      $expand: 'roleDefinition($select=id,displayName,templateId)',
    },
  });
});

it.each([
  [403, 'UnauthorizedAccessException'],
  [400, 'AadPremiumLicenseRequired'],
])('names none where Graph refuses with %i %s, and the log says why', async (status, code) => {
  const { graph, logs } = scripted(() => refusal(status, code));
  expect(await graph.eligibleRoles(USER)).toEqual([]);
  const [warning] = logs.filter(({ message }) => message.includes('RoleManagement.Read.Directory'));
  expect(warning).toMatchObject({ level: 'warn', fields: { status, graphCode: code } });
});
