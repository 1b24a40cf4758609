/**
 * Which service plans need or exclude which. Microsoft publishes neither as data; each row says where it was seen.
 * Ids are Microsoft's ("Product names and service plan identifiers for licensing").
 */

export interface Dependency {
  readonly plan: string;
  /** Any one of these is enough. */
  readonly needsOneOf: readonly string[];
  readonly source: string;
}

const exchange = {
  standard: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  enterprise: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
};
const sharePoint = {
  standard: 'c7699d2e-19aa-44de-8edf-1736da088ca1',
  enterprise: '5dbe027f-2339-4123-9542-606e4d348a72',
  deskless: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
};
const skype = {
  standard: '0feaeb32-d00e-4d66-bd5a-43b5b83db82c',
  kiosk: 'afc06cb0-b4f4-4473-8286-d644f70d8faf',
};
const teams = '57ff2da0-773e-42df-b2af-ffb7a2317929';

export const dependencies: readonly Dependency[] = [
  {
    plan: 'f477b0f0-3bb1-4890-940c-40fcee6ce05f', // WORKPLACE_ANALYTICS
    needsOneOf: [exchange.standard, exchange.enterprise],
    source: 'Microsoft Entra documentation, resolving group licensing problems',
  },
  {
    plan: '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40', // MCOMEETADV
    needsOneOf: [skype.standard, teams],
    source: 'Microsoft Entra documentation, group licensing scenarios (E3 with Audio Conferencing)',
  },
  {
    plan: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7', // MCOEV
    needsOneOf: [skype.standard, teams],
    source: 'error string of the group endpoint in public scripts',
  },
  {
    plan: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014', // SHAREPOINTWAC
    needsOneOf: [sharePoint.standard, sharePoint.enterprise, sharePoint.deskless],
    source: 'portal message quoted in public documentation issues',
  },
  {
    plan: 'fe71d6c3-a2ea-4499-9778-da042bf08063', // SHAREPOINT_PROJECT
    needsOneOf: [sharePoint.enterprise],
    source: 'error string seen live',
  },
];

/** Any two different plans of a row exclude each other. */
export const conflicts: readonly { readonly plans: readonly string[]; readonly source: string }[] = [
  {
    plans: [skype.standard, skype.kiosk],
    source: 'Microsoft service plan reference (2020), conflicting plans of Skype for Business',
  },
  {
    plans: [sharePoint.standard, sharePoint.enterprise, sharePoint.deskless],
    source: 'Microsoft service plan reference (2020), conflicting plans of SharePoint',
  },
];

/** Plans that bring a mailbox, and with it addresses that must be unique. */
export const mailboxPlans: readonly string[] = [
  exchange.standard,
  exchange.enterprise,
  '4a82b400-a79f-41a4-b4e2-e94f5787b113', // EXCHANGE_S_DESKLESS
];

/** The first plan of the set whose prerequisite is missing from it, among the rules that matter to the caller. */
export function missingDependency(
  plans: ReadonlySet<string>,
  matters: (rule: Dependency) => boolean = () => true,
): Dependency | undefined {
  return dependencies.find(
    (rule) => plans.has(rule.plan) && !rule.needsOneOf.some((plan) => plans.has(plan)) && matters(rule),
  );
}

/** Two plans, one of each set, that exclude each other. */
export function findConflict(
  mine: ReadonlySet<string>,
  others: ReadonlySet<string>,
): readonly [string, string] | undefined {
  for (const { plans } of conflicts) {
    for (const own of plans.filter((plan) => mine.has(plan))) {
      // That somebody else brings `own` as well takes nothing away from the conflict.
      const other = plans.find((plan) => plan !== own && others.has(plan));
      if (other) return [own, other];
    }
  }
  return undefined;
}
