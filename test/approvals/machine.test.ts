import fc from 'fast-check';
import { decide, type Authority, type Outcome, type RequestEvent } from '../../src/approvals/machine';
import { hasQuorum, missingVoices } from '../../src/approvals/quorum';
import type { Request, Stage } from '../../src/approvals/request';
import type { Person } from '../../src/licensing/change';
import { canMove, changeStates, isFinal, isOpen, type ChangeState } from '../../src/licensing/change-states';
import { aDecision, anApprover, aQuestion, aRequest, aStage, people } from '../support/requests';

const at = '2026-11-24T12:00:00.000Z';
const asker = people.megan;
const admin: Authority = { role: 'License Administrator', onBehalfOf: null };

const on = (state: ChangeState, event: RequestEvent, over: Partial<Request> = {}): Outcome =>
  decide({ state, asker, request: aRequest(over) }, event, at);
const yes = (by: Person, authority: Authority | null = admin): RequestEvent => ({
  kind: 'approve',
  by,
  authority,
  reason: '',
});
const no = (by: Person, reason: string): RequestEvent => ({ kind: 'reject', by, authority: admin, reason });
const movedTo = (outcome: Outcome): string => (outcome.kind === 'move' ? outcome.to : outcome.why);

describe('one decision', () => {
  it('approves a request of one stage and one approval', () => {
    const outcome = on('waiting', yes(people.adele));
    expect(movedTo(outcome)).toBe('queued');
    expect(outcome.kind === 'move' && outcome.request.decisions).toMatchObject([
      { by: people.adele, verdict: 'approve', role: 'License Administrator', at },
    ]);
  });

  it('rejects with a reason, and not without where one is wanted', () => {
    expect(movedTo(on('waiting', no(people.adele, 'Too many seats.')))).toBe('rejected');
    expect(movedTo(on('waiting', no(people.adele, '  ')))).toBe('reason-missing');
    expect(movedTo(on('waiting', no(people.adele, ''), { reasonOnReject: false }))).toBe('rejected');
  });

  it('never lets the asker decide, not through a deputy either', () => {
    expect(movedTo(on('waiting', yes(asker)))).toBe('own');
    expect(movedTo(on('waiting', yes(people.adele, { role: 'x', onBehalfOf: asker })))).toBe('own');
    expect(movedTo(on('waiting', no(asker, 'mine')))).toBe('own');
  });

  it('lets nobody decide without authority', () => {
    expect(movedTo(on('waiting', yes(people.adele, null)))).toBe('not-approver');
  });

  it('counts one person once, and a person and their deputy once', () => {
    const two = { stages: [aStage({ quorum: 2 })] };
    const once = { ...two, decisions: [aDecision()] };
    expect(movedTo(on('waiting', yes(people.adele), two))).toBe('waiting');
    expect(movedTo(on('waiting', yes(people.adele), once))).toBe('already-decided');
    const deputy: Authority = { role: 'License Administrator', onBehalfOf: people.adele };
    expect(movedTo(on('waiting', yes(people.alex, deputy), once))).toBe('already-decided');
    expect(movedTo(on('waiting', yes(people.lynne), once))).toBe('queued');
  });

  it('goes to the next stage, where four-eyes may want other people', () => {
    const stages = [aStage(), aStage({ name: 'Second', approvers: [] })];
    const outcome = on('waiting', yes(people.adele), { stages });
    expect(outcome).toMatchObject({ kind: 'move', to: 'waiting', beginsStage: true, request: { stage: 1 } });
    const second = { stages, stage: 1, decisions: [aDecision()] };
    expect(movedTo(on('waiting', yes(people.adele), second))).toBe('queued');
    expect(movedTo(on('waiting', yes(people.adele), { ...second, fourEyes: 'stages' }))).toBe('four-eyes');
    expect(movedTo(on('waiting', yes(people.lynne), { ...second, fourEyes: 'stages' }))).toBe('queued');
  });

  it('wants everyone who was asked, for whom a deputy may speak', () => {
    const approvers = [
      anApprover(),
      anApprover(people.lynne),
      anApprover({ ...people.alex, through: 'deputy', deputyOf: people.lynne }),
    ];
    const stages = [aStage({ quorum: 'everyone', approvers })];
    expect(movedTo(on('waiting', yes(people.adele), { stages }))).toBe('waiting');
    const deputy: Authority = { role: 'x', onBehalfOf: people.lynne };
    expect(movedTo(on('waiting', yes(people.alex, deputy), { stages, decisions: [aDecision()] }))).toBe(
      'queued',
    );
    expect(hasQuorum(aRequest({ stages: [aStage({ quorum: 'everyone', approvers: [] })] }))).toBe(false);
    // Nobody could be found but those who were asked instead: one of them is enough.
    const instead = [
      anApprover({ through: 'escalated' }),
      anApprover({ ...people.lynne, through: 'escalated' }),
    ];
    const fallback = [aStage({ quorum: 'everyone', approvers: instead })];
    expect(movedTo(on('waiting', yes(people.adele), { stages: fallback }))).toBe('queued');
  });
});

it('knows how many more people would have to be asked', () => {
  const missing = (stage: Partial<Stage>, over: Partial<Request> = {}) =>
    missingVoices(aRequest({ stages: [aStage(stage)], ...over }));
  expect(missing({})).toBe(0);
  expect(missing({ quorum: 3 })).toBe(1);
  expect(missing({ quorum: 3, approvers: [] })).toBe(3);
  expect(missing({ quorum: 'everyone', approvers: [] })).toBe(1);
  expect(missing({ quorum: 2 }, { unreached: [people.lynne.id] })).toBe(1);
  // Who has said yes counts although no card reaches them; whoever is away is spoken for by a deputy, once.
  const decisions = [aDecision({ by: people.lynne })];
  expect(missing({ quorum: 2 }, { unreached: [people.lynne.id], decisions })).toBe(0);
  const deputy = anApprover({ ...people.alex, through: 'deputy', deputyOf: people.lynne });
  const approvers = [anApprover(), anApprover(people.lynne), deputy];
  expect(missing({ quorum: 2, approvers })).toBe(0);
  expect(missing({ quorum: 3, approvers })).toBe(1);
  expect(missing({ quorum: 3, approvers }, { decisions })).toBe(1);
  // Four eyes: a voice of an earlier stage is none here.
  const before = { stages: [aStage(), aStage()], stage: 1, decisions };
  expect(missingVoices(aRequest({ ...before, fourEyes: 'stages' }))).toBe(0);
  const two = { ...before, stages: [aStage(), aStage({ quorum: 2 })] };
  expect(missingVoices(aRequest({ ...two, fourEyes: 'stages' }))).toBe(1);
  expect(missingVoices(aRequest(two))).toBe(0);
});

describe('around a decision', () => {
  it('asks back, and waits again when the asker has answered', () => {
    const ask: RequestEvent = { kind: 'ask', by: people.adele, authority: admin, text: 'Why now?' };
    expect(movedTo(on('waiting', ask))).toBe('asked-back');
    expect(movedTo(on('waiting', { ...ask, text: ' ' }))).toBe('text-missing');
    const answer: RequestEvent = { kind: 'answer', by: asker, text: 'They start on Monday.' };
    const open = { questions: [aQuestion()] };
    const answered = on('asked-back', answer, open);
    expect(movedTo(answered)).toBe('waiting');
    expect(answered.kind === 'move' && answered.request.questions[0]?.answer).toBe('They start on Monday.');
    expect(movedTo(on('waiting', answer))).toBe('nothing-asked');
    expect(movedTo(on('asked-back', { ...answer, by: people.adele }, open))).toBe('not-asker');
    // An approver need not wait for the answer.
    expect(movedTo(on('asked-back', yes(people.lynne), open))).toBe('queued');
  });

  it('hands over to somebody who may decide, and never to the asker', () => {
    const hand = (to: Person, toMayDecide = true): RequestEvent => ({
      kind: 'reassign',
      by: people.adele,
      authority: admin,
      to,
      toMayDecide,
    });
    const outcome = on('waiting', hand(people.alex));
    expect(outcome.kind === 'move' && outcome.request.stages[0]?.approvers.map(({ id }) => id)).toEqual([
      people.lynne.id,
      people.alex.id,
    ]);
    expect(movedTo(on('waiting', hand(asker)))).toBe('not-allowed');
    expect(movedTo(on('waiting', hand(people.alex, false)))).toBe('not-allowed');
    // Of two who must both approve, none can leave it to the other.
    const both = { stages: [aStage({ quorum: 2 })] };
    expect(movedTo(on('waiting', hand(people.lynne)))).toBe('waiting');
    expect(movedTo(on('waiting', hand(people.lynne), both))).toBe('too-few');
    expect(movedTo(on('waiting', hand(people.alex), both))).toBe('waiting');
    const decided = { ...both, decisions: [aDecision({ by: people.lynne })] };
    expect(movedTo(on('waiting', hand(people.lynne), decided))).toBe('too-few');
  });

  it('is withdrawn by the asker alone, and expires by time', () => {
    expect(movedTo(on('waiting', { kind: 'withdraw', by: asker }))).toBe('withdrawn');
    expect(movedTo(on('waiting', { kind: 'withdraw', by: people.adele }))).toBe('not-asker');
    expect(movedTo(on('asked-back', { kind: 'expire' }))).toBe('expired');
  });

  it('waits again when an approver has lost the role before the change was written', () => {
    const decisions = [aDecision(), aDecision({ stage: 1, by: people.lynne })];
    const stages = [aStage(), aStage()];
    const lost = on(
      'queued',
      { kind: 'lose', decisions: decisions.slice(0, 1) },
      { stages, stage: 1, decisions },
    );
    expect(lost).toMatchObject({ to: 'waiting', beginsStage: true, request: { stage: 0, decisions: [] } });
    const second = on(
      'queued',
      { kind: 'lose', decisions: decisions.slice(1) },
      { stages, stage: 1, decisions },
    );
    expect(second).toMatchObject({ to: 'waiting', request: { stage: 1, decisions: [decisions[0]] } });
    expect(movedTo(on('queued', { kind: 'lose', decisions: [] }, { stages, decisions }))).toBe('closed');
    expect(movedTo(on('applying', { kind: 'lose', decisions }, { stages, decisions }))).toBe('closed');
  });

  it.each(changeStates.filter((state) => !isOpen(state)))(
    'lets nothing happen to one that is %s',
    (state) => {
      const events: RequestEvent[] = [
        yes(people.adele),
        no(people.adele, 'x'),
        { kind: 'ask', by: people.adele, authority: admin, text: 'x' },
        { kind: 'answer', by: asker, text: 'x' },
        { kind: 'reassign', by: people.adele, authority: admin, to: people.alex, toMayDecide: true },
        { kind: 'withdraw', by: asker },
        { kind: 'expire' },
      ];
      expect(events.map((event) => movedTo(on(state, event)))).toEqual(events.map(() => 'closed'));
    },
  );
});

/** Presses by anybody in any order, some of them twice and late, against a request that only a revision guards. */
describe('any order of presses', () => {
  const crowd = [asker, people.adele, people.lynne, people.alex, { id: 'd4', name: 'Guest' }] as const;
  const press = fc.record({
    kind: fc.oneof(
      { weight: 3, arbitrary: fc.constant('approve' as const) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('reject', 'ask', 'answer', 'reassign', 'withdraw', 'expire', 'lose'),
      },
    ),
    who: fc.nat({ max: crowd.length - 1 }),
    target: fc.nat({ max: crowd.length - 1 }),
    /** How many presses old the card is that was pressed. */
    age: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 3 })),
    twice: fc.boolean(),
    text: fc.constantFrom('', 'because'),
  });
  const plan = fc.record({
    quorums: fc.array(fc.constantFrom<1 | 2 | 'everyone'>(1, 2, 'everyone'), { minLength: 1, maxLength: 3 }),
    fourEyes: fc.constantFrom<'asker' | 'stages'>('asker', 'stages'),
    /** Who may decide in each stage, by place in the crowd; Entra's word, which may change meanwhile. */
    allowed: fc.array(fc.subarray([0, 1, 2, 3]), { minLength: 3, maxLength: 3 }),
    deputy: fc.option(fc.constantFrom(0, 1, 2, 3), { nil: undefined }),
    presses: fc.array(press, { maxLength: 14 }),
  });

  it('never applies what the policy does not allow, nor twice, and ends in one state', () => {
    let applied = 0;
    let ended = 0;
    fc.assert(
      fc.property(plan, ({ quorums, fourEyes, allowed, deputy, presses }) => {
        const approversOf = (stage: number) =>
          (allowed[stage] ?? [])
            .map((place) => crowd[place] as Person)
            .filter(({ id }) => id !== asker.id)
            .map((person) => anApprover(person));
        let request = aRequest({
          fourEyes,
          stages: quorums.map((quorum, stage) => aStage({ quorum, approvers: approversOf(stage) })),
        });
        let state: ChangeState = 'waiting';
        let revision = 1;
        let writes = 0;
        const authorityOf = (place: number): Authority | null => {
          if ((allowed[request.stage] ?? []).includes(place)) return admin;
          // The fourth of the crowd is somebody's deputy.
          if (place !== 3 || deputy === undefined) return null;
          return (allowed[request.stage] ?? []).includes(deputy)
            ? { role: 'deputy', onBehalfOf: crowd[deputy] }
            : null;
        };
        for (const each of presses.flatMap((one) => (one.twice ? [one, one] : [one]))) {
          const by = crowd[each.who] as Person;
          const authority = authorityOf(each.who);
          const to = crowd[each.target] as Person;
          const events: Record<typeof each.kind, RequestEvent> = {
            approve: { kind: 'approve', by, authority, reason: each.text },
            reject: { kind: 'reject', by, authority, reason: each.text },
            ask: { kind: 'ask', by, authority, text: each.text },
            answer: { kind: 'answer', by, text: each.text },
            reassign: { kind: 'reassign', by, authority, to, toMayDecide: authorityOf(each.target) !== null },
            withdraw: { kind: 'withdraw', by },
            expire: { kind: 'expire' },
            lose: { kind: 'lose', decisions: request.decisions.slice(0, 1) },
          };
          const seen = revision - each.age;
          const before = { state, request };
          const outcome = decide({ state, asker, request }, events[each.kind], at);
          // The store moves only from the revision that the card was drawn from.
          if (outcome.kind === 'refused' || seen !== revision) continue;
          expect(canMove(state, outcome.to)).toBe(true);
          if (isFinal(before.state)) throw new Error('a final state was left');
          ({ request } = outcome);
          state = outcome.to;
          revision += 1;
          if (state === 'queued') {
            writes += 1;
            applied += 1;
            checkApproval(request, quorums, fourEyes);
          }
          if (before.state === 'queued') writes -= 1; // it fell back before it was written
        }
        expect(writes).toBe(state === 'queued' ? 1 : 0);
        ended += isFinal(state) ? 1 : 0;
      }),
      { numRuns: 12_000, seed: 20261124 },
    );
    // Or the property would be about refusals only.
    expect(applied).toBeGreaterThan(300);
    expect(ended).toBeGreaterThan(1_000);
  });

  function checkApproval(
    request: Request,
    quorums: readonly (1 | 2 | 'everyone')[],
    fourEyes: 'asker' | 'stages',
  ): void {
    const voices = new Map<number, Set<string>>();
    for (const each of request.decisions) {
      expect(each.verdict).toBe('approve');
      expect([each.by.id, each.onBehalfOf?.id]).not.toContain(asker.id);
      const voice = (each.onBehalfOf ?? each.by).id;
      const stage = voices.get(each.stage) ?? new Set<string>();
      expect(stage.has(voice)).toBe(false);
      stage.add(voice);
      voices.set(each.stage, stage);
    }
    quorums.forEach((quorum, index) => {
      const given = voices.get(index)?.size ?? 0;
      const asked = request.stages[index]?.approvers.length ?? 0;
      expect(given).toBeGreaterThanOrEqual(quorum === 'everyone' ? Math.max(1, asked) : quorum);
    });
    if (fourEyes === 'stages') {
      const all = request.decisions.flatMap(({ by, onBehalfOf }) => [
        by.id,
        ...(onBehalfOf ? [onBehalfOf.id] : []),
      ]);
      expect(new Set(all).size).toBe(all.length);
    }
  }
});
