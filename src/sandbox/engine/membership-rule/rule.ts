/** Properties of a person that a rule may look at, as they are written in it. */
export const userProperties = [
  'department',
  'jobTitle',
  'userType',
  'accountEnabled',
  'usageLocation',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
  'city',
  'country',
  'companyName',
  'officeLocation',
  'employeeId',
] as const;

/** Properties of one of a person's service plans. */
export const planProperties = ['servicePlanId', 'capabilityStatus'] as const;

export type UserProperty = (typeof userProperties)[number];
export type PlanProperty = (typeof planProperties)[number];

export const operators = [
  'eq',
  'ne',
  'startsWith',
  'notStartsWith',
  'contains',
  'notContains',
  'in',
  'notIn',
] as const;

export type Operator = (typeof operators)[number];

/** What a property has, or is compared with. */
export type Value = string | boolean | null;

/** A rule as a tree; `P` are the properties that may stand in it. */
export type Condition<P> =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition<P>[] }
  | { readonly kind: 'not'; readonly part: Condition<P> }
  | {
      readonly kind: 'compare';
      readonly property: P;
      readonly operator: Operator;
      /** One value, or the list of `-in`; texts are in small letters. */
      readonly values: readonly Value[];
    }
  | { readonly kind: 'anyPlan'; readonly condition: Condition<PlanProperty> };

export type Rule = Condition<UserProperty>;
