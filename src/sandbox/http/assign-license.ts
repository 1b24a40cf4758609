import { missingDependency, findConflict } from '../engine/plan-rules';
import { enabledPlans } from '../engine/reconcile';
import type { Group, Template, Tenant } from '../tenant';
import { badRequest } from './answer';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The template that a group would have after an assignLicense call. @throws GraphFault with Microsoft's words */
export function nextTemplate(tenant: Tenant, group: Group, body: unknown): readonly Template[] {
  const { add, remove } = readBody(body);
  if (!group.securityEnabled) {
    throw badRequest('Licenses can be assigned only to groups that are security enabled.');
  }
  const added = new Set<string>();
  for (const template of add) {
    const sku = tenant.skus.get(template.skuId);
    if (!sku) throw badRequest(`License ${template.skuId} does not correspond to a valid company License.`);
    if (sku.appliesTo === 'Company')
      throw badRequest(`License ${template.skuId} cannot be assigned to a user.`);
    const foreign = template.disabledPlans.find((plan) => !sku.plans.some((own) => own.id === plan));
    if (foreign)
      throw badRequest(`Service plan ${foreign} does not belong to the subscription ${template.skuId}.`);
    if (remove.includes(template.skuId))
      throw badRequest(`License ${template.skuId} is both added and removed.`);
    if (added.has(template.skuId)) throw badRequest(`License ${template.skuId} is added more than once.`);
    added.add(template.skuId);
  }
  const next = [
    ...group.licenses.filter(
      (own) => !remove.includes(own.skuId) && !add.some((template) => template.skuId === own.skuId),
    ),
    ...add,
  ];
  checkPlans(tenant, next);
  return next;
}

/** Prerequisites must be met, and conflicts avoided, inside the group's own template. */
function checkPlans(tenant: Tenant, template: readonly Template[]): void {
  const dependency = missingDependency(enabledPlans(tenant, template));
  if (dependency) {
    throw badRequest(
      `License assignment failed because service plan ${dependency.plan} depends on the service plan(s) ${dependency.needsOneOf.join(',')}`,
    );
  }
  for (const one of template) {
    const rest = template.filter((each) => each !== one);
    const conflict = findConflict(enabledPlans(tenant, [one]), enabledPlans(tenant, rest));
    if (conflict) {
      throw badRequest(
        `License assignment failed because service plans ${conflict[0]},${conflict[1]} are mutually exclusive`,
      );
    }
  }
}

function readBody(body: unknown): { readonly add: readonly Template[]; readonly remove: readonly string[] } {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const missing = ['addLicenses', 'removeLicenses'].filter((name) => !Array.isArray(fields[name]));
  if (missing.length > 0) {
    throw badRequest(
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    );
  }
  const add = (fields['addLicenses'] as unknown[]).map((entry): Template => {
    const { skuId, disabledPlans } = (entry ?? {}) as { skuId?: unknown; disabledPlans?: unknown };
    if (!Array.isArray(disabledPlans ?? []))
      throw badRequest("Cannot convert a primitive value to the expected type 'Collection(Edm.Guid)'.");
    const off = ((disabledPlans ?? []) as unknown[]).map(readGuid);
    return { skuId: readGuid(skuId), disabledPlans: [...new Set(off)] };
  });
  const remove = (fields['removeLicenses'] as unknown[]).map(readGuid);
  if (add.length + remove.length === 0) throw badRequest('No license changes provided');
  return { add, remove };
}

function readGuid(value: unknown): string {
  if (value === null || value === undefined) {
    throw badRequest(
      "A null value was found with the expected type 'Edm.Guid[Nullable=False]'. The expected type 'Edm.Guid[Nullable=False]' does not allow null values.",
    );
  }
  if (typeof value !== 'string' || !guid.test(value)) {
    const literal = JSON.stringify(value).replace(/^"|"$/g, '');
    throw badRequest(
      `Cannot convert the literal '${literal.slice(0, 100)}' to the expected type 'Edm.Guid'.`,
    );
  }
  return value.toLowerCase();
}
