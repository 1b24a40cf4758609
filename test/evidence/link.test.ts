import { linkKey, linkLastsMs, readLink, signLink, type LinkClaims } from '../../src/evidence/link';
import { createLinks } from '../../src/evidence/links';
import { after, ids, noon } from '../support/builders';

const key = linkKey('a password of the bot');
const claims: LinkClaims = {
  changeId: ids.change,
  format: 'csv',
  personId: ids.person,
  nonce: 'n-1',
  expiresAt: after(300).getTime(),
};
const token = signLink(key, claims);

describe('a signed link', () => {
  it('gives back what it was made for, until it expires', () => {
    expect(readLink(key, token, noon)).toEqual(claims);
    expect(readLink(key, token, after(299.999))).toEqual(claims);
    expect(readLink(key, token, after(300))).toBe('expired');
  });

  it('holds no character that a path would escape', () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  it('is wrong with any one character altered, left out or put in', () => {
    for (let i = 0; i < token.length; i += 1) {
      const other = token[i] === 'A' ? 'B' : 'A';
      for (const altered of [
        token.slice(0, i) + other + token.slice(i + 1),
        token.slice(0, i) + token.slice(i + 1),
        `${token.slice(0, i)}A${token.slice(i)}`,
      ]) {
        expect(readLink(key, altered, noon)).toBe('wrong');
      }
    }
  });

  it('is wrong with another key, although the claims are good', () => {
    expect(readLink(linkKey('another'), token, noon)).toBe('wrong');
    expect(readLink(linkKey(''), token, noon)).toBe('wrong');
  });

  const signed = (value: unknown): string => signLink(key, value as LinkClaims);
  it.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['no signature', token.split('.')[0] ?? ''],
    ['a third part', `${token}.x`],
    ['a padded signature', `${token}=`],
    ['very much', `${'a'.repeat(2_000_000)}.${'b'.repeat(43)}`],
    ['another format', signed({ ...claims, format: 'exe' })],
    ['a change that is no id', signed({ ...claims, changeId: '../../etc/passwd' })],
    ['a field too many', signed({ ...claims, admin: true })],
    ['no object', signed(null)],
  ])('is wrong when it is %s', (_name, given) => {
    expect(readLink(key, given, noon)).toBe('wrong');
  });
});

describe('the key of links', () => {
  it('is the same for replicas with one password, and new for each process without', () => {
    expect(linkKey('a password of the bot')).toEqual(key);
    expect(key).toHaveLength(32);
    expect(linkKey('')).not.toEqual(linkKey(''));
  });

  it('does not give the password away', () => {
    expect(linkKey('password').toString('latin1')).not.toContain('password');
  });
});

it('links are made for a few minutes, each different from all others', () => {
  const links = createLinks({ key, publicUrl: () => 'https://desk.example', now: () => noon });
  const wanted = { changeId: ids.change, format: 'json', personId: ids.person } as const;
  const [one, two] = [links.make(wanted), links.make(wanted)];
  expect(one).not.toBe(two);
  expect(one).toMatch(/^https:\/\/desk\.example\/downloads\/[\w.-]+$/);
  const read = links.read(one.split('/').at(-1) ?? '');
  expect(read).toMatchObject({ ...wanted, expiresAt: noon.getTime() + linkLastsMs });
});
