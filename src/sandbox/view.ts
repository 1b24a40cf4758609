import type { Dial } from './dial';
import type { Tenant } from './tenant';

/** From where a read looks at the tenant. */
export interface View {
  readonly tenant: Tenant;
  readonly dial: Dial;
  /** Milliseconds since 1970 */
  readonly now: number;
  /** Index-backed (`ConsistencyLevel: eventual`): what was written lately may not show yet. */
  readonly eventual: boolean;
}
