import type { Config } from '../config';
import { messageOf } from '../errors';
import { mend, note, ok, type Finding } from './finding';

/**
 * Asks the bot's endpoint whether it lives, and knocks without a token.
 * @param options.guarded false in the sandbox, where nobody is authenticated
 */
export async function checkEndpoint(options: {
  readonly address: string;
  readonly guarded: boolean;
  readonly fetch: typeof fetch;
}): Promise<readonly Finding[]> {
  const { address, guarded } = options;
  const what = 'bot endpoint';
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    options.fetch(`${address}${path}`, { ...init, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
  try {
    const health = await ask('/healthz');
    const body = (await health.text()).slice(0, 100);
    if (health.status !== 200 || !/"status":\s*"ok"/.test(body))
      return [
        mend(
          what,
          `${address}/healthz answers ${health.status} and not as License Desk does; look at PUBLIC_URL`,
        ),
      ];
  } catch (error) {
    const silent = `nobody answers at ${address} (${reasonOf(error)})`;
    return [
      guarded
        ? mend(what, `${silent}; start License Desk, or look at PUBLIC_URL and PORT`)
        : note(what, `${silent}; start it with npm start`),
    ];
  }
  const alive = ok(what, `${address} answers`);
  if (!guarded) return [alive];
  try {
    const knocked = await ask('/api/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(knock),
    });
    return [
      alive,
      knocked.status === 401
        ? ok('bot gate', 'an activity without a token is refused')
        : mend(
            'bot gate',
            `an activity without a token was answered with ${knocked.status} and not 401; something else listens at ${address}/api/messages`,
          ),
    ];
  } catch (error) {
    return [alive, mend('bot gate', `${address}/api/messages does not answer (${reasonOf(error)})`)];
  }
}

/** Where people's browsers find files; nobody else's browser reaches this machine by 127.0.0.1. */
export function checkPublicUrl({ mode, publicUrl }: Pick<Config, 'mode' | 'publicUrl'>): readonly Finding[] {
  if (mode === 'sandbox' || publicUrl !== undefined) return [];
  return [mend('PUBLIC_URL', 'is not set, so that no download works; set it to the address of the bot')];
}

/** Has the shape of an activity, so that it comes as far as the check of its token. */
const knock = {
  type: 'event',
  id: 'doctor',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  from: { id: 'doctor' },
  recipient: { id: 'bot' },
  conversation: { id: 'doctor' },
};

/** fetch hides what happened one level down. */
function reasonOf(error: unknown): string {
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : messageOf(error);
}
