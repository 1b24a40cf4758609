import type { GraphLicenseAssignmentState, GraphMember } from '../../graph/api';
import type { PlanFacts } from './plan-facts';
import type { Products, Template } from './template';

/** What of a member is looked at. */
export type MemberFacts = Pick<GraphMember, 'id' | 'usageLocation' | 'licenseAssignmentStates'>;
/** One source of one license: a row of licenseAssignmentStates. */
export type Row = GraphLicenseAssignmentState;

/** All that a member's forecast depends on besides the member. */
export interface ForecastContext {
  readonly groupId: string;
  /** Groups from which the same is taken away at once: who has it through them does not keep it. */
  readonly alongside?: ReadonlySet<string>;
  /** The group's template after the change. */
  readonly template: Template;
  /** Products that the change gives, or gives another choice of plans. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly products: Products;
  readonly facts: PlanFacts;
  /** Products and the usage locations in which Entra was seen to refuse them; Graph has no list. */
  readonly prohibited: ReadonlyMap<string, ReadonlySet<string>>;
  /** The directory's location, for members without one of their own; `''` when it has none. */
  readonly tenantLocation: string;
}

/** The license is on the person, whether or not the last reconciliation went well. */
export function isHeld({ state }: Row): boolean {
  return state === 'Active' || state === 'ActiveWithError';
}
