/** What a list of names may be written with at the beginning of a line: "- Sales", "• Sales", "3. Sales", "3) Sales". */
const bullet = /^(?:[-*•–]\s+|\d{1,3}[.)]\s+)/;
const quotes = /^(["'“”„«»‘’])(.+)(["'“”„«»‘’])$/;

/**
 * The names in a typed or pasted list, each once. Lines and semicolons part names for certain; commas do only where
 * there are neither, because a name may well have one ("Sales, EMEA").
 */
export function readNames(text: string): readonly string[] {
  return unique(split(text, /[\n\r;]/.test(text) ? /[\n\r;]+/ : /,/));
}

/** The parts of a name that no group has, if it can be read as several: at its commas and at an "and". */
export function partsOfName(name: string): readonly string[] {
  const parts = unique(split(name, /,|\s+(?:and|&)\s+/i));
  return parts.length > 1 ? parts : [];
}

/** Whether somebody may have meant more than one group. */
export function readsAsSeveral(text: string): boolean {
  return readNames(text).length > 1 || partsOfName(text).length > 1;
}

function split(text: string, at: RegExp): readonly string[] {
  return text
    .split(at)
    .map(cleaned)
    .filter((part) => part !== '');
}

/** Without what marks it as one of a list, which is no part of its name. */
function cleaned(part: string): string {
  const name = part
    .trim()
    .replace(bullet, '')
    .replace(/\s+/g, ' ')
    .replace(/^[, ]+|[, ]+$/g, '');
  return (quotes.exec(name)?.[2] ?? name).trim();
}

/** Case does not tell names apart. */
function unique(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.toLowerCase();
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
