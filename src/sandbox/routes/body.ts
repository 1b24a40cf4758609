import { badRequest } from '../http/answer';

export type Fields = Readonly<Record<string, unknown>>;

/** The body as an object. @throws GraphFault */
export function readFields(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('Unable to read JSON request payload. A JSON object is expected.');
  return body as Fields;
}

/** What a property of a body must be. */
export interface Rule {
  readonly kind: 'text' | 'flag' | 'texts';
  readonly nullable?: boolean;
  /** Longest text, in characters. */
  readonly longest?: number;
  readonly pattern?: RegExp;
}

/**
 * Checks the properties of a body against a table.
 * @returns the known ones that were sent
 * @throws GraphFault for one that is unknown, has the wrong type or an impossible value
 */
export function checkFields(
  fields: Fields,
  rules: Readonly<Record<string, Rule>>,
  resource: string,
): ReadonlyMap<string, unknown> {
  const checked = new Map<string, unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (name.includes('@odata.')) continue;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule)
      throw badRequest(`Property '${name.slice(0, 100)}' is read-only and cannot be set, or is unknown.`);
    if (!fits(value, rule))
      throw badRequest(`Invalid value specified for property '${name}' of resource '${resource}'.`);
    checked.set(name, value);
  }
  return checked;
}

/** @throws GraphFault when one of them was not sent */
export function needFields(fields: Fields, names: readonly string[], resource: string): void {
  const missing = names.find((name) => (fields[name] ?? null) === null);
  if (missing) throw badRequest(`A value is required for property '${missing}' of resource '${resource}'.`);
}

function fits(value: unknown, rule: Rule): boolean {
  if (value === null) return rule.nullable === true;
  if (rule.kind === 'flag') return typeof value === 'boolean';
  if (rule.kind === 'texts')
    return Array.isArray(value) && value.length <= 20 && value.every((each) => typeof each === 'string');
  if (typeof value !== 'string' || value.length > (rule.longest ?? 256)) return false;
  return (rule.nullable === true || value !== '') && (rule.pattern?.test(value) ?? true);
}

const reference = /\/(?:directoryObjects|users|groups)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The id in a reference such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}`. @throws GraphFault */
export function readReference(value: unknown): string {
  const id = typeof value === 'string' && value.length < 500 ? reference.exec(value)?.[1] : undefined;
  if (!id) throw badRequest('The value of the odata.id annotation is no reference to a directory object.');
  return id.toLowerCase();
}
