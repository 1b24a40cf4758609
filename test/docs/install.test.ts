import { GRAPH_CALLS } from '../../src/graph/permissions';
import { firstColumn, page } from './support';

const install = page('docs/install.md');

describe('the page that installs License Desk', () => {
  it('asks for every permission that a Graph call needs, and for no other', () => {
    const needed = new Set(Object.values(GRAPH_CALLS).flatMap((call) => [...call.permissions]));
    const asked = firstColumn(install).filter((name) => /^\w+(\.\w+)+$/.test(name));
    expect(asked.sort()).toEqual([...needed].sort());
  });
});
