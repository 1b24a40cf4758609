import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clouds, cloudNames } from '../../src/clouds';
import { identitySettings } from '../../src/config/identities';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'identity.md'), 'utf8');

describe('docs/identity.md', () => {
  it('names every setting of an identity', () => {
    expect(identitySettings.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });

  it('has every cloud as it is', () => {
    const cells = [
      ...page.matchAll(/^\| `([a-z-]+)` +\| `(\S+)` +\| `(\S+)` +\| `(\S+)` +\| `(\S+)` +\|$/gm),
    ];
    expect(cells.map((row) => row.slice(1))).toEqual(
      cloudNames.map((name) => {
        const { authorityHost, graphBaseUrl, channel, serviceHosts } = clouds[name];
        return [name, authorityHost, graphBaseUrl, channel.issuer, serviceHosts[0]];
      }),
    );
  });
});
