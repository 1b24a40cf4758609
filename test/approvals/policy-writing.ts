import type { ApproverRule, AskRule, Policy, RequestPolicy, StagePolicy } from '../../src/approvals/policy';
import { durationText } from '../../src/approvals/policy-values';

/** A policy as plain data in the shape of a policy file, with nothing left out. */
export function fileOf(policy: Policy): Record<string, unknown> {
  const { secondPerson } = policy;
  return {
    ask: policy.ask.map(askOf),
    usual: requestOf(policy.usual),
    rules: policy.rules.map(({ products, groups, membersAbove, policy: request }) => ({
      products,
      groups,
      ...(membersAbove === null ? {} : { membersAbove }),
      ...requestOf(request),
    })),
    secondPerson: {
      products: secondPerson.products,
      ...(secondPerson.membersAbove === null ? {} : { membersAbove: secondPerson.membersAbove }),
    },
    channels: policy.channels,
    fallback: policy.fallback.map(approverOf),
  };
}

function requestOf(policy: RequestPolicy): Record<string, unknown> {
  return {
    stages: policy.stages.map(stageOf),
    expire: durationText(policy.expireAfterMs),
    remind: policy.remindEveryMs === null ? 'never' : durationText(policy.remindEveryMs),
    fourEyes: policy.fourEyes,
    reasonOnReject: policy.reasonOnReject,
  };
}

function stageOf({ name, approvers, quorum, escalate }: StagePolicy): Record<string, unknown> {
  const given = { name, approvers: approvers.map(approverOf), quorum };
  if (!escalate) return given;
  return { ...given, escalate: { after: durationText(escalate.afterMs), to: escalate.to.map(approverOf) } };
}

function approverOf(rule: ApproverRule): unknown {
  switch (rule.kind) {
    case 'role':
      return { role: rule.templateId };
    case 'group':
      return { group: rule.groupId };
    case 'people':
      return { people: rule.people };
    default:
      return rule.kind;
  }
}

function askOf(rule: AskRule): unknown {
  switch (rule.kind) {
    case 'group':
      return { group: rule.groupId };
    case 'tenant':
      return { tenant: rule.tenantId };
    default:
      return rule.kind;
  }
}
