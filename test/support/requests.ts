import type { Approver, Decision, Question, Request, Stage } from '../../src/approvals/request';
import type { Change } from '../../src/licensing/change';
import { after, change, forecast, ids, noon } from './builders';

/** People of the approval stories; nobody is two of them. */
export const people = {
  megan: { id: ids.person, name: 'Megan Bowen' },
  adele: { id: 'a1a1a1a1-1111-4a11-8a11-a1a1a1a1a1a1', name: 'Adele Vance' },
  lynne: { id: 'b2b2b2b2-2222-4b22-8b22-b2b2b2b2b2b2', name: 'Lynne Robbins' },
  alex: { id: 'c3c3c3c3-3333-4c33-8c33-c3c3c3c3c3c3', name: 'Alex Wilber' },
} as const;

export const licenseAdministrator = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';

export function anApprover(over: Partial<Approver> = {}): Approver {
  return { ...people.adele, through: 'role', deputyOf: null, ...over };
}

/** One stage in which one of the License Administrators decides. */
export function aStage(over: Partial<Stage> = {}): Stage {
  return {
    name: 'License administrators',
    rules: [{ kind: 'role', templateId: licenseAdministrator }],
    quorum: 1,
    escalate: null,
    approvers: [anApprover(), anApprover(people.lynne)],
    ...over,
  };
}

export function aDecision(over: Partial<Decision> = {}): Decision {
  return {
    stage: 0,
    by: people.adele,
    onBehalfOf: null,
    verdict: 'approve',
    role: 'License Administrator',
    reason: '',
    at: after(3_600).toISOString(),
    ...over,
  };
}

export function aQuestion(over: Partial<Question> = {}): Question {
  return {
    by: people.adele,
    text: 'Is E1 not enough for them?',
    at: after(1_800).toISOString(),
    answer: null,
    answeredAt: null,
    ...over,
  };
}

/** What Megan asked for, before anybody decided. */
export function aRequest(over: Partial<Request> = {}): Request {
  return {
    justification: 'The sales team moves to the new phone system on Monday.',
    neededUntil: null,
    stages: [aStage()],
    stage: 0,
    decisions: [],
    questions: [],
    followers: [],
    fourEyes: 'asker',
    reasonOnReject: true,
    askedForecast: forecast(),
    askedAt: noon.toISOString(),
    expiresAt: after(7 * 86_400).toISOString(),
    remindEveryMs: 86_400_000,
    remindAt: after(86_400).toISOString(),
    escalateAt: null,
    currentSince: 1,
    unreached: [],
    ...over,
  };
}

/** A request that waits for its first decision. */
export function aWaitingChange(over: Partial<Change> = {}): Change {
  return change({
    state: 'waiting',
    revision: 2,
    request: aRequest(),
    confirmedAt: null,
    attemptedAt: null,
    acceptedAt: null,
    ...over,
  });
}
