import { createHash } from 'node:crypto';
import type { ServicePlan } from '../../licensing/product';

/**
 * A choice among the plans of a product, small enough to travel on every button of a card: one bit a plan, in the order
 * of their ids. A license of 90 plans takes 23 characters instead of 3,000.
 */
export function encodePlans(plans: readonly ServicePlan[], chosen: readonly string[]): string {
  const bits = inOrder(plans).reduce((all, id) => (all << 1n) | (chosen.includes(id) ? 1n : 0n), 0n);
  return bits.toString(16);
}

/** Ids of plans; what is no such code chooses none. */
export function decodePlans(plans: readonly ServicePlan[], code: unknown): readonly string[] {
  if (typeof code !== 'string' || !/^[0-9a-f]{1,256}$/.test(code)) return [];
  const bits = BigInt(`0x${code}`);
  const ids = inOrder(plans);
  return ids.filter((_id, index) => ((bits >> BigInt(ids.length - 1 - index)) & 1n) === 1n);
}

/** Tells whether a code was made from the same plans. */
export function fingerprint(plans: readonly ServicePlan[]): string {
  return createHash('sha256').update(inOrder(plans).join()).digest('hex').slice(0, 12);
}

function inOrder(plans: readonly ServicePlan[]): readonly string[] {
  return plans.map(({ id }) => id).sort();
}
