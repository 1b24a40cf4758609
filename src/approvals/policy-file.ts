import { DeskError } from '../errors';
import type { Policy } from './policy';
import { defaultPolicy } from './policy-default';
import { below, Findings, type Read } from './policy-findings';
import { readApprovers, readAsk, readDistinct } from './policy-people';
import { administratorRoles } from './policy-roles';
import { readRequestParts, requestKeys, whole, type RequestParts } from './policy-stages';
import { readDocument } from './policy-text';
import { conversation, memberLimit, objectId } from './policy-values';

const fileKeys = ['ask', 'usual', 'rules', 'secondPerson', 'channels', 'fallback'] as const;
const conditionKeys = ['products', 'groups', 'membersAbove'] as const;
const ruleKeys = [...conditionKeys, ...requestKeys] as const;

const mostRules = 100;
const mostIds = 200;
const mostChannels = 20;
/** More problems than this are not mended in one go. */
const mostShown = 50;

const productId = objectId(
  'a product id (skuId; column GUID of Microsoft\'s list "Product names and service plan identifiers for licensing")',
);
const groupId = objectId('the object id of a group (its page in the Entra admin center shows it)');

/**
 * Reads a policy file, YAML or JSON.
 * @param name what the file is called in the error
 * @param otherwise what holds where the file says nothing
 * @throws DeskError `policy.invalid` whose sentence lists every problem, one a line
 */
export function readPolicy(
  text: string,
  name: string,
  otherwise: Policy = defaultPolicy(administratorRoles),
): Policy {
  const { policy, problems } = checkPolicy(text, otherwise);
  if (policy) return policy;
  throw new DeskError(
    'policy.invalid',
    `${name} is not a usable policy. Please mend:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
  );
}

/**
 * The policy of a file, or everything that is wrong with it, each problem as "path: what and how to mend it".
 * @param otherwise what holds where the file says nothing
 */
export function checkPolicy(
  text: string,
  otherwise: Policy,
): { readonly policy: Read<Policy>; readonly problems: readonly string[] } {
  const find = new Findings();
  const document = readDocument(find, text);
  const policy = find.problems.length === 0 ? readFile(find, document, otherwise) : undefined;
  const { problems } = find;
  if (problems.length === 0) return { policy, problems };
  const more = problems.length - mostShown;
  const shown = problems.slice(0, mostShown);
  return { policy: undefined, problems: more > 0 ? [...shown, `and ${more} more`] : shown };
}

function readFile(find: Findings, document: unknown, otherwise: Policy): Read<Policy> {
  const given = find.mapping(document, fileKeys, '');
  if (!given) return undefined;
  const read = <T>(key: (typeof fileKeys)[number], rest: T, by: (value: unknown) => Read<T>): Read<T> =>
    given.has(key) ? by(given.get(key)) : rest;

  const ask = read('ask', otherwise.ask, (value) => readAsk(find, value, 'ask'));
  const usual = read<RequestParts>('usual', otherwise.usual, (value) => {
    const keys = find.mapping(value, requestKeys, 'usual');
    return keys && readRequestParts(find, keys, otherwise.usual, 'usual');
  });
  const rules = read('rules', otherwise.rules, (value) =>
    find.list(value, { min: 0, max: mostRules }, 'rules', (item, path) =>
      // Rules are read even when `usual` is wrong, so that their own problems come to light in the same go.
      readRule(find, item, usual ?? otherwise.usual, path),
    ),
  );
  const secondPerson = read('secondPerson', otherwise.secondPerson, (value) => {
    const keys = find.mapping(value, ['membersAbove', 'products'], 'secondPerson');
    if (!keys) return undefined;
    const membersAbove = readMembersAbove(find, keys, 'secondPerson');
    const products = readIds(find, keys, 'products', 'secondPerson');
    return membersAbove === undefined || !products ? undefined : { membersAbove, products };
  });
  const channels = read('channels', otherwise.channels, (value) =>
    readDistinct(find, value, { min: 0, max: mostChannels }, 'channels', (item, path) =>
      find.value(conversation, item, path),
    ),
  );
  const fallback = read('fallback', otherwise.fallback, (value) => readApprovers(find, value, 'fallback'));
  const usually = usual && whole(usual);
  if (!ask || !usually || !rules || !secondPerson || !channels || !fallback) return undefined;
  return { ask, rules, usual: usually, secondPerson, channels, fallback };
}

function readRule(
  find: Findings,
  item: unknown,
  usual: RequestParts,
  path: string,
): Read<Policy['rules'][number]> {
  const given = find.mapping(item, ruleKeys, path);
  if (!given) return undefined;
  const products = readIds(find, given, 'products', path);
  const groups = readIds(find, given, 'groups', path);
  const membersAbove = readMembersAbove(find, given, path);
  const policy = whole(readRequestParts(find, given, usual, path));
  if (products?.length === 0 && groups?.length === 0 && membersAbove === null) {
    return find.add(
      path,
      'fits every request; say for which products, groups or membersAbove it holds, or write it under usual',
    );
  }
  if (!products || !groups || membersAbove === undefined || !policy) return undefined;
  return { products, groups, membersAbove, policy };
}

function readMembersAbove(
  find: Findings,
  given: ReadonlyMap<string, unknown>,
  path: string,
): Read<number | null> {
  if (!given.has('membersAbove')) return null;
  return find.value(memberLimit, given.get('membersAbove'), below(path, 'membersAbove'));
}

function readIds(
  find: Findings,
  given: ReadonlyMap<string, unknown>,
  key: 'products' | 'groups',
  path: string,
): Read<readonly string[]> {
  if (!given.has(key)) return [];
  const schema = key === 'products' ? productId : groupId;
  return readDistinct(find, given.get(key), { min: 0, max: mostIds }, below(path, key), (each, at) =>
    find.value(schema, each, at),
  );
}
