/** A product that the tenant owns (Graph: subscribedSku), as people talk about it. */
export interface Product {
  readonly skuId: string;
  /** Microsoft's part number, for example SPE_E3. */
  readonly partNumber: string;
  /** Friendly name, for example Microsoft 365 E3. */
  readonly name: string;
  /** What it consists of, by name. */
  readonly plans: readonly ServicePlan[];
  /** `warning`: expired but in its grace period, still assignable. */
  readonly state: 'ok' | 'warning' | 'suspended' | 'locked-out' | 'deleted';
  /** False for company-wide products and for those that are suspended, locked out or deleted. */
  readonly assignable: boolean;
  readonly used: number;
  /** Seats that may be assigned: enabled plus those in grace. */
  readonly total: number;
  /** total − used; negative after a reduction of seats. */
  readonly available: number;
}

/** A service plan of a product, as people talk about it: an app or a service. */
export interface ServicePlan {
  readonly id: string;
  /** Microsoft's servicePlanName, for example EXCHANGE_S_ENTERPRISE. */
  readonly partNumber: string;
  /** Friendly name, for example Exchange Online (Plan 2). */
  readonly name: string;
  /** False for plans of the whole organization, which cannot be switched off for anybody. */
  readonly perPerson: boolean;
}
