import { formatChoice, formatCountry } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Product } from '../../../licensing/product';
import type { FailureCause } from '../../../licensing/repair/causes';
import type { Reason } from '../../../licensing/repair/reason';
import { nameOf, optionalText } from '../parts/names';

/** Names for the ids that a reason is made of. */
export interface Naming {
  /** The group that is looked at. */
  readonly groupId: string;
  readonly products: ReadonlyMap<string, Product>;
  product(skuId: string): string;
  plan(planId: string): string;
  /** `''` for a group that is gone or cannot be read. */
  group(groupId: string): string;
}

/** Why members of one cause fail, in words with names; several lines when it is not the same for all. */
export function reasonLines(w: Words, cause: FailureCause, names: Naming, most = 3): readonly string[] {
  const all = cause.members.length;
  const known = cause.reasons.slice(0, most).map(({ reason, count }) => {
    const words = reasonWords(w, reason, names);
    return count === all ? words : w('reason.some', { reason: words, count, all });
  });
  const unclear = cause.error === 'MutuallyExclusiveViolation' || cause.error === 'DependencyViolation';
  return known.length === 0 && unclear ? [w('reason.unknown')] : known;
}

export function reasonWords(w: Words, reason: Reason, names: Naming): string {
  const license = (skuId: string): string => nameOf(w, names.product(skuId));
  const plan = (id: string): string => nameOf(w, names.plan(id));
  const choice = (plans: readonly string[]): string => formatChoice(plans.map(plan), w.locale);
  switch (reason.kind) {
    case 'no-seat':
      return seats(w, license(reason.skuId), names.products.get(reason.skuId));
    case 'location': {
      if (reason.location === '') return w('reason.noCountry');
      const country = formatCountry(optionalText(reason.location, 10), w.locale);
      return w(reason.inherited ? 'reason.inherited' : 'reason.location', {
        license: license(reason.skuId),
        country,
      });
    }
    case 'conflict': {
      const { other } = reason;
      const both = { plan: plan(reason.plan), other: plan(other.plan) };
      return other.skuId === ''
        ? w('reason.conflictUnknown', both)
        : w('reason.conflict', {
            ...both,
            license: license(other.skuId),
            from: sourceWords(w, other.from, names),
          });
    }
    case 'prerequisite':
      return w('reason.prerequisite', { plan: plan(reason.plan), others: choice(reason.needsOneOf) });
    case 'needed':
      return w('reason.needed', {
        plan: plan(reason.plan),
        license: license(reason.skuId),
        from: sourceWords(w, reason.from, names),
        others: choice(reason.needsOneOf),
      });
    case 'address':
      return w('reason.address', { address: optionalText(reason.address, 120) });
    case 'not-eligible':
      return w('reason.notOwned', { license: license(reason.skuId) });
  }
}

function sourceWords(w: Words, from: string, names: Naming): string {
  if (from === '') return w('reason.direct');
  if (from === names.groupId) return w('reason.thisGroup');
  return w('reason.fromGroup', { group: nameOf(w, names.group(from) || from) });
}

/** Seats may have been bought or freed since. */
function seats(w: Words, license: string, product: Product | undefined): string {
  if (!product) return w('reason.notOwned', { license });
  return product.available > 0
    ? w('reason.seatsNow', { count: product.available, license })
    : w('reason.noSeat', { license, used: product.used, total: product.total });
}
