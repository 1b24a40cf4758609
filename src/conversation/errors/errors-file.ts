import { csvStream } from '../../downloads/csv';
import type { FileSource } from '../../downloads/file';
import { createWords } from '../../i18n/words';
import { allFailures, type FailureDeps } from '../../licensing/repair/read-failures';
import type { Desk } from '../turn';
import { reasonWords, type Naming } from '../views/errors/reason-words';
import { namesFor } from './naming';

type FileDeps = FailureDeps & Pick<Desk, 'graph' | 'catalog'>;

/** Everybody in error in a group, one line a person, read while it is written. */
export function errorsFile(deps: FileDeps, tenantId: string): FileSource<'errors'> {
  return async ({ groupId }) =>
    (await deps.graph.group(groupId))
      ? csvStream('license-desk-errors.csv', lines(deps, tenantId, groupId))
      : undefined;
}

const columns = [
  'name',
  'address',
  'id',
  'error',
  'license',
  'license id',
  'since',
  'usage location',
  'reason',
] as const;

async function* lines(deps: FileDeps, tenantId: string, groupId: string): AsyncGenerator<readonly string[]> {
  const w = createWords('en');
  yield columns;
  for await (const page of allFailures(deps, tenantId, groupId)) {
    const names: Naming = await namesFor(deps, page);
    for (const { user, error, skuId, since, reason } of page.members) {
      yield [
        user.displayName,
        user.mail || user.userPrincipalName,
        user.id,
        error,
        names.product(skuId),
        skuId,
        since,
        user.usageLocation,
        reason ? reasonWords(w, reason, names) : '',
      ];
    }
  }
}
