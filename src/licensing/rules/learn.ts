import type { PlansOn } from './plan-facts';

/** What one answer of Graph says about service plans. */
export type LearnedPair =
  | { readonly kind: 'conflict'; readonly plans: readonly [string, string] }
  | { readonly kind: 'dependency'; readonly plan: string; readonly needsOneOf: readonly string[] };

/** More ids than these are no sentence about plans. */
const mostIds = 12;

/**
 * Reads a pair out of Graph's text about a license that could not be given or taken. The words are never looked at,
 * because they change and are translated: only the ids in it, and whether those plans would be on. Two plans that
 * would both be on exclude each other; one that would be on, named before others of which none would be, needs one of
 * those.
 * @param about.on the plans that would be on after what Graph refused
 * @param about.products ids of products, which such a text may name as well
 * @param about.category Graph's error word for the person, where there is one: then it decides
 */
export function learnPair(
  text: string,
  about: { readonly on: PlansOn; readonly products: PlansOn; readonly category?: string },
): LearnedPair | undefined {
  const [first, ...rest] = idsIn(text).filter((id) => !about.products.has(id));
  if (first === undefined || rest.length === 0 || rest.length >= mostIds) return undefined;
  const [second] = rest;
  const conflict =
    rest.length === 1 && second !== undefined
      ? ({ kind: 'conflict', plans: [first, second].sort() as [string, string] } as const)
      : undefined;
  const dependency = { kind: 'dependency', plan: first, needsOneOf: rest } as const;
  if (about.category === 'MutuallyExclusiveViolation') return conflict;
  if (about.category === 'DependencyViolation') return dependency;
  if (!about.on.has(first)) return undefined;
  if (rest.every((plan) => !about.on.has(plan))) return dependency;
  return conflict && rest.every((plan) => about.on.has(plan)) ? conflict : undefined;
}

/** Each id once, in small letters, in the order of the text. */
function idsIn(text: string): readonly string[] {
  const found = text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
  return [...new Set(found.map((id) => id.toLowerCase()))];
}
