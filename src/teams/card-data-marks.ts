/**
 * A noncharacter stands for `$` in data while a template is expanded. So a `${…}` that is left afterwards is the
 * template's own, and one that a person typed comes out as it was typed.
 */
const dollarMark = '\ufdd0';

/** Properties that Adaptive Cards wants as text; templating hands numbers on as numbers and objects as objects. */
const textProperties = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'errorMessage',
  'fallbackText',
  'altText',
  'verb',
  'url',
]);

/** Data as templating can take it: no null (it throws in a mixed text), no undefined (it leaves the expression). */
export function toTemplateData(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replaceAll(dollarMark, '').replaceAll('$', dollarMark);
  if (Array.isArray(value)) return value.map(toTemplateData);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toTemplateData(field)]));
}

/** The finished card, and the first expression of the template that found no data. */
export function fromTemplate(expanded: unknown): {
  card: Record<string, unknown>;
  unresolved: string | null;
} {
  let unresolved: string | null = null;
  const finish = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (value.includes('${')) unresolved ??= value;
      return value.replaceAll(dollarMark, '$');
    }
    if (textProperties.has(key)) return typeof value === 'number' ? String(value) : '';
    if (Array.isArray(value)) return value.map((item) => finish(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    // What a button sends is data, not something to show: a field named `text` in it may be anything.
    const inside = (name: string): string => (key === 'data' ? 'data' : name);
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, finish(field, inside(name))]),
    );
  };
  const card = finish(expanded, '');
  return {
    card: typeof card === 'object' && card !== null ? (card as Record<string, unknown>) : {},
    unresolved,
  };
}
