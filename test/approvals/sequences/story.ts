import fc from 'fast-check';
import type { ApproverRule } from '../../../src/approvals/policy';
import type { Stage } from '../../../src/approvals/request';
import type { Person } from '../../../src/licensing/change';
import { ids } from '../../support/builders';
import { licenseAdministrator } from '../../support/requests';

/** The people of the stories; the first is who asks. */
export const crew: readonly Person[] = Array.from({ length: 5 }, (_, index) => ({
  id: `d0d0d0d0-0000-4000-8000-00000000000${index}`,
  name: `Person ${index}`,
}));
export const asker = crew[0] as Person;
export const hourMs = 3_600_000;

const rules: readonly ApproverRule[] = [
  { kind: 'role', templateId: licenseAdministrator },
  { kind: 'owners' },
  { kind: 'group', groupId: ids.otherGroup },
  { kind: 'manager' },
  { kind: 'people', people: [crew[4]?.id ?? '', asker.id] },
];
const stageOf: fc.Arbitrary<Stage> = fc
  .record({
    rules: fc.uniqueArray(fc.constantFrom(...rules), { minLength: 1, maxLength: 3 }),
    quorum: fc.constantFrom<Stage['quorum']>(1, 2, 2, 'everyone'),
    escalates: fc.boolean(),
  })
  .map(({ escalates, ...stage }) => ({
    ...stage,
    name: 'Stage',
    approvers: [],
    escalate: escalates ? { afterMs: 5 * hourMs, to: [rules[0] as ApproverRule] } : null,
  }));

const place = fc.nat(crew.length - 1);
const pressOf = fc.record({
  who: place,
  verb: fc.constantFrom(
    ...Array.from({ length: 9 }, () => 'decide.approve'),
    'decide.reject',
    'decide.ask',
    'decide.reassign',
    'request.answer',
    'request.follow',
    'request.withdraw',
  ),
  /** Which card: the present one, an older one, or one that was never drawn. */
  behind: fc.constantFrom(0, 0, 0, 0, 1, 2, -1),
  to: place,
  /** Where: in their own chat, or where everybody reads along. */
  shared: fc.constantFrom(false, false, false, true),
  /** How often it arrives, and how many steps later; what it carries is of now. */
  times: fc.constantFrom(1, 1, 1, 2),
  delay: fc.constantFrom(0, 0, 0, 1, 3),
});
export type Press = typeof pressOf extends fc.Arbitrary<infer T> ? T : never;

const kind = <K extends string>(name: K) => ({ kind: fc.constant(name) });
const stepOf = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...kind('press'),
      presses: fc.array(pressOf, { minLength: 1, maxLength: 3 }),
      /** What the jobs do at the same time. */
      meanwhile: fc.constantFrom('nothing', 'deliver', 'write', 'tick'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...kind('write'), writers: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ ...kind('deliver'), workers: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ ...kind('wait'), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ ...kind('role'), who: place }) },
  { weight: 1, arbitrary: fc.record({ ...kind('owner'), who: place }) },
  { weight: 2, arbitrary: fc.record(kind('demote')) },
  { weight: 1, arbitrary: fc.record(kind('insist')) },
  { weight: 1, arbitrary: fc.record(kind('all')) },
  { weight: 1, arbitrary: fc.record({ ...kind('deputy'), who: place, to: place }) },
  // What can happen to messages: somebody blocks the bot, writes to it (again), or a message is deleted.
  { weight: 1, arbitrary: fc.record({ ...kind('block'), who: place }) },
  { weight: 1, arbitrary: fc.record({ ...kind('speak'), who: place }) },
  { weight: 1, arbitrary: fc.record({ ...kind('delete'), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record(kind('rest')) },
);

/** Everything that is drawn: who is who, what the policy wants, what happens, and in which order things overlap. */
export const story = fc.record({
  stages: fc.array(stageOf, { minLength: 1, maxLength: 2 }),
  fourEyes: fc.constantFrom('asker' as const, 'stages' as const),
  administrators: fc.uniqueArray(place, { minLength: 2, maxLength: 4 }),
  owners: fc.uniqueArray(place, { maxLength: 2 }),
  members: fc.uniqueArray(place, { minLength: 1, maxLength: 4 }),
  manager: place,
  /** Who never spoke with the bot, besides the asker. */
  strangers: fc.uniqueArray(place, { maxLength: 2 }),
  askedIn: fc.constantFrom('own' as const, 'own' as const, 'shared' as const),
  channel: fc.boolean(),
  /** What the channel makes of each call, over and over; `lost`: done, and the answer never came. */
  answers: fc.array(fc.constantFrom('ok', 'ok', 'ok', 'ok', 'later', 'lost'), { minLength: 3, maxLength: 7 }),
  /** What becomes of the first attempt to write. */
  write: fc.constantFrom('ok', 'ok', 'not done', 'lost'),
  steps: fc.array(stepOf, { minLength: 3, maxLength: 8, size: 'max' }),
  /** At last everybody approves; otherwise what still waits expires. */
  closes: fc.constantFrom(true, false, false),
  order: fc.nat(),
});
export type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;
