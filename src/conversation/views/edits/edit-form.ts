import type { Words } from '../../../i18n/words';
import type { GroupChoice } from '../../../licensing/group-choice';
import type { Product } from '../../../licensing/product';
import type { CardView } from '../../card-view';
import type { EditKind } from '../../edits/edit-text';
import { fitting, groupFields } from '../parts/license-and-group';
import { nameOf, optionalText } from '../parts/names';

export interface EditFormInput {
  readonly kind: EditKind;
  /** The client asks for groups while somebody types. */
  readonly typeahead: boolean;
  /** What the buttons carry. */
  readonly data: Readonly<Record<string, string>>;
  /** Name of the group, once it is known. */
  readonly group?: string;
  /** Name of the license, when that is known before the group. */
  readonly license?: string;
  /** The group's licenses. */
  readonly own: readonly Product[];
  readonly selectedSkuId: string;
  /** Of a swap: what can be given instead. */
  readonly others: readonly Product[];
  readonly selectedToSkuId: string;
  readonly query?: string;
  readonly groups?: readonly GroupChoice[];
  /** Why the form is shown again. */
  readonly notice?: string;
}

/** Room of each of the two lists of licenses, for about 50 ordinary names. */
const choiceBytes = 5 * 1024;

/** First the group, then its license, of a swap also the one to give instead. */
export function editFormView(w: Words, input: EditFormInput): CardView {
  const { kind, own, others } = input;
  const title = w(`edit.formTitle.${kind}`);
  const known = input.group !== undefined;
  const notice = optionalText(input.notice, 300);
  return {
    name: 'edit-form',
    data: {
      ...groupFields(w, input),
      title,
      intro: known ? w(`edit.intro.${kind}`) : w('edit.groupFirst'),
      notice,
      facts: [
        ...(known ? [{ label: w('edit.group'), value: nameOf(w, input.group) }] : []),
        ...(input.license ? [{ label: w('before.license'), value: nameOf(w, input.license) }] : []),
      ],
      askGroup: !known,
      askLicense: own.length > 0,
      license: {
        label: w(`edit.license.${kind}`),
        placeholder: w('edit.licensePlaceholder'),
        error: w('assign.chooseLicense'),
        value: input.selectedSkuId || (own.length === 1 ? (own[0]?.skuId ?? '') : ''),
        choices: fitting(
          own.map((product) => choice(w, product)),
          input.selectedSkuId,
          choiceBytes,
        ),
      },
      askTo: known && kind === 'swap',
      to: {
        label: w('edit.to'),
        placeholder: w('edit.toPlaceholder'),
        error: w('assign.chooseLicense'),
        value: input.selectedToSkuId,
        choices: fitting(
          others.map((product) => seatChoice(w, product)),
          input.selectedToSkuId,
          choiceBytes,
        ),
      },
      data: input.data,
      searchTitle: w('action.search'),
      continueTitle: w('action.continue'),
      cancelTitle: w('action.cancel'),
    },
    summary: notice || title,
  };
}

function choice(w: Words, { skuId, name }: Product) {
  return { title: nameOf(w, name), value: skuId };
}

function seatChoice(w: Words, { skuId, name, available }: Product) {
  const title =
    available > 0
      ? w('assign.licenseChoice', { name: nameOf(w, name), count: available })
      : w('assign.licenseChoiceNone', { name: nameOf(w, name) });
  return { title, value: skuId };
}
