import type { Words } from '../../i18n/words';
import type { GroupChoice } from '../../licensing/group-choice';
import type { Product } from '../../licensing/product';
import type { CardView } from '../card-view';
import { nameOf, optionalText } from './parts/names';

export interface AssignFormInput {
  /** Those that can be assigned. */
  readonly products: readonly Product[];
  readonly selectedSkuId?: string;
  /** The client asks for groups while somebody types. */
  readonly typeahead: boolean;
  /** What was searched for, without typeahead. */
  readonly query?: string;
  /** What the search found; an empty list says that nothing fits. */
  readonly groups?: readonly GroupChoice[];
  readonly selectedGroup?: GroupChoice;
  /** Why the form is shown again. */
  readonly notice?: string;
}

/** The list of licenses may fill this much of the 25 KB of a card: room for about 150 ordinary names. */
const choiceBytes = 14 * 1024;
const mostGroups = 10;

/**
 * License and group. Without typeahead a group is typed and searched for. There, once results are shown, neither the
 * text nor the choice is required: Search needs no choice, and Continue without one takes the text, which the server
 * looks up.
 */
export function assignFormView(w: Words, input: AssignFormInput): CardView {
  const products = fitting(w, input.products, input.selectedSkuId);
  const selected = products.some((product) => product.skuId === input.selectedSkuId)
    ? input.selectedSkuId
    : '';
  const found = input.typeahead ? [] : (input.groups ?? []).slice(0, mostGroups);
  return {
    name: 'assign-form',
    data: {
      title: w('assign.title'),
      intro: products.length > 0 ? w('assign.intro') : w('assign.noProducts'),
      notice: optionalText(input.notice, 300),
      open: products.length > 0,
      moreLicenses: products.length < input.products.length ? w('assign.moreLicenses') : '',
      license: {
        label: w('assign.license'),
        placeholder: w('assign.licensePlaceholder'),
        error: w('assign.chooseLicense'),
        value: selected,
        choices: products.map((product) => ({ title: licenseChoice(w, product), value: product.skuId })),
      },
      typeahead: input.typeahead,
      group: {
        label: w('assign.group'),
        placeholder: w('assign.groupPlaceholder'),
        error: w('assign.chooseGroup'),
        value: input.typeahead ? (input.selectedGroup?.id ?? '') : '',
        choices: (input.typeahead && input.selectedGroup ? [input.selectedGroup] : []).map((each) =>
          groupChoice(w, each),
        ),
      },
      query: {
        label: w('assign.groupQuery'),
        placeholder: w('assign.groupQueryPlaceholder'),
        error: w('assign.typeGroup'),
        value: optionalText(input.query ?? input.selectedGroup?.name, 200),
        required: found.length === 0,
      },
      results: {
        show: found.length > 0,
        label: w('assign.groupResults'),
        error: w('assign.chooseGroup'),
        choices: found.map((each) => groupChoice(w, each)),
      },
      nothingFound: !input.typeahead && input.groups?.length === 0 ? w('assign.noResults') : '',
      searchTitle: w('action.search'),
      continueTitle: w('action.continue'),
      cancelTitle: w('action.cancel'),
      licensesTitle: w('action.allLicenses'),
    },
    summary: optionalText(input.notice, 300) || w('assign.title'),
  };
}

/** As many products as the card has room for, the chosen one in any case. */
function fitting(
  w: Words,
  products: readonly Product[],
  selectedSkuId: string | undefined,
): readonly Product[] {
  const chosen = products.find((product) => product.skuId === selectedSkuId);
  const others = products.filter((product) => product !== chosen);
  let room = choiceBytes;
  const fit = new Set(
    [...(chosen ? [chosen] : []), ...others].filter((product) => {
      room -= Buffer.byteLength(JSON.stringify({ title: licenseChoice(w, product), value: product.skuId }));
      return room >= 0;
    }),
  );
  return products.filter((product) => fit.has(product));
}

function licenseChoice(w: Words, product: Product): string {
  const name = nameOf(w, product.name);
  if (product.available <= 0) return w('assign.licenseChoiceNone', { name });
  return w('assign.licenseChoice', { name, count: product.available });
}

function groupChoice(w: Words, group: GroupChoice) {
  const name = nameOf(w, group.name);
  const detail = optionalText(group.detail, 120);
  return { title: detail ? w('assign.groupChoice', { name, detail }) : name, value: group.id };
}
