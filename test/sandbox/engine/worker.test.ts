import { virtualClock } from '../../../src/sandbox/clock';
import { Worker, type Job } from '../../../src/sandbox/engine/worker';

/** A job of so many slices, which writes down when it gets its turns. */
function job(name: string, slices: number, log: string[], cost = 100): Job & { asked: number } {
  let left = slices;
  let due = 0;
  return {
    asked: 0,
    get dueAt() {
      this.asked += 1;
      return due;
    },
    step(now) {
      log.push(`${name} ${now}`);
      left -= 1;
      due = left > 0 ? now : Infinity;
      return cost;
    },
  };
}

it('jobs take turns', () => {
  const log: string[] = [];
  const clock = virtualClock();
  const worker = new Worker(clock);
  for (const each of [job('a', 3, log), job('b', 2, log)]) worker.wake(each);
  clock.advance(0);
  expect(log).toEqual(['a 0', 'b 0', 'a 0', 'b 0', 'a 0']);
});

it('a job that is done is let go', () => {
  const clock = virtualClock();
  const worker = new Worker(clock);
  const done = job('done', 1, []);
  worker.wake(done);
  clock.advance(0);
  const { asked } = done;
  worker.wake(job('other', 5, []));
  clock.advance(0);
  expect(done.asked).toBe(asked);
});

it('a job that is due earlier does not wait for the one that was there first', () => {
  const log: string[] = [];
  const clock = virtualClock();
  const worker = new Worker(clock);
  worker.wake({ dueAt: 1_000, step: () => 1 });
  worker.wake(job('early', 1, log));
  clock.advance(1);
  expect(log).toEqual(['early 0']);
});

it('nothing runs after the end, not even what is woken later', () => {
  const log: string[] = [];
  const clock = virtualClock();
  const worker = new Worker(clock);
  worker.wake(job('before', 1, log));
  worker.stop();
  worker.wake(job('after', 1, log));
  clock.advance(1_000);
  expect(log).toEqual([]);
});
