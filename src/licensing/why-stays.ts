import type { Store } from '../store/contract';
import type { Change, ChangeFailure } from './change';
import { endOf } from './grant-time';

/** A change that ended well, and how its product came to be on the group (from its record). */
export interface Given {
  readonly change: Change;
  /** `present`: it was there already, nothing was written. */
  readonly how: 'written' | 'found' | 'present';
}

/**
 * Whether a removal may be written. Nobody's role is asked: it was agreed when the license was given for a time, and it
 * only takes a right away. So there must be a grant that names this very removal as its end, and nobody else who needs
 * the license on this group.
 * @param others the other changes of the same product and group
 * @returns why the license stays; undefined: it goes
 */
export async function whyStays(
  deps: { readonly store: Pick<Store, 'changes'>; readonly now: () => Date },
  removal: Change,
  others: readonly Change[],
): Promise<ChangeFailure | undefined> {
  const grant = others.find((other) => other.request?.endedBy === removal.number);
  if (!grant) return noGrant;
  const ended = others.filter((other) => isDone(other) && other.kind !== 'plans');
  const given = await Promise.all(
    ended.map(async (change) => ({ change, how: await howGiven(deps.store, change) })),
  );
  return keeps(grant, given, deps.now());
}

/**
 * Who else has the license on the group. Only what was given since it was last taken away counts, and of that only the
 * last who really wrote it and those after: it was away before.
 */
export function keeps(grant: Change, given: readonly Given[], now: Date): ChangeFailure | undefined {
  const inOrder = [...given].sort((a, b) => acceptedAt(a.change) - acceptedAt(b.change));
  const { skuId } = grant.product;
  const since = inOrder.slice(inOrder.findLastIndex(({ change }) => takesAway(change, skuId)) + 1);
  const writer = since.findLastIndex(({ how }) => how !== 'present');
  if (writer < 0) {
    return stays(`the group had it before change ${grant.number}`);
  }
  const claim = since.slice(writer).find(({ change }) => change.id !== grant.id && isClaim(change, now));
  if (!claim) return undefined;
  const { number, asker, request } = claim.change;
  const until = request?.neededUntil ? `until ${request.neededUntil.slice(0, 10)}` : 'without an end';
  return stays(`change ${number} by ${asker.name} gave it to the group ${until}`);
}

function takesAway({ edit }: Change, skuId: string): boolean {
  return edit.remove.some((product) => product.skuId === skuId);
}

/** A license without an end, or one whose end is yet to come and was not replaced by a later grant. */
function isClaim(change: Change, now: Date): boolean {
  const end = endOf(change);
  return end === undefined || (end > now.getTime() && change.nextAt !== null);
}

function isDone({ state }: Change): boolean {
  return state === 'done' || state === 'done-with-failures';
}

function acceptedAt(change: Change): number {
  return Date.parse(change.acceptedAt ?? change.createdAt);
}

async function howGiven(store: Pick<Store, 'changes'>, change: Change): Promise<Given['how']> {
  const accepted = (await store.changes.evidence(change.id)).find(({ kind }) => kind === 'accepted');
  const how = accepted?.data['how'];
  return how === 'present' || how === 'found' ? how : 'written';
}

function stays(because: string): ChangeFailure {
  return { code: 'removal.stays', sentence: `The license stays, because ${because}.` };
}

const noGrant: ChangeFailure = {
  code: 'removal.no-grant',
  sentence: 'No license that was given for a time ends with this change, so nothing was taken away.',
};
