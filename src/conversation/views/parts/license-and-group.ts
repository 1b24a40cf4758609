import type { Words } from '../../../i18n/words';
import type { GroupChoice } from '../../../licensing/group-choice';
import { nameOf, optionalText } from './names';

/** What is known of the group on a form. */
export interface GroupInput {
  /** The client asks for groups while somebody types. */
  readonly typeahead: boolean;
  /** What was searched for, without typeahead. */
  readonly query?: string;
  /** What the search found; an empty list says that nothing fits. */
  readonly groups?: readonly GroupChoice[];
  readonly selectedGroup?: GroupChoice;
}

/** What is known of the two fields that every form for giving a license begins with. */
export interface LicenseAndGroupInput<P extends LicenseOption = LicenseOption> extends GroupInput {
  /** Those that can be chosen. */
  readonly products: readonly P[];
  readonly selectedSkuId?: string;
}

export interface LicenseOption {
  readonly skuId: string;
  readonly name: string;
}

const mostGroups = 10;

/**
 * License and group.
 * @param title how a product reads in the list
 * @param room bytes that the list of licenses may fill of the 25 KB of a card
 */
export function licenseAndGroup<P extends LicenseOption>(
  w: Words,
  input: LicenseAndGroupInput<P>,
  title: (product: P) => string,
  room: number,
) {
  const all = input.products.map((product) => ({ title: title(product), value: product.skuId }));
  const choices = fitting(all, input.selectedSkuId, room);
  const selected = choices.some(({ value }) => value === input.selectedSkuId) ? input.selectedSkuId : '';
  return {
    ...groupFields(w, input),
    open: choices.length > 0,
    moreLicenses: choices.length < all.length,
    license: {
      label: w('assign.license'),
      placeholder: w('assign.licensePlaceholder'),
      error: w('assign.chooseLicense'),
      value: selected,
      choices,
    },
  };
}

/**
 * A group. Without typeahead it is typed and searched for. There, once results are shown, neither the text nor the
 * choice is required: Search needs no choice, and Continue without one takes the text, which the server looks up.
 */
export function groupFields(w: Words, input: GroupInput) {
  const found = (input.groups ?? []).slice(0, mostGroups);
  const offered = [...found, ...(input.selectedGroup ? [input.selectedGroup] : [])];
  const results = input.typeahead ? [] : found;
  return {
    typeahead: input.typeahead,
    group: {
      label: w('assign.group'),
      placeholder: w('assign.groupPlaceholder'),
      error: w('assign.chooseGroup'),
      value: input.typeahead ? (input.selectedGroup?.id ?? '') : '',
      choices: (input.typeahead ? offered : []).map((each) => groupChoice(w, each)),
    },
    query: {
      label: w('assign.groupQuery'),
      placeholder: w('assign.groupQueryPlaceholder'),
      error: w('assign.typeGroup'),
      value: optionalText(input.query ?? input.selectedGroup?.name, 200),
      required: results.length === 0,
    },
    results: {
      show: results.length > 0,
      label: w('assign.groupResults'),
      error: w('assign.chooseGroup'),
      choices: results.map((each) => groupChoice(w, each)),
    },
    nothingFound: !input.typeahead && input.groups?.length === 0 ? w('assign.noResults') : '',
  };
}

interface Choice {
  readonly title: string;
  readonly value: string;
}

/** As many licenses as there is room for, the chosen one in any case. */
export function fitting(
  all: readonly Choice[],
  selected: string | undefined,
  room: number,
): readonly Choice[] {
  const chosen = all.find(({ value }) => value === selected);
  const others = all.filter((choice) => choice !== chosen);
  let left = room;
  const fit = new Set(
    [...(chosen ? [chosen] : []), ...others].filter((choice) => {
      left -= Buffer.byteLength(JSON.stringify(choice));
      return left >= 0;
    }),
  );
  return all.filter((choice) => fit.has(choice));
}

function groupChoice(w: Words, group: GroupChoice): Choice {
  const name = nameOf(w, group.name);
  const detail = optionalText(group.detail, 80);
  return { title: detail ? w('assign.groupChoice', { name, detail }) : name, value: group.id };
}
