import { checkPolicy } from '../../src/approvals/policy-file';
import { defaultPolicy } from '../../src/approvals/policy-default';
import { defaultAssignRoles } from '../../src/config';

const group = '11111111-1111-4111-8111-111111111111';

function problems(text: string): readonly string[] {
  return checkPolicy(text, defaultPolicy(defaultAssignRoles)).problems;
}

/** A file with one stage that has these keys besides a name. */
function stage(keys: string): string {
  return `usual: { stages: [{ name: A, ${keys} }] }`;
}

describe('a policy file is refused with its place and the cure when', () => {
  it.each<[string, string, string, RegExp]>([
    ['it is empty', '# nothing\n', 'the file', /is empty; .*docs\/policy\.example\.yaml/],
    ['it is no mapping', '- a', 'the file', /a list must be a mapping with the keys ask, usual/],
    ['it is no YAML', 'ask: [', 'line 1', /flow sequence/i],
    ['a key stands twice', 'ask: []\nask: []', 'line 2', /unique/],
    ['it has two documents', 'ask: []\n---\nask: []', 'line 2', /multiple documents/],
    ['it has an alias', 'ask: &a []\nchannels: *a', 'the file', /\*a is an alias; write out/],
    ['it has a tag', 'ask: !!js/function x', 'line 1', /unresolved tag/i],
    ['it is too large', `# ${'x'.repeat(256 * 1024)}`, 'the file', /larger than 256 KB/],
    ['it is nested too deeply', '['.repeat(20_000), 'line 1', /./],
    [
      'a key is misspelled',
      'fallbak: []',
      'the file',
      /"fallbak" is not a key here; did you mean fallback\?/,
    ],
    ['a key is of nowhere', 'zzzzzzzzzz: 1', 'the file', /known are ask, usual/],
    ['a key is a prototype', '__proto__: { ask: [] }', 'the file', /"__proto__" is not a key here/],
    ['a key is not a text', '? [1]\n: 2', 'the file', /a list is not a key here/],
    ['a key has no value', 'usual:', 'usual', /has no value; it must be a mapping/],
    ['ask is no list', 'ask: everyone', 'ask', /"everyone" must be a list, like \[a, b\]/],
    ['somebody unknown asks', 'ask: [all]', 'ask[0]', /"all" must be one of everyone, owners/],
    ['askers are a role', 'ask: [{ role: x }]', 'ask[0]', /"role" is not a key here/],
    [
      'a group is no id',
      'ask: [{ group: Sales }]',
      'ask[0].group',
      /"Sales" must be the object id of a group/,
    ],
    ['nobody falls back', 'fallback: []', 'fallback', /has 0 items; must have 1 to 20/],
    ['an approver is unknown', 'fallback: [boss]', 'fallback[0]', /"boss" must be one of owners, manager/],
    ['an approver is two', `fallback: [{ role: x, group: ${group} }]`, 'fallback[0]', /exactly one of/],
    ['an approver is none', 'fallback: [{}]', 'fallback[0]', /exactly one of/],
    [
      'a role is misspelled',
      'fallback: [{ role: Licence Administrator }]',
      'fallback[0].role',
      /"Licence Administrator" is not a role .* did you mean License Administrator\?/,
    ],
    [
      'a role is a number',
      'fallback: [{ role: 7 }]',
      'fallback[0].role',
      /7 must be the name of an Entra role/,
    ],
    [
      'a person is neither id nor name',
      'fallback: [{ people: [Adele Vance] }]',
      'fallback[0].people[0]',
      /"Adele Vance" must be a person's object id or user principal name/,
    ],
    [
      'a person stands twice',
      'fallback: [{ people: [a@b.com, A@B.com] }]',
      'fallback[0].people[1]',
      /stands here twice/,
    ],
    ['people are none', 'fallback: [{ people: [] }]', 'fallback[0].people', /must have 1 to 60/],
    ['there is no stage', 'usual: { stages: [] }', 'usual.stages', /has 0 items; must have 1 to 5/],
    [
      'there are six stages',
      `usual: { stages: [${'{ name: A, approvers: [manager] },'.repeat(6)}] }`,
      'usual.stages',
      /has 6 items; must have 1 to 5/,
    ],
    [
      'a stage has no name',
      'usual: { stages: [{ approvers: [owners] }] }',
      'usual.stages[0].name',
      /is missing; it must be a name/,
    ],
    [
      'a stage has a name of two lines',
      'usual: { stages: [{ name: "a\\nb", approvers: [owners] }] }',
      'usual.stages[0].name',
      /on one line/,
    ],
    ['a stage has no approvers', stage(''), 'usual.stages[0].approvers', /is missing; it must be a list/],
    ['a stage has no approver', stage('approvers: []'), 'usual.stages[0].approvers', /must have 1 to 20/],
    [
      'a quorum is nobody',
      stage('approvers: [owners], quorum: 0'),
      'usual.stages[0].quorum',
      /0 must be a whole number from 1/,
    ],
    [
      'a quorum is a half',
      stage('approvers: [owners], quorum: 1.5'),
      'usual.stages[0].quorum',
      /1\.5 must be a whole/,
    ],
    [
      'a quorum is a word',
      stage('approvers: [owners], quorum: all'),
      'usual.stages[0].quorum',
      /"all" .* or everyone/,
    ],
    [
      'a quorum is larger than the named people',
      stage('approvers: [{ people: [a@b.com, c@d.com] }, { people: [a@b.com] }], quorum: 3'),
      'usual.stages[0].quorum',
      /3 can never be reached, because the approvers are 2 at most/,
    ],
    [
      'a quorum wants two managers',
      stage('approvers: [manager], quorum: 2'),
      'usual.stages[0].quorum',
      /are 1 at most/,
    ],
    [
      'escalation says nothing about whom',
      stage('approvers: [owners], escalate: { after: 2d }'),
      'usual.stages[0].escalate.to',
      /is missing/,
    ],
    [
      'escalation comes too early',
      stage('approvers: [owners], escalate: { after: 14m, to: [manager] }'),
      'usual.stages[0].escalate.after',
      /from 15m to 90d/,
    ],
    [
      'escalation comes when the request has expired',
      stage('approvers: [owners], escalate: { after: 2w, to: [manager] }'),
      'usual.stages[0].escalate.after',
      /escalation after 2w comes too late, because the request expires after 2w/,
    ],
    ['it never expires', 'usual: { expire: never }', 'usual.expire', /"never" must be a time from 1h to 90d/],
    [
      'it expires at once',
      'usual: { expire: 59m, remind: never }',
      'usual.expire',
      /"59m" must be a time from 1h/,
    ],
    ['it expires too late', 'usual: { expire: 91d }', 'usual.expire', /"91d" must be a time/],
    [
      'a time has no unit',
      'usual: { expire: 14 }',
      'usual.expire',
      /14 must be a time .* written like 30m, 4h/,
    ],
    ['a time is negative', 'usual: { expire: -3d }', 'usual.expire', /must be a time/],
    [
      'reminders are too many',
      'usual: { remind: 30m }',
      'usual.remind',
      /must be never, or a time of at least 1h/,
    ],
    [
      'reminders come too late',
      'usual: { remind: 14d }',
      'usual.remind',
      /a reminder after 2w comes too late/,
    ],
    [
      'a rule makes the time shorter than the reminders of usual',
      'rules: [{ membersAbove: 5, expire: 12h }]',
      'rules[0].expire',
      /a reminder after 1d comes too late, because the request expires after 12h/,
    ],
    [
      'four-eyes is switched off',
      'usual: { fourEyes: false }',
      'usual.fourEyes',
      /false must be asker or stages; .* cannot be switched off/,
    ],
    [
      'a truth is a word',
      'usual: { reasonOnReject: yes }',
      'usual.reasonOnReject',
      /"yes" must be true or false/,
    ],
    ['a rule fits everything', 'rules: [{ expire: 2d }]', 'rules[0]', /fits every request; say for which/],
    [
      'a rule has an unknown key',
      `rules: [{ groups: [${group}], product: [] }]`,
      'rules[0]',
      /did you mean products\?/,
    ],
    [
      'a product is a part number',
      'rules: [{ products: [SPE_E5] }]',
      'rules[0].products[0]',
      /"SPE_E5" must be a product id .*GUID/,
    ],
    [
      'a limit is negative',
      'rules: [{ membersAbove: -1 }]',
      'rules[0].membersAbove',
      /-1 must be a whole number from 0/,
    ],
    [
      'a limit is a text',
      'secondPerson: { membersAbove: many }',
      'secondPerson.membersAbove',
      /"many" must be a whole/,
    ],
    ['a second person is a list', 'secondPerson: []', 'secondPerson', /a list must be a mapping/],
    ['a channel is empty', 'channels: [""]', 'channels[0]', /must be the id of a channel/],
    ['a channel is a person', `channels: [person/${group}]`, 'channels[0]', /must be the id of a channel/],
    [
      'there are too many rules',
      `rules: [${'{ membersAbove: 1 },'.repeat(101)}]`,
      'rules',
      /has 101 items; must have at most 100/,
    ],
  ])('%s', (_why, text, place, sentence) => {
    const found = problems(text).filter((problem) => problem.startsWith(`${place}: `));
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(sentence);
  });
});

describe('the problems of a policy file', () => {
  it('come all together, also when parts that belong together are wrong for themselves', () => {
    const found = problems(`
ask: [all]
usual:
  expire: 12h
  quorum: 2
  stages: [{ name: A, approvers: [boss], quorum: none }]
rules:
  - { groups: [Sales], remind: 1 }
  - { membersAbove: 1, stages: [{ name: B, approvers: [manager], quorum: 2 }] }
channels: general
`);
    expect(found.map((problem) => problem.slice(0, problem.indexOf(': ')))).toEqual([
      'ask[0]',
      'usual',
      'usual.stages[0].approvers[0]',
      'usual.stages[0].quorum',
      'usual.expire',
      'rules[0].groups[0]',
      'rules[0].remind',
      'rules[1].stages[0].quorum',
      'channels',
    ]);
  });

  it('are no more than can be mended in one go', () => {
    const found = problems(`rules: [${'{ membersAbove: a, expire: b },'.repeat(60)}]`);
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toBe('and 70 more');
  });

  it('repeat what was written shortly, on one line and without control characters', () => {
    const [found = ''] = problems(`ask: ["\\e[31m\\n${'x'.repeat(500)}"]`);
    expect(found).toMatch(/^ask\[0\]: /);
    expect(found).not.toMatch(/\p{Cc}/u);
    expect(found.length).toBeLessThan(200);
  });
});
