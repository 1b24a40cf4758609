import type { TokenCredential } from '@azure/identity';
import { DeskError, messageOf } from '../errors';
import { permissionsIn } from '../graph/permissions';
import { mend, ok, type Finding } from './finding';

export interface SignedIn {
  readonly finding: Finding;
  /** Application permissions of the token; undefined when there is none, or it cannot be read. */
  readonly granted: ReadonlySet<string> | undefined;
}

/**
 * Signs an app in as the bot does.
 * @param setting what to look at when it fails
 */
export async function checkCredential(
  what: string,
  credential: TokenCredential,
  scope: string,
  setting: string,
): Promise<SignedIn> {
  try {
    const token = await credential.getToken(scope);
    if (!token) return { finding: mend(what, `no token was given; look at ${setting}`), granted: undefined };
    const finding = ok(what, `signed in for ${scope.replace(/\/\.default$/, '')}`);
    return { finding, granted: permissionsIn(token.token) };
  } catch (error) {
    return { finding: mend(what, `${reasonOf(error)} Look at ${setting}.`), granted: undefined };
  }
}

/** Entra's own words have a code (AADSTS…) and no secret in them; its trace ids and dates are of no use here. */
function reasonOf(error: unknown): string {
  const text = error instanceof DeskError ? error.sentence : messageOf(error);
  if (/^network_error\b/.test(text))
    return 'Microsoft Entra cannot be reached from here (proxy? name server?).';
  return `${
    text
      .split(/ ?Trace ID:/)[0]
      ?.slice(0, 300)
      .replace(/\.?\s*$/, '') ?? ''
  }.`;
}
