import { carefulLog } from '../src/log-care';

const adele = 'a1a1a1a1-1111-4a11-8a11-a1a1a1a1a1a1';

/** What of some fields gets into the log. */
function written(fields: object, key = Buffer.from('secret')): Record<string, unknown> {
  let line: object = {};
  const take = (taken: object): void => void (line = taken);
  carefulLog({ debug: take, info: take, warn: take, error: take }, () => key).warn(fields, 'said');
  return line as Record<string, unknown>;
}

const pseudonym = /^p-[0-9a-f]{10}$/;

describe('what gets into the log', () => {
  it.each(['person', 'askerId', 'actor', 'approver', 'aadObjectId', 'user', 'upn', 'conversationId'])(
    'makes a pseudonym of %s, which stays the same for the same person',
    (name) => {
      const first = written({ [name]: adele })[name];
      expect(first).toMatch(pseudonym);
      expect(written({ [name]: adele.toUpperCase() })[name]).toBe(first);
      expect(written({ [name]: { id: adele, name: 'Adele Vance' } })[name]).toBe(first);
      expect(written({ [name]: [adele] })[name]).toEqual([first]);
      expect(written({ [name]: adele }, Buffer.from('another'))[name]).not.toBe(first);
    },
  );

  it.each([
    ['a user in a path', `GET /users/${adele}/manager refused`],
    ['an address', 'no such user: adelev@contoso.example, try again'],
    ['an id of Teams', `person/${adele}`],
    ['a token', 'Bearer abc.def-ghi was refused'],
    ['a token without a word before it', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.x'],
    ['a password in an address', 'cannot reach postgres://desk:hush@db.example:5432/desk'],
    ['a secret in a form', 'sent client_secret=hush&scope=x'],
  ])('leaves %s out of a message', (_what, message) => {
    const { error } = written({ error: message });
    expect(error).not.toMatch(/a1a1a1a1|adelev|contoso|hush|abc\.def|eyJ/);
    expect(String(error).length).toBeGreaterThan(5);
  });

  it.each(['name', 'displayName', 'justification', 'comment', 'question', 'answer', 'text', 'groupName'])(
    'never repeats %s',
    (name) => {
      expect(JSON.stringify(written({ change: 17, more: { [name]: 'Adele needs it' } }))).not.toContain(
        'Adele',
      );
    },
  );

  it.each(['password', 'clientSecret', 'client_secret', 'authorization', 'access_token', 'token', 'cookie'])(
    'never repeats %s',
    (name) => expect(written({ deep: { [name]: 'hush' } })).toEqual({ deep: { [name]: '[secret]' } }),
  );

  it('leaves numbers, words of ours and ids that are nobody’s as they are', () => {
    const fields = {
      change: 17,
      changes: [1, 2],
      queue: 'watch',
      ids: [adele],
      call: 'group',
      status: 404,
      requestId: adele,
    };
    expect(written(fields)).toEqual(fields);
  });

  it('takes errors by their message, cuts what is long, and bears what has no end', () => {
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    expect(written({ error: new Error('broken for adelev@contoso.example') })['error']).not.toContain(
      'adelev',
    );
    expect(String(written({ error: 'x'.repeat(10_000) })['error'])).toHaveLength(2_000);
    expect(() => JSON.stringify(written({ ring }))).not.toThrow();
  });
});
