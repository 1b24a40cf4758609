import { commands } from '../../src/conversation/table';
import { brokenLinks, page } from './support';

const readme = page('README.md');

describe('README', () => {
  it('lists every command', () => {
    for (const command of Object.keys(commands)) expect(readme).toContain(`| \`${command}\``);
  });

  it('shows only pictures and pages that exist', () => {
    expect(readme).toContain('](docs/install.md)');
    expect(brokenLinks('README.md')).toEqual([]);
  });
});
