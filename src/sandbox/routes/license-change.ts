import { LicenseRefusal } from '../engine/license-fault';
import { badRequest } from '../http/answer';
import type { Template } from '../tenant';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** No product has more plans, and no tenant more products, than this. */
const longestList = 1_000;

/**
 * Reads the body of an assignLicense call: `{addLicenses: [{skuId, disabledPlans}], removeLicenses: [skuId]}`.
 * @throws GraphFault with Microsoft's words when a list is missing or a value is no GUID
 */
export function readLicenseChange(body: unknown): {
  readonly add: readonly Template[];
  readonly remove: readonly string[];
} {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const missing = ['addLicenses', 'removeLicenses'].filter((name) => !Array.isArray(fields[name]));
  if (missing.length > 0) {
    throw badRequest(
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    );
  }
  const add = readList(fields['addLicenses']).map((entry): Template => {
    const { skuId, disabledPlans } = (entry ?? {}) as { skuId?: unknown; disabledPlans?: unknown };
    return {
      skuId: readGuid(skuId),
      disabledPlans: [...new Set(readList(disabledPlans ?? []).map(readGuid))],
    };
  });
  const remove = [...new Set(readList(fields['removeLicenses']).map(readGuid))];
  if (add.length + remove.length === 0) throw badRequest('No license changes provided');
  return { add, remove };
}

/** Runs what the engine may refuse; a refusal becomes Graph's 400. */
export function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof LicenseRefusal ? badRequest(error.message) : error;
  }
}

function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > longestList)
    throw badRequest("Cannot convert a primitive value to the expected type 'Collection(Edm.Guid)'.");
  return value as readonly unknown[];
}

function readGuid(value: unknown): string {
  if (value === null || value === undefined) {
    throw badRequest(
      "A null value was found with the expected type 'Edm.Guid[Nullable=False]'. The expected type 'Edm.Guid[Nullable=False]' does not allow null values.",
    );
  }
  if (typeof value !== 'string' || !guid.test(value)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw badRequest(
        "Cannot convert a primitive value to the expected type 'Edm.Guid'. See the inner exception for more details.",
      );
    throw badRequest(
      `Cannot convert the literal '${String(value).slice(0, 100)}' to the expected type 'Edm.Guid'.`,
    );
  }
  return value.toLowerCase();
}
