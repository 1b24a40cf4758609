import {
  conflicts,
  dependencies,
  findConflict,
  mailboxPlans,
  missingDependency,
} from '../../../src/sandbox/engine/plan-rules';
import { plans } from './support';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const p1 = 'd56f3deb-50d8-465a-bedb-f079817ccac1';
const customerService = '99340b49-fb81-4b1e-976b-8f2ae8e9394f';
const sales = '2da8e897-7791-486b-b08f-cc63c8129df7';

it('every row has ids of plans and says where it comes from', () => {
  const ids = [
    ...dependencies.flatMap(({ plan, needsOneOf }) => [plan, ...needsOneOf]),
    ...conflicts.flatMap((row) => row.plans),
    ...mailboxPlans,
  ];
  expect(ids.filter((id) => !guid.test(id))).toEqual([]);
  expect([...dependencies, ...conflicts].filter(({ source }) => source.length < 20)).toEqual([]);
});

it('no row names a plan twice', () => {
  for (const { plans: row } of conflicts) expect(new Set(row).size).toBe(row.length);
});

it('no plan of a row is also among its own prerequisites', () => {
  for (const { plan, needsOneOf } of dependencies) expect(needsOneOf).not.toContain(plan);
});

it('plans of mailboxes do not exclude each other: Microsoft lifted that in 2023', () => {
  for (const plan of mailboxPlans)
    expect(findConflict(new Set([plan]), new Set(mailboxPlans))).toBeUndefined();
});

it('Dynamics 365 plans exclude each other, but for the pair that was confirmed to go together', () => {
  expect(findConflict(new Set([p1]), new Set([customerService]))).toBeUndefined();
  expect(findConflict(new Set([p1]), new Set([sales]))).toEqual([p1, sales]);
  expect(findConflict(new Set([customerService]), new Set([sales]))).toEqual([customerService, sales]);
});

it('a product that bundles two plans of a row does not conflict with itself', () => {
  const bundle = new Set([customerService, sales]);
  expect(findConflict(bundle, bundle)).toBeUndefined();
});

it('any one of several prerequisites is enough', () => {
  expect(missingDependency(new Set([plans.audioConferencing]))?.plan).toBe(plans.audioConferencing);
  expect(missingDependency(new Set([plans.audioConferencing, plans.teams]))).toBeUndefined();
  expect(missingDependency(new Set([plans.audioConferencing, plans.skype]))).toBeUndefined();
});
