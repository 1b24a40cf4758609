/** A product that the tenant owns (Graph: subscribedSku), as people talk about it. */
export interface Product {
  readonly skuId: string;
  /** Microsoft's part number, for example SPE_E3. */
  readonly partNumber: string;
  /** Friendly name, for example Microsoft 365 E3. */
  readonly name: string;
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
