import { variableNames } from '../../src/config';
import { firstColumn, page } from './support';

describe('the page of settings', () => {
  it('has every variable that is read, and no other', () => {
    const told = firstColumn(page('docs/configuration.md')).filter((name) => !name.startsWith('SANDBOX_'));
    const read = variableNames.filter((name) => !name.startsWith('SANDBOX_'));
    expect(told.sort()).toEqual([...read].sort());
  });
});
