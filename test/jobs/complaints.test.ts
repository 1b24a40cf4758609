import { createComplaints } from '../../src/jobs/complaints';
import { after } from '../support/builders';

it('tells the same trouble once a minute, with how often it came meanwhile', () => {
  let now = after(0);
  const told: object[] = [];
  const complain = createComplaints(() => now, { error: (fields) => void told.push(fields) });
  complain('gone');
  complain('gone');
  complain('other');
  now = after(59);
  complain('gone');
  expect(told).toEqual([{ error: 'gone' }, { error: 'other' }]);
  now = after(60);
  complain('gone');
  expect(told[2]).toEqual({ error: 'gone', timesSince: 2 });
});

it('forgets old troubles rather than remember ever more', () => {
  const told: object[] = [];
  const complain = createComplaints(() => after(0), { error: (fields) => void told.push(fields) });
  for (let n = 0; n < 500; n += 1) complain(`trouble ${n}`);
  complain('trouble 499');
  expect(told).toHaveLength(500);
});
