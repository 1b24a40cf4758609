import { commands } from '../../src/conversation/table';
import { page } from './support';

const readme = page('README.md');

describe('README', () => {
  it('lists every command', () => {
    for (const command of Object.keys(commands)) expect(readme).toContain(`| \`${command}\``);
  });

  it('leads to the pages that everybody needs', () => {
    for (const name of ['install', 'configuration', 'policy', 'sandbox'])
      expect(readme).toContain(`](docs/${name}.md)`);
  });
});
