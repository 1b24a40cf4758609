import { fitsPath } from '../../../src/sandbox/faults/path-glob';

describe('a path pattern', () => {
  it.each([
    ['/groups', '/groups', true],
    ['/groups', '/groups/1', false],
    ['/groups/*', '/groups/1', true],
    ['/groups/*', '/groups', false],
    ['/groups/*', '/groups/1/members', false],
    ['/groups/*/assignLicense', '/Groups/1/ASSIGNLICENSE', true],
    ['/groups/**', '/groups', true],
    ['/groups/**', '/groups/1/members/microsoft.graph.user', true],
    ['/**/members', '/groups/1/members', true],
    ['/**/members', '/groups/1/members/2', false],
    ['/**/*/members/**', '/a/members/members/b', true],
    ['**', '', true],
    ['/users/a.b', '/users/axb', false],
  ])('%s fits %s: %s', (pattern, path, fits) => {
    expect(fitsPath(pattern, path)).toBe(fits);
  });

  it('takes its time from the lengths alone, whatever is in it', () => {
    const pattern = '/**/a'.repeat(100) + '/x';
    expect(fitsPath(pattern, '/a'.repeat(20_000))).toBe(false);
  });
});
