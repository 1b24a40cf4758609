import { bar } from '../../../src/conversation/views/parts/bar';

describe('bar', () => {
  it.each([
    [0, 100, 0],
    [1, 10_000, 1], // some
    [9_999, 10_000, 99], // not all
    [50, 100, 50],
    [12, 10, 100],
    [0, 0, 0],
    [-5, 10, 0],
  ])('%i of %i is %i percent', (part, whole, percent) => {
    expect(bar(part, whole).percent).toBe(percent);
  });
});
