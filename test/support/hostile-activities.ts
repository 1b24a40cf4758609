import fc, { type Arbitrary } from 'fast-check';
import { actions, commands } from '../../src/conversation/table';
import { people } from '../../src/sandbox';
import { ids } from './builders';

type Json = Record<string, unknown>;
type Person = keyof typeof people;

/** One thing to send: `over` replaces parts of a good activity, `raw` is the body as it is. */
export type Generated =
  | { readonly kind: 'activity'; readonly person: Person; readonly over: Json }
  /** A button that the bot has shown, some of its data replaced. */
  | { readonly kind: 'shown'; readonly person: Person; readonly which: number; readonly over: Json }
  /** A good activity with something wrong at one place. */
  | {
      readonly kind: 'broken';
      readonly person: Person;
      readonly path: readonly string[];
      readonly value: unknown;
    }
  | { readonly kind: 'raw'; readonly body: string };

const nasty: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    '${name}',
    '{{x}}',
    '<at>License Desk</at>',
    '<script>alert(1)</script>',
    '[x](https://evil.example)',
    "'; drop table changes; --",
    '" OR "displayName:',
    '../../users',
    '%00%2e%2e',
    '\u202e\u2066\u200b',
    '-1',
    '1e309',
    '9007199254740993',
    'tomorrow at 25:61',
    'a'.repeat(5_000),
    '🙂'.repeat(500),
  ),
);
const id = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<string>(
      ...Object.values(ids),
      ...Object.values(people).map((each) => each.id),
    ),
  },
  { weight: 1, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: nasty },
);
const json: Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3 });
const anything: Arbitrary<unknown> = fc.oneof(
  nasty,
  id,
  json,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, {}, []),
);

const words = fc.constantFrom(
  ...[
    'visio',
    'm365 e3',
    'microsoft 365 e3',
    'contoso sales',
    'contoso',
    'to',
    'from',
    'for',
    'with',
    'until friday',
  ],
  ...[
    'tomorrow 9:00',
    'megan',
    'alex',
    '1',
    '42',
    '0',
    '-1',
    '99999999999',
    'all',
    'errors',
    'now',
    'cancel',
  ],
);
const text = fc
  .tuple(
    fc.oneof(fc.constantFrom(...Object.keys(commands)), nasty),
    fc.array(fc.oneof({ weight: 3, arbitrary: words }, { weight: 1, arbitrary: nasty }), { maxLength: 6 }),
  )
  .map(([command, rest]) => [command, ...rest].join(' '));

/** Every field that a handler reads from a card, and some that none does. */
const fields = [
  ...[
    'id',
    'changeId',
    'revision',
    'license',
    'skuId',
    'group',
    'groupId',
    'groupQuery',
    'page',
    'tab',
    'stage',
  ],
  ...[
    'remedy',
    'people',
    'person',
    'kind',
    'to',
    'format',
    'reason',
    'question',
    'answer',
    'neededUntil',
    'typed',
  ],
  ...[
    'justification',
    'onBehalfOf',
    'deputy',
    'until',
    'off',
    'plans',
    'name',
    'list',
    'cause',
    'when',
    'date',
    'time',
  ],
  ...['stateBefore', 'anyway', 'location', 'product', 'confirm', 'from', '__proto__', 'toString'],
];
const data = fc
  .array(fc.tuple(fc.constantFrom(...fields), fc.oneof(id, anything)), { maxLength: 6 })
  .map((entries): Json => Object.fromEntries(entries));
const verb = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...Object.keys(actions)) },
  { weight: 1, arbitrary: nasty },
);

const press = fc
  .tuple(verb, data, fc.oneof(fc.constant(undefined), nasty))
  .map(([name, sent, replyToId]) => ({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: name, data: sent }, trigger: 'manual' },
    ...(replyToId === undefined ? {} : { replyToId }),
  }));
/** As clients send a press that do not know Action.Execute. */
const submitted = fc
  .tuple(verb, data)
  .map(([name, sent]) => ({ text: undefined, value: { ...sent, verb: name } }));
const invoke = fc
  .tuple(
    fc.constantFrom(
      ...['application/search', 'signin/tokenExchange', 'signin/verifyState', 'task/fetch', 'task/submit'],
      ...[
        'composeExtension/query',
        'fileConsent/invoke',
        'actionableMessage/executeAction',
        'adaptiveCard/action',
        'x',
      ],
    ),
    fc.oneof(
      json,
      data.map((sent) => ({ ...sent, queryText: 'contoso', dataset: 'groups', kind: 'search' })),
    ),
  )
  .map(([name, value]) => ({ type: 'invoke', name, value }));
const happening = fc
  .tuple(
    fc.constantFrom(
      'conversationUpdate',
      'installationUpdate',
      'messageReaction',
      'messageUpdate',
      'event',
      'typing',
      'trace',
    ),
    fc.constantFrom('add', 'remove', 'add-upgrade', undefined),
    fc.array(fc.record({ id: nasty }), { maxLength: 3 }),
    fc.constantFrom('teamMemberAdded', 'channelDeleted', 'teamArchived', 'x'),
  )
  .map(([type, action, members, eventType]) => ({
    type,
    action,
    membersAdded: members,
    membersRemoved: members,
    ...(eventType === 'x' ? {} : { channelData: { eventType, tenant: { id: ids.tenant } } }),
  }));

const person = fc.constantFrom<Person>('megan', 'alex', 'isaiah', 'pradeep', 'adele');
const places = [
  ...[
    ['type'],
    ['id'],
    ['text'],
    ['from'],
    ['from', 'id'],
    ['from', 'name'],
    ['from', 'aadObjectId'],
    ['value'],
  ],
  ...[
    ['recipient'],
    ['conversation'],
    ['conversation', 'id'],
    ['conversation', 'tenantId'],
    ['serviceUrl'],
    ['locale'],
  ],
  ...[
    ['conversation', 'conversationType'],
    ['channelData'],
    ['channelData', 'tenant'],
    ['channelData', 'tenant', 'id'],
  ],
  ...[
    ['entities'],
    ['attachments'],
    ['channelId'],
    ['localTimestamp'],
    ['localTimezone'],
    ['timestamp'],
    ['replyToId'],
  ],
  ...[
    ['channelData', 'team'],
    ['channelData', 'channel'],
    ['action'],
    ['name'],
    ['membersAdded'],
    ['textFormat'],
  ],
];

/** Half of them look valid; the others are broken in one place, or as a whole. */
export const generated: Arbitrary<Generated> = fc.oneof(
  {
    weight: 25,
    arbitrary: fc.record({
      kind: fc.constant('activity' as const),
      person,
      over: text.map((typed) => ({ text: typed })),
    }),
  },
  {
    weight: 25,
    arbitrary: fc.record({
      kind: fc.constant('activity' as const),
      person,
      over: fc.oneof(press, submitted),
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      kind: fc.constant('shown' as const),
      person,
      which: fc.nat(),
      over: fc.oneof(fc.constant({}), data),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('activity' as const),
      person,
      over: fc.oneof(invoke, happening),
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      kind: fc.constant('broken' as const),
      person,
      path: fc.constantFrom(...places),
      value: anything,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('raw' as const),
      body: fc.oneof(
        fc.json({ maxDepth: 4 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        // So deep that a reader that calls itself would run out of stack.
        fc.integer({ min: 1, max: 100_000 }).map((depth) => '['.repeat(depth)),
        fc
          .integer({ min: 1, max: 20_000 })
          .map((depth) => `{"type":"message","value":${'['.repeat(depth)}${']'.repeat(depth)}}`),
      ),
    }),
  },
);
