import { codeOf, isCode, linkLastsMs, readLink, signLink, type LinkClaims } from '../../src/downloads/link';
import { createLinks } from '../../src/downloads/links';
import { after, ids, noon } from '../support/builders';

const key = Buffer.alloc(32, 'key');
const otherKey = Buffer.alloc(32, 'another');
const claims: LinkClaims = {
  about: { kind: 'record', changeId: ids.change },
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
    expect(readLink(otherKey, token, noon)).toBe('wrong');
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
    [
      'a change that is no id',
      signed({ ...claims, about: { kind: 'record', changeId: '../../etc/passwd' } }),
    ],
    ['a file of no kind', signed({ ...claims, about: { kind: 'passwords' } })],
    ['a field too many', signed({ ...claims, admin: true })],
    ['no object', signed(null)],
  ])('is wrong when it is %s', (_name, given) => {
    expect(readLink(key, given, noon)).toBe('wrong');
  });
});

describe('the code of a link', () => {
  it('is six digits, different for each link and each key, and not in the link', () => {
    const code = codeOf(key, claims);
    expect(code).toMatch(/^\d{6}$/);
    const others = Array.from({ length: 50 }, (_, index) => codeOf(key, { nonce: `n-${index + 2}` }));
    expect(new Set(others).size).toBeGreaterThan(45);
    expect(codeOf(otherKey, claims)).not.toBe(code);
    expect(Buffer.from(token, 'base64url').toString()).not.toContain(code);
  });

  it('is taken as it is typed, with or without a space, and nothing else is', () => {
    const code = codeOf(key, claims);
    for (const typed of [code, ` ${code} `, `${code.slice(0, 3)} ${code.slice(3)}`])
      expect(isCode(key, claims, typed)).toBe(true);
    for (const typed of [
      '',
      '000000',
      code.slice(1),
      `${code}0`,
      'x'.repeat(10_000),
      codeOf(key, { nonce: 'n-2' }),
    ])
      expect(isCode(key, claims, typed)).toBe(false);
  });
});

it('links are made for a few minutes, each different from all others', () => {
  const links = createLinks({ key, publicUrl: () => 'https://desk.example', now: () => noon });
  const about = { kind: 'record', changeId: ids.change } as const;
  const wanted = { about, format: 'json', personId: ids.person } as const;
  const [one, two] = [links.make(wanted), links.make(wanted)];
  expect(one.url).not.toBe(two.url);
  expect(one.url).toMatch(/^https:\/\/desk\.example\/downloads\/[\w.-]+$/);
  const read = links.read(one.url.split('/').at(-1) ?? '');
  expect(read).toMatchObject({ ...wanted, expiresAt: noon.getTime() + linkLastsMs });
  if (typeof read === 'string') throw new Error(read);
  expect([links.isCode(read, one.code), links.isCode(read, two.code)]).toEqual([true, false]);
});
