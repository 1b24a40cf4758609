import fc from 'fast-check';
import { expandableGroup, expandableUser } from '../../../src/sandbox/resources/expansions';

/** OData and JSON that is right, nearly right, or nothing at all. */

const names = [
  ...new Set(
    [...expandableUser.properties.values(), ...expandableGroup.properties.values()].map(({ name }) => name),
  ),
];
const odd = ['__proto__', 'constructor', 'toString', 'shoeSize', '$count', 'a/b', ''];
const guids = ['05e9a617-0261-4cee-bb44-138d3ef5d965', '99999999-9999-4999-8999-999999999999'];

const wild = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names) },
  fc.constantFrom(...odd),
  fc.string(),
);
const quoted = fc.string({ maxLength: 12 }).map((text) => `'${text.replaceAll("'", "''")}'`);
const literal = fc.oneof(
  { weight: 4, arbitrary: quoted },
  fc.constantFrom(
    'true',
    'false',
    'null',
    '0',
    '1',
    '-7.5',
    '2026-03-01T08:00:00Z',
    "'US'",
    "'",
    '(',
    ...guids,
  ),
  fc.string({ maxLength: 8 }),
);
const operator = fc.constantFrom('eq', 'ne', 'ge', 'le', 'gt', 'lt', 'has', 'EQ');

const { filter } = fc.letrec<{ filter: string; leaf: string; good: string }>((tie) => ({
  good: fc.oneof(
    fc
      .tuple(fc.constantFrom('displayName', 'id', 'mail'), fc.constantFrom('eq', 'ge', 'le'), quoted)
      .map((parts) => parts.join(' ')),
    quoted.map((part) => `startswith(displayName,${part})`),
  ),
  leaf: fc.oneof(
    fc.tuple(name, operator, literal).map((parts) => parts.join(' ')),
    fc
      .tuple(fc.constantFrom('startswith', 'endsWith', 'contains'), name, literal)
      .map(([call, property, value]) => `${call}(${property},${value})`),
    fc
      .tuple(name, fc.array(literal, { maxLength: 20 }))
      .map(([property, values]) => `${property} in (${values.join()})`),
    { weight: 3, arbitrary: tie('good') },
    fc.constantFrom(
      'assignedLicenses/any()',
      'assignedLicenses/$count eq 0',
      `assignedLicenses/any(x:x/skuId eq ${guids[0]})`,
      "groupTypes/any(c:c eq 'Unified')",
      'hasMembersWithLicenseErrors eq true',
      "targetResources/any(t:t/id eq 'x')",
    ),
    wild,
  ),
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map((parts) => parts.join(' ')),
    tie('filter').map((inner) => `not(${inner})`),
    tie('filter').map((inner) => `(${inner})`),
  ),
}));

const search = fc.oneof(
  fc
    .array(fc.tuple(name, fc.string({ maxLength: 8 }), fc.constantFrom('AND', 'OR', '')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((clauses) =>
      clauses
        .map(([property, text, joint]) => `"${property}:${text}" ${joint}`)
        .join(' ')
        .trim(),
    ),
  fc.constantFrom('"displayName:contoso"', '"displayName:a" OR "mail:b"'),
  wild,
);
const list = fc.oneof(
  fc.array(name, { minLength: 1, maxLength: 4 }).map(String),
  { weight: 3, arbitrary: fc.constantFrom('id', 'id,displayName', '*') },
  wild,
);
const expand = fc.oneof(
  fc.constantFrom(
    'members',
    'memberOf',
    'owners',
    'roleDefinition',
    'members($select=id)',
    'members(',
    ',,,',
  ),
  wild,
);

/** OData options of a list, encoded as they go into an address. */
export const query = fc
  .record(
    {
      $filter: filter,
      $search: search,
      $select: list,
      $expand: expand,
      $orderby: fc.oneof(
        fc.tuple(name, fc.constantFrom('', ' desc', ' up')).map((parts) => parts.join('')),
        wild,
      ),
      $top: fc.oneof(fc.constantFrom('1', '5', '999'), wild, fc.integer().map(String)),
      $count: fc.oneof({ weight: 4, arbitrary: fc.constant('true') }, wild),
      $skip: wild,
      $skiptoken: wild,
      $format: fc.constant('json'),
    },
    { requiredKeys: [] },
  )
  .map((options) => new URLSearchParams(Object.entries(options)).toString());

/** Mostly one option, so that something is answered. */
export const shortQuery = fc
  .oneof(
    fc.tuple(fc.constant('$filter'), filter),
    fc.tuple(fc.constant('$search'), search),
    fc.tuple(fc.constant('$select'), list),
    fc.tuple(fc.constant('$expand'), expand),
    fc.tuple(fc.constant('$top'), fc.constantFrom('1', '999', '1000')),
  )
  .map((option) => new URLSearchParams([option, ['$count', 'true']]).toString());

const text = fc.oneof(
  fc.constantFrom('US', 'On', 'Unified', 'DynamicMembership', 'user.department -eq "Sales"', '/', ...guids),
  fc.string({ maxLength: 20 }),
  wild,
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
  fc.jsonValue(),
);

const fields = [
  ...['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled', 'groupTypes', 'membershipRule'],
  ...[
    'membershipRuleProcessingState',
    'isAssignableToRole',
    'visibility',
    'description',
    'members@odata.bind',
  ],
  ...['usageLocation', 'accountEnabled', 'userPrincipalName', 'passwordProfile', 'department', 'userType'],
  ...[
    'principalId',
    'roleDefinitionId',
    'directoryScopeId',
    '@odata.id',
    '@odata.type',
    '__proto__',
    'toString',
  ],
];

const skuId = fc.constantFrom(
  guids[0],
  'c5928f49-12ba-48f7-ada3-0d743a3601d5',
  '639dec6b-bb19-468b-871c-c5c441c4b0cb',
  'x',
);
const optional: { requiredKeys: [] } = { requiredKeys: [] };

/** Bodies as the calls of a route take them, with a good chance of a mistake. */
function wellMeant(pattern: string, ids: readonly string[]): fc.Arbitrary<unknown> {
  const id = fc.constantFrom(...ids);
  if (pattern.endsWith('/assignLicense'))
    return fc.record({
      addLicenses: fc.array(fc.record({ skuId, disabledPlans: fc.constant([]) }, optional), { maxLength: 2 }),
      removeLicenses: fc.array(skuId, { maxLength: 1 }),
    });
  if (pattern.endsWith('/$ref'))
    return id.map((each) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${each}` }));
  if (pattern.endsWith('MemberGroups'))
    return fc.record({ groupIds: fc.array(id, { maxLength: 22 }), securityEnabledOnly: fc.boolean() });
  if (pattern.endsWith('/installedApps'))
    return id.map((each) => ({ 'teamsApp@odata.bind': `https://x/appCatalogs/teamsApps/${each}` }));
  if (pattern.endsWith('/roleAssignments'))
    return fc.record({
      principalId: id,
      roleDefinitionId: fc.constantFrom('4d6ac14f-3453-41d0-bef9-a3e0c569773a', guids[1]),
      directoryScopeId: fc.constantFrom('/', 'x'),
    });
  if (pattern.startsWith('/users')) {
    const changes = { usageLocation: fc.constantFrom('SE', 'BY', 'se', 'x'), department: text, city: text };
    const made = {
      accountEnabled: fc.boolean(),
      displayName: fc.string({ minLength: 1, maxLength: 300 }),
      mailNickname: fc.constant('made'),
      userPrincipalName: fc.nat(1_000).map((n) => `made${n}@contoso.example`),
      passwordProfile: fc.constant({ password: 'x' }),
    };
    return fc.oneof(fc.record(changes, optional), fc.record({ ...changes, ...made }));
  }
  const changes = { displayName: fc.string({ minLength: 1 }), description: text, visibility: text };
  const made = {
    ...changes,
    mailEnabled: fc.constant(false),
    mailNickname: fc.constantFrom('made', 'ma de'),
    securityEnabled: fc.boolean(),
    groupTypes: fc.constantFrom([], ['DynamicMembership']),
    membershipRule: fc.constantFrom(null, 'user.department -eq "Sales"', 'user.city -in ["Oslo"]', 'user.'),
    'members@odata.bind': fc.array(
      id.map((each) => `https://graph.microsoft.com/v1.0/users/${each}`),
      { maxLength: 2 },
    ),
  };
  return fc.oneof(
    fc.record(changes, optional),
    fc.record(made, { requiredKeys: ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] }),
  );
}

/** Bodies with the names of all writes and any values, or without any sense. */
const anyBody = fc.oneof(
  { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 }) },
  fc.record(
    { addLicenses: fc.jsonValue(), removeLicenses: fc.oneof(fc.constant([]), fc.jsonValue()) },
    optional,
  ),
  fc.jsonValue(),
);

/** A body for a route. @param ids objects that exist */
export function bodyFor(pattern: string, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: wellMeant(pattern, ids) }, { weight: 2, arbitrary: anyBody });
}

/** What can stand in a request line after encoding by nobody. */
export const rawPath = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
  fc
    .array(
      fc.constantFrom(
        ...['groups', 'users', 'me', 'members', '$count', '$ref', 'microsoft.graph.user', 'directoryRoles'],
        ...[
          "('x')",
          "(roleTemplateId='')",
          '%00',
          '%2F',
          '%',
          '%E0%A4%A',
          '..',
          '//',
          '?',
          '?$filter=',
          '&',
          '#',
          "'",
        ],
        ...[
          '$batch',
          'assignLicense',
          'organization',
          'auditLogs/directoryAudits',
          '__proto__',
          'A'.repeat(3_000),
        ],
      ),
      { maxLength: 7 },
    )
    .map((parts) => parts.join('/')),
);
