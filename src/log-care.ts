import { createHmac } from 'node:crypto';
import type { Log } from './licensing/services';

/** What may stand in a line: nothing secret, nobody's name or words, and people as pseudonyms. */

const secretKeys =
  /^(authorization|cookie|password|passphrase|secret|client_?secret|(access|refresh|id)?_?token|assertion|certificate|private_?key)$/i;
/** What people typed or are called. */
const privateKeys =
  /^(name|(display|person|asker|group|product|user|given|sur)_?name|justification|comment|question|answer|text|summary|title|mail)$/i;
const personKeys =
  /^((person|asker|actor|approver|viewer|user|deputy|member|owner|manager|from|principal)(_?id)?|aad_?object_?id|oid|upn|user_?principal_?name|conversation(_?id)?)$/i;

const longestText = 2_000;
const mostDeep = 4;

/** Found in the messages of errors, which others have written. Each becomes what stands beside it. */
const patterns: readonly (readonly [RegExp, (found: string, hide: (id: string) => string) => string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?/g, () => '[secret]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, () => '[secret]'],
  [
    /\b(postgres(ql)?|https?):\/\/[^\s/@:]*:[^\s/@]*@/gi,
    (found) => `${found.slice(0, found.indexOf(':'))}://[secret]@`,
  ],
  [
    /\b(client_secret|client_assertion|password|access_token|refresh_token|code|sig)=[^\s&"']+/gi,
    (found) => `${found.slice(0, found.indexOf('='))}=[secret]`,
  ],
  [
    /[^\s"'<>()[\]{}/\\,;:=]+@[^\s"'<>()[\]{}/\\,;:=]+\.[^\s"'<>()[\]{}/\\,;:=.]+/g,
    (found, hide) => hide(found),
  ],
  // Whose ids they are cannot be seen; what belongs to a change is found by its number.
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, (found, hide) => hide(found)],
];

/**
 * The same log, careful with people. A pseudonym is the same for the same person as long as the key is the same, so
 * lines can be brought together without saying whose they are.
 * @param key secret, asked for at each line; whoever has it can tell whether a pseudonym is somebody's
 */
export function carefulLog(log: Log, key: () => Buffer): Log {
  const hide = (id: string): string =>
    `p-${createHmac('sha256', key()).update(id.toLowerCase()).digest('hex').slice(0, 10)}`;
  const line =
    (level: keyof Log) =>
    (fields: object, message: string): void =>
      log[level](careful(fields, hide), message);
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

function careful(fields: object, hide: (id: string) => string): object {
  const text = (value: string): string => {
    let clean = value.slice(0, longestText);
    for (const [pattern, replace] of patterns)
      clean = clean.replace(pattern, (found) => replace(found, hide));
    return clean;
  };
  const person = (value: unknown): unknown => {
    if (typeof value === 'string') return value === '' || value === 'system' ? value : hide(value);
    const { id } = (value ?? {}) as { id?: unknown };
    return typeof id === 'string' ? hide(id) : '[left out]';
  };
  const visit = (value: unknown, name: string, depth: number): unknown => {
    if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'number')
      return value;
    if (secretKeys.test(name)) return '[secret]';
    if (privateKeys.test(name)) return '[left out]';
    if (personKeys.test(name)) return Array.isArray(value) ? value.map(person) : person(value);
    if (typeof value === 'string') return ourIds.has(name) ? value.slice(0, longestText) : text(value);
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Error) return text(value.message);
    if (typeof value !== 'object' || depth >= mostDeep) return '[left out]';
    if (Array.isArray(value)) return value.slice(0, 100).map((item) => visit(item, name, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([inner, field]) => [inner, visit(field, inner, depth + 1)]),
    );
  };
  return visit(fields, '', 0) as object;
}

/** Ids that are nobody's: of changes, cards, groups, requests to Graph. */
const ourIds: ReadonlySet<string> = new Set([
  'id',
  'ids',
  'card',
  'changeId',
  'groupId',
  'skuId',
  'requestId',
  'tenantId',
  'trace',
]);
