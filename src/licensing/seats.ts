import type { Store } from '../store/contract';
import type { Change, Forecast } from './change';
import { holdingStates } from './change-states';
import { groupedBy } from './grouped-by';
import { heldSeats, seatsShort } from './rules/held-seats';
import type { HeldSeats } from './shapes';

interface SeatDeps {
  readonly store: Pick<Store, 'changes' | 'leases'>;
  readonly now: () => Date;
}

/** A process that died while it counted seats keeps the others from it for at most this long. Milliseconds. */
const leaseMs = 10_000;

/** Whoever holds it is the only one who decides who gets seats in a tenant. */
export function seatLease(tenantId: string): string {
  return `seats:${tenantId}`;
}

/** The forecast of something that is not confirmed yet, with the seats that others need first. */
export async function withHeldSeats(
  { store }: { readonly store: Pick<Store, 'changes'> },
  { tenantId, product, id }: Pick<Change, 'tenantId' | 'product'> & { readonly id?: string },
  forecast: Forecast,
): Promise<Forecast> {
  const { held: _before, ...counted } = forecast;
  if (forecast.seatsNeeded === 0) return counted;
  const others = await store.changes.seatNeeds(tenantId, holdingStates, product.skuId);
  const held = heldSeats(others.filter(({ changeId }) => changeId !== id));
  return held ? { ...counted, held } : counted;
}

/** What is already promised of a product's seats: to changes that will be carried out, and to those that wait for more. */
export interface SeatClaims {
  readonly held?: HeldSeats | undefined;
  readonly waiting?: HeldSeats | undefined;
}

/** The claims on every product of a tenant. */
export async function seatClaims(
  { store }: { readonly store: Pick<Store, 'changes'> },
  tenantId: string,
): Promise<(skuId: string) => SeatClaims> {
  const needs = groupedBy(await store.changes.seatNeeds(tenantId, holdingStates), ({ skuId }) => skuId);
  return (skuId) => {
    const ofProduct = needs.get(skuId) ?? [];
    return {
      held: heldSeats(ofProduct.filter(({ state }) => state !== 'wait-listed')),
      waiting: heldSeats(ofProduct.filter(({ state }) => state === 'wait-listed')),
    };
  };
}

/**
 * Has a change take its place among those that need seats, one at a time in a tenant, so that of two that are confirmed
 * at once the second knows of the first.
 * @param told how many seats short the card said it is
 * @param forecast how it is with the seats now
 * @returns `short`: because of others it is short of more than the card had said; it is to be shown again
 *   `busy`: somebody else is confirming at this moment
 */
export async function inSeatOrder<Done>(
  deps: SeatDeps,
  change: Change,
  told: number,
  act: () => Promise<Done>,
  forecast: Forecast = change.forecast,
): Promise<
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'short'; readonly forecast: Forecast }
  | { readonly kind: 'busy' }
> {
  if (forecast.seatsNeeded === 0) return { kind: 'done', done: await act() };
  const lease = seatLease(change.tenantId);
  if (!(await deps.store.leases.take(lease, change.id, deps.now(), leaseMs))) return { kind: 'busy' };
  try {
    const present = await withHeldSeats(deps, change, forecast);
    if (present.held && seatsShort(present) > told) return { kind: 'short', forecast: present };
    return { kind: 'done', done: await act() };
  } finally {
    await deps.store.leases.release(lease, change.id);
  }
}
