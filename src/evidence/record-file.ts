import type { FileSource } from '../downloads/file';
import type { Store } from '../store/contract';
import { renderRecord } from './render';

/**
 * The record of a change as a file. The download is recorded before the record is read, so the file tells of itself, and
 * nobody has a file that the record does not know.
 */
export function recordFile(deps: {
  readonly store: Pick<Store, 'changes' | 'evidence'>;
  readonly now: () => Date;
}): FileSource<'record'> {
  return async ({ changeId }, { format, personId }) => {
    const change = await deps.store.changes.get(changeId);
    if (!change) return undefined;
    const at = deps.now().toISOString();
    await deps.store.evidence.append(change.id, {
      at,
      kind: 'downloaded',
      actor: personId,
      data: { format },
    });
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
  };
}
