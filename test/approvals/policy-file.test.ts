import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readPolicy } from '../../src/approvals/policy-file';
import { defaultPolicy } from '../../src/approvals/policy-default';
import { needsSecondPerson, policyFor } from '../../src/approvals/policy';
import { defaultAssignRoles } from '../../src/config';
import { DeskError } from '../../src/errors';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const e5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
const group = '11111111-1111-4111-8111-111111111111';
const [license, user, global] = defaultAssignRoles;
const docs = path.join(__dirname, '..', '..', 'docs');
const example = readFileSync(path.join(docs, 'policy.example.yaml'), 'utf8');
const standard = defaultPolicy(defaultAssignRoles);

describe('the default policy', () => {
  it('lets everybody ask and one holder of a role that may assign decide', () => {
    expect(standard).toEqual({
      ask: [{ kind: 'everyone' }],
      rules: [],
      usual: {
        stages: [
          {
            name: 'License administrators',
            approvers: [license, user, global].map((templateId) => ({ kind: 'role', templateId })),
            quorum: 1,
            escalate: null,
          },
        ],
        fourEyes: 'asker',
        reasonOnReject: true,
        expireAfterMs: 14 * dayMs,
        remindEveryMs: dayMs,
      },
      secondPerson: { membersAbove: null, products: [] },
      channels: [],
      fallback: [{ kind: 'role', templateId: global }],
    });
  });

  it('asks the holders of the roles that the configuration lets assign', () => {
    expect(defaultPolicy([group]).usual.stages[0]?.approvers).toEqual([{ kind: 'role', templateId: group }]);
  });

  it('never asks an administrator for a second person', () => {
    expect(needsSecondPerson(standard, { skuId: e5, groupId: group, members: 1_000_000 })).toBe(false);
  });
});

describe('the example file', () => {
  it('says the default policy as it stands', () => {
    expect(readPolicy(example, 'example')).toEqual(standard);
  });

  it('is still a policy, and another one, with its commented parts taken in', () => {
    // In prose one space follows the `#`; what is indented further, or begins with a key, is YAML.
    const whole = example.replace(/^( *)# (?=  |rules:|secondPerson:|channels:|escalate:)/gm, '$1');
    const policy = readPolicy(whole, 'example');
    expect(policy.rules).toHaveLength(1);
    expect(policy.rules[0]?.policy.stages.map(({ name }) => name)).toEqual([
      'Manager',
      'License administrators',
    ]);
    expect(policy.usual.stages[0]?.escalate?.afterMs).toBe(2 * dayMs);
    expect(policy.secondPerson.membersAbove).toBe(1000);
    expect(policy.channels).toHaveLength(1);
  });
});

describe('docs/policy.md', () => {
  const page = readFileSync(path.join(docs, 'policy.md'), 'utf8');

  it('shows only policies that can be read', () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const block of blocks) expect(() => readPolicy(block, block)).not.toThrow();
  });

  it('explains every key of the example', () => {
    const keys = [...example.matchAll(/^[# -]*([a-zA-Z]+):(?: |$)/gm)].map((match) => match[1] ?? '');
    const names = new Set(keys.filter((key) => key !== 'md'));
    expect(names.size).toBeGreaterThan(10);
    for (const name of names) expect(page).toMatch(new RegExp(`\`(\\{ )?${name}\\b`));
  });
});

describe('readPolicy', () => {
  it('takes what is left out from the default policy', () => {
    expect(readPolicy('ask: [owners]', 'file')).toEqual({ ...standard, ask: [{ kind: 'owners' }] });
    const policy = readPolicy('usual: { expire: 3d }', 'file', defaultPolicy([group]));
    expect(policy.usual).toEqual({ ...defaultPolicy([group]).usual, expireAfterMs: 3 * dayMs });
  });

  it('takes what a rule leaves out from usual, wherever usual stands', () => {
    const policy = readPolicy(
      `rules: [{ products: [${e5.toUpperCase()}], remind: never }]\nusual: { expire: 2w, fourEyes: stages }`,
      'file',
    );
    const subject = { skuId: e5, groupId: group, members: 1 };
    expect(policyFor(policy, subject)).toEqual({ ...policy.usual, remindEveryMs: null });
    expect(policyFor(policy, { ...subject, skuId: group })).toEqual(policy.usual);
    expect(policy.usual).toMatchObject({ expireAfterMs: 14 * dayMs, fourEyes: 'stages' });
  });

  it('knows roles by name in any case and by template id', () => {
    const policy = readPolicy(`fallback: [{ role: license administrator }, { role: ${group} }]`, 'file');
    expect(policy.fallback).toEqual([
      { kind: 'role', templateId: license },
      { kind: 'role', templateId: group },
    ]);
  });

  it('reads every kind of approver, people in lower case', () => {
    const policy = readPolicy(
      `fallback: [owners, manager, { group: ${group} }, { people: [Adele@Contoso.com, ${group}] }]`,
      'file',
    );
    expect(policy.fallback).toEqual([
      { kind: 'owners' },
      { kind: 'manager' },
      { kind: 'group', groupId: group },
      { kind: 'people', people: ['adele@contoso.com', group] },
    ]);
  });

  it.each([
    ['90m', 1.5 * hourMs],
    ['4h', 4 * hourMs],
    ['3d', 3 * dayMs],
    ['2w', 14 * dayMs],
    ['90d', 90 * dayMs],
  ])('reads a time like %s', (text, ms) => {
    expect(readPolicy(`usual: { expire: ${text}, remind: never }`, 'file').usual.expireAfterMs).toBe(ms);
  });

  it('lets nobody but administrators ask when the list is empty', () => {
    expect(readPolicy('ask: []', 'file').ask).toEqual([]);
  });

  it('reads JSON with tabs and a byte order mark', () => {
    const json = `\ufeff${JSON.stringify(parse(example), null, '\t')}`;
    expect(readPolicy(json, 'file.json')).toEqual(standard);
  });
});

it('refuses a file with a coded error that names it', () => {
  let thrown: unknown;
  try {
    readPolicy('asks: []', '/etc/policy.yaml');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DeskError);
  expect(thrown).toMatchObject({
    code: 'policy.invalid',
    sentence:
      '/etc/policy.yaml is not a usable policy. Please mend:\n  - the file: "asks" is not a key here; did you mean ask?',
  });
});
