import type { Cause } from './give';
import type { MemberForecast } from './member-forecast';

/** More groups than these are not named; the CSV then carries their ids. */
const mostGroups = 400;

/** Gathers the ids that forecasts speak of, so that they can be named once for all members. */
export class Mentioned {
  readonly groups = new Set<string>();
  readonly products = new Set<string>();
  readonly plans = new Set<string>();

  add({ causes, from, loses, losesWithoutSeat }: MemberForecast): void {
    for (const id of from) this.group(id);
    for (const id of loses) this.products.add(id);
    for (const id of losesWithoutSeat) this.products.add(id);
    for (const cause of causes) this.cause(cause);
  }

  private cause(cause: Cause): void {
    this.products.add(cause.skuId);
    if ('plan' in cause) this.plans.add(cause.plan);
    if ('needsOneOf' in cause) for (const plan of cause.needsOneOf) this.plans.add(plan);
    if (cause.kind === 'needed') this.group(cause.from);
    if (cause.kind !== 'conflict') return;
    this.products.add(cause.other.skuId);
    this.plans.add(cause.other.plan);
    this.group(cause.other.from);
  }

  private group(id: string): void {
    if (id !== '' && this.groups.size < mostGroups) this.groups.add(id);
  }
}
