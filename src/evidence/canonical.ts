/**
 * One and only one text for a value: keys sorted by their UTF-16 code units, no spaces, numbers and strings as
 * `JSON.stringify` writes them. That is the JSON Canonicalization Scheme (RFC 8785), so that others can compute it too.
 * @param value what `JSON.parse` can give; texts are taken as they are, without Unicode normalization
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}
