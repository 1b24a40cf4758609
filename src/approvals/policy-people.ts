import { mostApprovers } from './approvers';
import type { ApproverRule, AskRule } from './policy';
import { below, quote, type Findings, type Read } from './policy-findings';
import { findRole, nearestRole } from './policy-roles';
import { objectId, personName } from './policy-values';

/** Of approvers, or of askers, in one list. */
const mostKinds = 20;

const groupId = objectId('the object id of a group (its page in the Entra admin center shows it)');
const approverKeys = ['role', 'group', 'people'] as const;
const approverForms = 'owners, manager, { role: … }, { group: … } or { people: […] }';
const askForms = 'everyone, owners, guests, anonymous, { group: … } or { tenant: … }';
const tenantId = objectId('the id of a tenant (the Entra admin center shows it as tenant ID)');

/** Reads a list of kinds of approvers; at least one, because silence never approves. */
export function readApprovers(find: Findings, value: unknown, path: string): Read<readonly ApproverRule[]> {
  return find.list(value, { min: 1, max: mostKinds }, path, (item, at) => readApprover(find, item, at));
}

/** Reads who may ask; an empty list leaves only those who may assign. */
export function readAsk(find: Findings, value: unknown, path: string): Read<readonly AskRule[]> {
  return find.list(value, { min: 0, max: mostKinds }, path, (item, at) => {
    if (item === 'everyone' || item === 'owners' || item === 'guests' || item === 'anonymous')
      return { kind: item };
    if (!(item instanceof Map)) return find.add(at, `${quote(item)} must be one of ${askForms}`);
    const given = find.mapping(item, ['group', 'tenant'], at);
    if (!given) return undefined;
    if (given.has('group') && given.has('tenant')) return find.add(at, `must be exactly one of ${askForms}`);
    if (given.has('tenant')) {
      const id = find.value(tenantId, given.get('tenant'), below(at, 'tenant'));
      return id === undefined ? undefined : { kind: 'tenant', tenantId: id };
    }
    const id = find.value(groupId, given.get('group'), below(at, 'group'));
    return id === undefined ? undefined : { kind: 'group', groupId: id };
  });
}

function readApprover(find: Findings, item: unknown, path: string): Read<ApproverRule> {
  if (item === 'owners') return { kind: 'owners' };
  if (item === 'manager') return { kind: 'manager' };
  if (!(item instanceof Map)) return find.add(path, `${quote(item)} must be one of ${approverForms}`);
  const before = find.problems.length;
  const given = find.mapping(item, approverKeys, path);
  // A misspelled key is reported once; that the right one is missing then goes without saying.
  if (!given || find.problems.length > before) return undefined;
  const [entry, ...more] = given;
  if (!entry || more.length > 0) return find.add(path, `must be exactly one of ${approverForms}`);
  const [key, value] = entry;
  switch (key) {
    case 'role':
      return readRole(find, value, below(path, key));
    case 'group': {
      const id = find.value(groupId, value, below(path, key));
      return id === undefined ? undefined : { kind: 'group', groupId: id };
    }
    case 'people': {
      const people = readDistinct(find, value, { min: 1, max: mostApprovers }, below(path, key), (each, at) =>
        find.value(personName, each, at),
      );
      return people && { kind: 'people', people };
    }
  }
}

function readRole(find: Findings, value: unknown, path: string): Read<ApproverRule> {
  if (typeof value !== 'string') {
    return find.add(path, `${quote(value)} must be the name of an Entra role or its template id`);
  }
  const templateId = findRole(value);
  if (templateId) return { kind: 'role', templateId };
  return find.add(
    path,
    `${quote(value)} is not a role that is known by name; did you mean ${nearestRole(value)}? Any other role goes by its template id`,
  );
}

/** Reads a list of texts in which each may stand once: people who count for a quorum, ids that are looked up. */
export function readDistinct(
  find: Findings,
  value: unknown,
  limits: { readonly min: number; readonly max: number },
  path: string,
  read: (item: unknown, path: string) => Read<string>,
): Read<readonly string[]> {
  const seen = new Set<string>();
  return find.list(value, limits, path, (item, at) => {
    const text = read(item, at);
    if (text === undefined) return undefined;
    if (seen.has(text)) return find.add(at, `${quote(item)} stands here twice; take one away`);
    seen.add(text);
    return text;
  });
}
