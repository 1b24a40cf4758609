import type { Store } from '../store/contract';
import type { DownloadLinks } from './links';
import { renderRecord, type RecordFile } from './render';

export interface ServeDeps {
  readonly store: Pick<Store, 'changes' | 'evidence' | 'seen'>;
  readonly links: DownloadLinks;
  readonly now: () => Date;
}

/** What a link opens: a file, nothing that ever was, or something that is over. */
export type Served = RecordFile | 'unknown' | 'gone';

/**
 * Serves a link once. The download is recorded before the record is read, so the file tells of itself, and nobody has
 * a file that the record does not know.
 */
export async function serveDownload(deps: ServeDeps, token: string): Promise<Served> {
  const claims = deps.links.read(token);
  if (claims === 'wrong') return 'unknown';
  if (claims === 'expired') return 'gone';
  const change = await deps.store.changes.get(claims.changeId);
  if (!change) return 'unknown';
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
