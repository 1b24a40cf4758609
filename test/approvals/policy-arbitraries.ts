import fc from 'fast-check';
import type { ApproverRule, AskRule, Policy, RequestPolicy, StagePolicy } from '../../src/approvals/policy';

const minuteMs = 60_000;
const guid = fc.uuid();
const account = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9._'-]{0,12}$/), fc.stringMatching(/^[a-z][a-z0-9-]{0,8}\.com$/))
  .map(([name, domain]) => `${name}@${domain}`);
const ids = fc.uniqueArray(guid, { maxLength: 4 });
const members = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });

const approver: fc.Arbitrary<ApproverRule> = fc.oneof(
  fc.record({ kind: fc.constant('role' as const), templateId: guid }),
  fc.record({ kind: fc.constant('group' as const), groupId: guid }),
  fc.record({
    kind: fc.constant('people' as const),
    people: fc.uniqueArray(fc.oneof(guid, account), { minLength: 1, maxLength: 5 }),
  }),
  fc.constant({ kind: 'owners' as const }),
  fc.constant({ kind: 'manager' as const }),
);
const approvers = fc.array(approver, { minLength: 1, maxLength: 4 });

const ask: fc.Arbitrary<AskRule> = fc.oneof(
  fc.constantFrom(
    { kind: 'everyone' as const },
    { kind: 'owners' as const },
    { kind: 'guests' as const },
    { kind: 'anonymous' as const },
  ),
  fc.record({ kind: fc.constant('group' as const), groupId: guid }),
  fc.record({ kind: fc.constant('tenant' as const), tenantId: guid }),
);

/** People in one place can be counted, so that a quorum of named people stays within reach. */
function countable(rules: readonly ApproverRule[]): number {
  if (rules.some((rule) => ['role', 'group', 'owners'].includes(rule.kind))) return 60;
  const named = new Set(rules.flatMap((rule) => (rule.kind === 'people' ? rule.people : [])));
  return named.size + Number(rules.some((rule) => rule.kind === 'manager'));
}

function stage(expireMinutes: number): fc.Arbitrary<StagePolicy> {
  return approvers.chain((rules) =>
    fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isName),
      approvers: fc.constant(rules),
      quorum: fc.oneof(fc.constant('everyone' as const), fc.integer({ min: 1, max: countable(rules) })),
      escalate: fc.option(
        fc.record({
          afterMs: fc.integer({ min: 15, max: expireMinutes - 1 }).map((minutes) => minutes * minuteMs),
          to: approvers,
        }),
        { nil: null },
      ),
    }),
  );
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= 60 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

const request: fc.Arbitrary<RequestPolicy> = fc.integer({ min: 61, max: 90 * 24 * 60 }).chain((minutes) =>
  fc.record({
    stages: fc.array(stage(minutes), { minLength: 1, maxLength: 5 }),
    fourEyes: fc.constantFrom('asker' as const, 'stages' as const),
    reasonOnReject: fc.boolean(),
    expireAfterMs: fc.constant(minutes * minuteMs),
    remindEveryMs: fc.option(
      fc.integer({ min: 60, max: minutes - 1 }).map((each) => each * minuteMs),
      { nil: null },
    ),
  }),
);

/** Every policy that a file can say. */
export const policies: fc.Arbitrary<Policy> = fc.record({
  ask: fc.array(ask, { maxLength: 3 }),
  usual: request,
  rules: fc.array(
    fc
      .record({ products: ids, groups: ids, membersAbove: members, policy: request })
      .filter((rule) => rule.products.length + rule.groups.length > 0 || rule.membersAbove !== null),
    { maxLength: 3 },
  ),
  secondPerson: fc.record({ membersAbove: members, products: ids }),
  channels: fc.uniqueArray(fc.stringMatching(/^19:[a-z0-9]{1,32}@thread\.tacv2$/), { maxLength: 3 }),
  fallback: approvers,
});
