import type { AccessToken } from '@azure/identity';
import { rememberTokens } from '../../src/graph/token-cache';

/** A credential that counts how often it was asked, and a clock. */
function remembered(lifeMs = 3_600_000) {
  const asked: string[] = [];
  const clock = { now: 0 };
  let next: (() => Promise<AccessToken | null>) | undefined;
  const credential = rememberTokens(
    {
      getToken: async (scope) => {
        asked.push(String(scope));
        if (next) return next();
        return { token: `${String(scope)} ${asked.length}`, expiresOnTimestamp: clock.now + lifeMs };
      },
    },
    () => clock.now,
  );
  return { credential, asked, clock, answerWith: (answer: typeof next) => void (next = answer) };
}

it('keeps a token until five minutes before its end', async () => {
  const { credential, clock } = remembered();
  expect((await credential.getToken('s'))?.token).toBe('s 1');
  clock.now = 3_299_999;
  expect((await credential.getToken('s'))?.token).toBe('s 1');
  clock.now = 3_300_000;
  expect((await credential.getToken('s'))?.token).toBe('s 2');
});

it('renews a short token at half of its life', async () => {
  const { credential, clock } = remembered(60_000);
  await credential.getToken('s');
  clock.now = 29_999;
  expect((await credential.getToken('s'))?.token).toBe('s 1');
  clock.now = 30_000;
  expect((await credential.getToken('s'))?.token).toBe('s 2');
});

it('asks once for many at the same time, and again for another scope', async () => {
  const { credential, asked } = remembered();
  const same = await Promise.all([credential.getToken('s'), credential.getToken(['s'])]);
  expect(same.map((each) => each?.token)).toEqual(['s 1', 's 1']);
  expect((await credential.getToken('other'))?.token).toBe('other 2');
  expect(asked).toEqual(['s', 'other']);
});

it('keeps neither failures nor the lack of a token', async () => {
  const { credential, answerWith } = remembered();
  answerWith(() => Promise.reject(new Error('no')));
  await expect(credential.getToken('s')).rejects.toThrow('no');
  answerWith(async () => null);
  expect(await credential.getToken('s')).toBeNull();
  answerWith(undefined);
  expect((await credential.getToken('s'))?.token).toBe('s 3');
});

it('lets one stop waiting without taking the token from the others', async () => {
  const { credential, answerWith } = remembered();
  let give: (token: AccessToken) => void = () => {};
  answerWith(() => new Promise((resolve) => (give = resolve)));
  const stop = new AbortController();
  const [impatient, patient] = [
    credential.getToken('s', { abortSignal: stop.signal }),
    credential.getToken('s'),
  ];
  stop.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  give({ token: 'late', expiresOnTimestamp: 3_600_000 });
  expect((await patient)?.token).toBe('late');
  await expect(
    credential.getToken('other', { abortSignal: AbortSignal.abort(new Error('gone')) }),
  ).rejects.toThrow('gone');
});
