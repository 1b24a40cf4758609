import { csvFile } from '../../downloads/csv';
import type { FileSource } from '../../downloads/file';
import type { Store } from '../../store/contract';
import type { Change } from '../change';
import { isBatch, type BatchChange, type LeftOut, type LeftOutGroup } from './batch';

/**
 * How a batch ended, or how far it is, one line a group: also those that were named and left out. Who had it is on
 * record.
 */
export function batchFile(deps: {
  readonly store: Pick<Store, 'changes' | 'evidence'>;
  readonly now: () => Date;
}): FileSource<'batch'> {
  const { changes, evidence } = deps.store;
  return async ({ changeId }, { format, personId }) => {
    const batch = await changes.get(changeId);
    if (!batch || !isBatch(batch)) return undefined;
    const children = await changes.childrenOf(batch.id);
    await evidence.append(batch.id, {
      at: deps.now().toISOString(),
      kind: 'groups-downloaded',
      actor: personId,
      data: { format },
    });
    return csvFile(`license-desk-groups-${batch.number}.csv`, linesOf(batch, children));
  };
}

const columns = [
  'group',
  'group id',
  'change',
  'state',
  'members',
  'assigned',
  'had it already',
  'without it now',
  'keep it from elsewhere',
  'failed',
  'not confirmed',
  'failures',
  'reason',
  'finished at',
] as const;

function* linesOf({ batch }: BatchChange, children: readonly Change[]): Generator<readonly string[]> {
  const byGroup = new Map(children.map((child) => [child.group.id, child]));
  yield columns;
  for (const { id, name } of batch.groups) yield lineOf(id, name, byGroup.get(id));
  for (const group of batch.leftOut) yield leftLine(group);
}

function lineOf(id: string, name: string, change: Change | undefined): readonly string[] {
  const { number, state = 'waiting', outcome, failure, finishedAt } = change ?? {};
  const counts = outcome
    ? [
        outcome.members,
        outcome.assigned,
        outcome.alreadyHad,
        outcome.removed ?? '',
        outcome.keptElsewhere ?? '',
        outcome.failed,
        outcome.unconfirmed,
      ].map(String)
    : Array.from({ length: 7 }, () => '');
  return [
    name,
    id,
    number === undefined ? '' : String(number),
    state,
    ...counts,
    (outcome?.failures ?? []).map(({ error, count }) => `${error} ${count}`).join('; '),
    failure?.sentence ?? '',
    finishedAt ?? '',
  ];
}

function leftLine({ name, why, reason }: LeftOutGroup): readonly string[] {
  const empty = Array.from({ length: 8 }, () => '');
  return [name, '', '', 'left out', ...empty, reason ?? reasons[why], ''];
}

/** In the words of a table: short, and always the same. */
const reasons: Readonly<Record<LeftOut, string>> = {
  'has-license': 'has it already',
  running: 'gets it now',
  planned: 'gets it later',
  'not-licensable': 'not security-enabled',
  'not-undone': 'cannot be undone',
};
