import { giveAll, type Cause } from './give';
import { heldBack } from './give-up';
import { isHeld, type ForecastContext, type MemberFacts, type Row } from './member';
import { choiceKey, planReader, type Template } from './template';

/**
 * What the change will do for one member.
 * `gets` the product; `has` it from elsewhere and now from here too; `changes`: has it from here and gets the new choice
 * of plans; `fails`: gets none of the group's products. Of a removal: `loses` it; `keeps` it from elsewhere; `blocked`:
 * cannot give it up. `same`: nothing changes for them.
 */
export type Verdict = 'gets' | 'has' | 'changes' | 'fails' | 'loses' | 'keeps' | 'blocked' | 'same';

export interface MemberForecast {
  readonly verdict: Verdict;
  /** Why it fails or is blocked, those of the product that the change is about first. */
  readonly causes: readonly Cause[];
  /** Where else they have the product that the change is about: group ids, `''` for a direct assignment. */
  readonly from: readonly string[];
  /** Products that they hold now from whatever source, and afterwards from none. */
  readonly loses: readonly string[];
  /** Products of which they need a seat; if one is not free the verdict becomes `fails`, or has one cause more. */
  readonly seats: readonly string[];
  /** What they lose if a seat is not free: a group's products are given together or not at all. */
  readonly losesWithoutSeat: readonly string[];
  /** They have no usage location, and the directory's decides. */
  readonly inheritsLocation: boolean;
}

/**
 * Makes the rule for one change. It says what Entra is documented to do (github.com/MicrosoftDocs/entra-docs, "Group-
 * based licensing additional scenarios"): only the group's own template and what the member has from other sources
 * count; all products of a group are given or none of them; a product that another one needs cannot be given up.
 */
export function memberForecaster(context: ForecastContext): (member: MemberFacts) => MemberForecast {
  const plansOf = planReader(context.products);
  const give = giveAll(context, plansOf);
  return (member) => {
    const rows = member.licenseAssignmentStates;
    const elsewhere = rows.filter((row) => !isFrom(context, row) && isHeld(row));
    const here = rows.filter((row) => isFrom(context, row) && isHeld(row));
    const leaving = here.filter(({ skuId }) => !context.template.some((each) => each.skuId === skuId));

    const held = skuIds([...elsewhere, ...here]);

    const inTheWay = heldBack(context.facts, plansOf, leaving, [...elsewhere, ...context.template]);
    const staying = inTheWay ? leaving : [];
    const faults = give(member, [...elsewhere, ...staying]);
    const failed = faults.length > 0;
    // Where nothing is given all that came from the group goes, and that may be in the way of something else.
    const stuck = heldBack(context.facts, plansOf, here, elsewhere);
    const losesAll = minus(held, skuIds(stuck ? [...elsewhere, ...here] : elsewhere));
    const blockedBy = failed ? stuck : inTheWay;

    const verdict = verdictOf(context, { here, elsewhere, failed, blocked: blockedBy !== undefined });
    const seats =
      context.added.length === 0
        ? []
        : context.template.map(({ skuId }) => skuId).filter((skuId) => !held.has(skuId));
    return {
      verdict,
      causes: verdict === 'fails' ? faults : verdict === 'blocked' && blockedBy ? [blockedBy] : [],
      from: sourcesOf(context, elsewhere),
      loses: failed ? losesAll : minus(held, skuIds([...elsewhere, ...staying, ...context.template])),
      seats,
      losesWithoutSeat: !failed && seats.length > 0 ? losesAll : [],
      inheritsLocation: member.usageLocation === '' && context.tenantLocation !== '',
    };
  };
}

/** It comes from the group; of what several groups lose at once, from any of them. */
function isFrom({ groupId, alongside, removed }: ForecastContext, row: Row): boolean {
  const { assignedByGroup: source, skuId } = row;
  return source === groupId || (removed.includes(skuId) && alongside?.has(source) === true);
}

function verdictOf(
  { added, removed, template }: ForecastContext,
  member: {
    readonly here: readonly Row[];
    readonly elsewhere: readonly Row[];
    readonly failed: boolean;
    readonly blocked: boolean;
  },
): Verdict {
  const { here, elsewhere, blocked } = member;
  const isIn = (rows: readonly Row[], skus: readonly string[]): boolean =>
    skus.every((skuId) => rows.some((row) => row.skuId === skuId));
  if (added.length > 0) {
    if (member.failed) return 'fails';
    if (blocked) return 'blocked';
    if (isIn(here, added)) return isAsWanted(here, template) ? 'same' : 'changes';
    return isIn([...here, ...elsewhere], added) ? 'has' : 'gets';
  }
  const going = removed.filter((skuId) => here.some((row) => row.skuId === skuId));
  if (going.length === 0) return 'same';
  if (blocked) return 'blocked';
  return isIn(elsewhere, going) ? 'keeps' : 'loses';
}

/** Every product of the template is there with the same plans already, and nothing else. */
function isAsWanted(here: readonly Row[], template: Template): boolean {
  const wanted = new Set(template.map(choiceKey));
  return here.length === template.length && here.every((row) => wanted.has(choiceKey(row)));
}

/** Sources of what the change gives, or takes when it gives nothing. */
function sourcesOf({ added, removed }: ForecastContext, elsewhere: readonly Row[]): readonly string[] {
  const about = added.length > 0 ? added : removed;
  return [
    ...new Set(
      elsewhere.filter(({ skuId }) => about.includes(skuId)).map(({ assignedByGroup }) => assignedByGroup),
    ),
  ];
}

function skuIds(sources: readonly { readonly skuId: string }[]): ReadonlySet<string> {
  return new Set(sources.map(({ skuId }) => skuId));
}

function minus(all: ReadonlySet<string>, rest: ReadonlySet<string>): readonly string[] {
  return [...all].filter((each) => !rest.has(each));
}
