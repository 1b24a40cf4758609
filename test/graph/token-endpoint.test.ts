import { tokenEndpointCredential } from '../../src/graph/token-endpoint';

function endpoint(answers: (() => Response | Promise<Response>)[]) {
  const forms: URLSearchParams[] = [];
  const clock = { now: 0 };
  const credential = tokenEndpointCredential({
    tokenUrl: 'http://127.0.0.1:3979/t/oauth2/v2.0/token',
    clientId: 'app',
    clientSecret: 'pass&word',
    now: () => clock.now,
    fetch: (async (_url: string, init: RequestInit) => {
      forms.push(init.body as URLSearchParams);
      const answer = answers[Math.min(forms.length, answers.length) - 1];
      if (answer === undefined) throw new Error('nothing scripted');
      return answer();
    }) as typeof fetch,
  });
  return { credential, forms, clock };
}
const token =
  (name: string, expires: unknown = 3600) =>
  () =>
    Response.json({ access_token: name, expires_in: expires });

it('asks with the client credentials grant and says when the token ends', async () => {
  const { credential, forms, clock } = endpoint([token('one'), token('two', '60')]);
  expect(await credential.getToken('s/.default')).toEqual({ token: 'one', expiresOnTimestamp: 3_600_000 });
  expect(Object.fromEntries(forms[0] ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 'pass&word',
    scope: 's/.default',
  });
  clock.now = 1_000;
  expect(await credential.getToken(['s/.default'])).toEqual({ token: 'two', expiresOnTimestamp: 61_000 });
});

it.each<[string, () => Response | Promise<Response>, string, boolean]>([
  [
    'a wrong secret',
    () => Response.json({ error: 'invalid_client' }, { status: 401 }),
    'graph.sign-in',
    false,
  ],
  ['a bad request in HTML', () => new Response('<html>', { status: 400 }), 'graph.sign-in', false],
  ['a busy endpoint', () => new Response('', { status: 503 }), 'graph.unreachable', true],
  ['a throttled endpoint', () => Response.json({}, { status: 429 }), 'graph.unreachable', true],
  ['no token', () => Response.json({ access_token: null }), 'graph.unreachable', true],
  ['no answer', () => Promise.reject(new TypeError('fetch failed')), 'graph.unreachable', true],
])('fails with %s and recovers', async (_label, answer, code, passing) => {
  const { credential } = endpoint([answer, token('one')]);
  await expect(credential.getToken('s')).rejects.toMatchObject({ code, passing });
  expect((await credential.getToken('s'))?.token).toBe('one');
});

it.each(['http://login.example/token', 'login', ''])('sends no secret to %j', (tokenUrl) => {
  const make = () =>
    tokenEndpointCredential({ tokenUrl, clientId: 'a', clientSecret: 'b', fetch, now: () => 0 });
  expect(make).toThrow(expect.objectContaining({ code: 'graph.bad-address' }) as Error);
});
