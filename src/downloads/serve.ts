import type { Store } from '../store/contract';
import { sourceOf, type FileSources, type ServedFile } from './file';
import { linkLastsMs } from './link';
import type { DownloadLinks } from './links';

export interface ServeDeps {
  readonly store: Pick<Store, 'paces' | 'seen'>;
  readonly links: DownloadLinks;
  readonly files: FileSources;
  /** Whether somebody, by object id, may have files at this moment. */
  readonly mayDownload: (personId: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** What a link opens: a file, nothing that ever was, something that is over, or a file for another code. */
export type Served = ServedFile | 'unknown' | 'gone' | 'wrong-code';

/** So often a code may be typed; after that the link is dead. */
const mostTries = 5;

/** Whether a link can be opened at all. Nothing is used up: mail and chat scanners look at links, too. */
export function lookAt({ links }: Pick<ServeDeps, 'links'>, token: string): 'open' | 'unknown' | 'gone' {
  const claims = links.read(token);
  if (claims === 'wrong') return 'unknown';
  return claims === 'expired' ? 'gone' : 'open';
}

/** Serves a link once, to whoever knows its code. */
export async function serveDownload(deps: ServeDeps, token: string, code: string): Promise<Served> {
  const claims = deps.links.read(token);
  if (claims === 'wrong') return 'unknown';
  if (claims === 'expired') return 'gone';
  const tries = { name: `download/${claims.nonce}`, most: mostTries, everyMs: linkLastsMs, reserve: 0 };
  if (await deps.store.paces.take([tries], deps.now())) return 'gone';
  if (!deps.links.isCode(claims, code)) return 'wrong-code';
  // Five minutes are long enough to lose a role.
  if (!(await deps.mayDownload(claims.personId))) return 'gone';
  const used = `download/${claims.nonce}`;
  if (!(await deps.store.seen.first(used, deps.now()))) return 'gone';
  try {
    return (await sourceOf(deps.files, claims)) ?? 'unknown';
  } catch (error) {
    await deps.store.seen.undo(used); // nothing was handed out, so the link is as good as new
    throw error;
  }
}
