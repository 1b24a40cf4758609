import type { Store } from '../store/contract';
import { linkLastsMs } from './link';
import type { DownloadLinks } from './links';
import { renderRecord, type RecordFile } from './render';

export interface ServeDeps {
  readonly store: Pick<Store, 'changes' | 'evidence' | 'paces' | 'seen'>;
  readonly links: DownloadLinks;
  /** Whether somebody, by object id, may have records at this moment. */
  readonly mayDownload: (personId: string) => Promise<boolean>;
  readonly now: () => Date;
}

/** What a link opens: a file, nothing that ever was, something that is over, or a file for another code. */
export type Served = RecordFile | 'unknown' | 'gone' | 'wrong-code';

/** So often a code may be typed; after that the link is dead. */
const mostTries = 5;

/** Whether a link can be opened at all. Nothing is used up: mail and chat scanners look at links, too. */
export function lookAt({ links }: Pick<ServeDeps, 'links'>, token: string): 'open' | 'unknown' | 'gone' {
  const claims = links.read(token);
  if (claims === 'wrong') return 'unknown';
  return claims === 'expired' ? 'gone' : 'open';
}

/**
 * Serves a link once, to whoever knows its code. The download is recorded before the record is read, so the file tells of itself, and nobody has
 * a file that the record does not know.
 */
export async function serveDownload(deps: ServeDeps, token: string, code: string): Promise<Served> {
  const claims = deps.links.read(token);
  if (claims === 'wrong') return 'unknown';
  if (claims === 'expired') return 'gone';
  const tries = { name: `download/${claims.nonce}`, most: mostTries, everyMs: linkLastsMs, reserve: 0 };
  if (await deps.store.paces.take([tries], deps.now())) return 'gone';
  if (!deps.links.isCode(claims, code)) return 'wrong-code';
  const change = await deps.store.changes.get(claims.changeId);
  if (!change) return 'unknown';
  // Five minutes are long enough to lose a role.
  if (!(await deps.mayDownload(claims.personId))) return 'gone';
  const used = `download/${claims.nonce}`;
  if (!(await deps.store.seen.first(used, deps.now()))) return 'gone';
  const { format, personId } = claims;
  const at = deps.now().toISOString();
  try {
    await deps.store.evidence.append(change.id, {
      at,
      kind: 'downloaded',
      actor: personId,
      data: { format },
    });
  } catch (error) {
    await deps.store.seen.undo(used); // nothing was handed out, so the link is as good as new
    throw error;
  }
  const about = {
    number: change.number,
    changeId: change.id,
    tenantId: change.tenantId,
    license: change.product.name,
    group: change.group.name,
    asker: change.asker.name,
    madeAt: at,
  };
  return renderRecord({ ...about, rows: await deps.store.evidence.ofChange(change.id) }, format);
}
