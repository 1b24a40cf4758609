import type { Change, ChangeFailure, LicenseError } from '../change';
import { isRunning } from '../change-states';
import { gone } from '../eligibility';
import { isDynamic } from '../groups';
import type { Asking } from '../prepare';
import type { Store } from '../../store/contract';
import { whomItHelps } from './offers';
import { readFailures, type FailureDeps, type GroupFailures } from './read-failures';
import type { PersonToRepair, RemedyKind } from './remedy';
import { staysBecause, staySentences } from './stays';

export interface RepairWant {
  readonly kind: RemedyKind;
  /** One cause only; null: everybody who failed. */
  readonly error: LicenseError | null;
}

export interface PreparedRepair {
  readonly draft: Change;
  readonly people: readonly PersonToRepair[];
}

/**
 * Reads who failed and stores a repair of those whom the remedy can help, for them to be seen before anything is done.
 * Whom it names is binding: nobody is taken out of a group or loses a license who did not stand on the card.
 */
export async function prepareRepair(
  deps: FailureDeps & { readonly store: Pick<Store, 'changes' | 'repairs'> },
  asked: Asking,
  want: RepairWant,
): Promise<PreparedRepair | { readonly failure: ChangeFailure }> {
  const found = await readFailures(deps, asked.tenantId, asked.groupId);
  if (!found) return { failure: gone };
  const { group } = found;
  const stays = want.kind === 'leave-out' ? staysBecause(group) : undefined;
  if (stays) return { failure: { code: `repair.${stays}`, sentence: staySentences[stays] } };
  const members = found.members.filter(({ error }) => want.error === null || error === want.error);
  const people = whomItHelps(want.kind, members, group);
  if (people.length === 0) return { failure: nobody };
  const running = await runningRepair(deps, asked.tenantId, group.id);
  if (running) return { failure: running };
  const now = deps.now();
  const remedy = { ...want, location: '', andRest: found.more && !isBinding(want.kind) };
  const draft = await deps.store.changes.create(
    {
      tenantId: asked.tenantId,
      kind: 'repair',
      group: { id: group.id, name: group.displayName },
      product: mostFrequent(found, people),
      edit: { add: [], remove: [] },
      origin: {},
      remedy,
      asker: asked.asker,
      conversationId: asked.conversationId,
      locale: asked.locale,
      forecast: forecastOf(found, people.length, now),
    },
    now,
    { at: now.toISOString(), kind: 'asked', actor: asked.asker.id, data: { remedy, people: people.length } },
  );
  await deps.store.repairs.add(draft.id, people);
  return { draft, people };
}

/** These take something away, so they are for those only who were named before. */
export function isBinding(kind: RemedyKind): boolean {
  return kind === 'remove-direct' || kind === 'leave-out';
}

/** A repair of the same group that has not ended, as the reason not to begin another. */
export async function runningRepair(
  deps: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
  groupId: string,
): Promise<ChangeFailure | undefined> {
  const changes = await deps.store.changes.ofGroup(tenantId, groupId, 50);
  const other = changes.find((each) => each.kind === 'repair' && isRunning(each.state));
  return (
    other && {
      code: 'change.running',
      sentence: `Change ${other.number} by ${other.asker.name} is repairing members of this group now. Try again when it is done.`,
    }
  );
}

const nobody: ChangeFailure = {
  code: 'repair.nobody',
  sentence: 'Nobody in this group fails for this reason any more, or this would not help them.',
};

function mostFrequent(
  { members, products }: GroupFailures,
  people: readonly PersonToRepair[],
): Change['product'] {
  const ids = new Set(people.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const { user, skuId } of members) {
    if (ids.has(user.id)) counts.set(skuId, (counts.get(skuId) ?? 0) + 1);
  }
  const [skuId = ''] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [];
  return { skuId, name: products.find((product) => product.skuId === skuId)?.name ?? skuId };
}

/** Nobody needs a new license for a repair; what is counted are the people whom it is for. */
function forecastOf({ group, members }: GroupFailures, people: number, now: Date): Change['forecast'] {
  return {
    members: people,
    alreadyLicensed: 0,
    errorsBefore: members.length,
    seatsNeeded: 0,
    seatsAvailable: 0,
    nestedOnly: 0,
    nestedGroups: [],
    nestedGroupCount: 0,
    withoutUsageLocation: undefined,
    tenantUsageLocation: '',
    dynamic: isDynamic(group),
    synced: group.onPremisesSyncEnabled,
    roleAssignable: group.isAssignableToRole,
    madeAt: now.toISOString(),
  };
}
