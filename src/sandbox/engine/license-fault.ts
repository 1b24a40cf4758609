/** Why a license cannot be given or taken. */
export type LicenseFault =
  | { readonly kind: 'unknown'; readonly skuId: string }
  | { readonly kind: 'seats'; readonly skuId: string }
  | { readonly kind: 'location'; readonly skuId: string; readonly location: string }
  | { readonly kind: 'conflict'; readonly plans: readonly [string, string] }
  | { readonly kind: 'dependency'; readonly plan: string; readonly needsOneOf: readonly string[] }
  | { readonly kind: 'address'; readonly address: string };

/** A license change that is refused at once; the message is Microsoft's sentence. */
export class LicenseRefusal extends Error {
  override readonly name = 'LicenseRefusal';
}

/** The category that licenseAssignmentStates shows. */
export const errorOf: Readonly<Record<LicenseFault['kind'], string>> = {
  unknown: 'Other',
  seats: 'CountViolation',
  location: 'ProhibitedInUsageLocationViolation',
  conflict: 'MutuallyExclusiveViolation',
  dependency: 'DependencyViolation',
  address: 'UniquenessViolation',
};

/**
 * The sentence of a Graph error. Microsoft's own, but for the address: there only the portal's short form is known.
 * A prohibited location has no sentence of its own either and gets the one about an invalid location.
 */
export function graphSentence(fault: LicenseFault): string {
  switch (fault.kind) {
    case 'unknown':
      return `License ${fault.skuId} does not correspond to a valid company License.`;
    case 'seats':
      return `Subscription with SKU ${fault.skuId} does not have any available licenses.`;
    case 'location':
      return 'License assignment cannot be done for user with invalid usage location.';
    case 'conflict':
      return `License assignment failed because service plans ${fault.plans.join()} are mutually exclusive`;
    case 'dependency':
      return `License assignment failed because service plan ${fault.plan} depends on the service plan(s) ${fault.needsOneOf.join()}`;
    case 'address':
      return `Proxy address ${fault.address} is already being used.`;
  }
}

/** The sentence of the audit log, where ids stand in brackets ("Resolve group license assignment problems"). */
export function auditSentence(fault: LicenseFault): string {
  const list = (ids: readonly string[]): string => ids.map((id) => `[${id}]`).join(', ');
  switch (fault.kind) {
    case 'unknown':
      return graphSentence(fault);
    case 'seats':
      return `Not enough licenses are available to complete this operation. Purchase more licenses or remove unneeded licenses from users and groups for SKU [${fault.skuId}]. Licenses being added: [${fault.skuId}]`;
    case 'location':
      return `License assignment failed because license [${fault.skuId}] is not available in usage location ${fault.location}.`;
    case 'conflict':
      return `License assignment failed because service plans ${list(fault.plans)} are mutually exclusive.`;
    case 'dependency':
      return `License assignment failed because service plan [${fault.plan}] depends on the service plan(s) ${list(fault.needsOneOf)}.`;
    case 'address':
      return `Proxy address [${fault.address}] is already being used.`;
  }
}
