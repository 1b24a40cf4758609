import type { Words } from '../../i18n/words';
import type { Product } from '../../licensing/product';
import type { CardView } from '../card-view';
import { beginFields, type BeginInput } from './parts/begin-fields';
import { licenseAndGroup, type LicenseAndGroupInput } from './parts/license-and-group';
import { nameOf, optionalText } from './parts/names';

export interface AssignFormInput extends LicenseAndGroupInput<Product> {
  readonly begin: BeginInput;
  /** Why the form is shown again. */
  readonly notice?: string;
}

/** Room for about 120 ordinary names. */
const choiceBytes = 11 * 1024;

/** License and group; Continue shows who would get it. */
export function assignFormView(w: Words, input: AssignFormInput): CardView {
  const fields = licenseAndGroup(w, input, (product) => licenseChoice(w, product), choiceBytes);
  return {
    name: 'assign-form',
    data: {
      ...fields,
      group: { ...fields.group, label: w('assign.groups'), placeholder: w('assign.groupsPlaceholder') },
      query: { ...fields.query, placeholder: w('assign.groupsQueryPlaceholder') },
      title: w('assign.title'),
      intro: fields.open ? w('assign.intro') : w('assign.noProducts'),
      notice: optionalText(input.notice, 300),
      begin: beginFields(w, input.begin),
      moreLicenses: fields.moreLicenses ? w('assign.moreLicenses') : '',
      searchTitle: w('action.search'),
      continueTitle: w('action.continue'),
      cancelTitle: w('action.cancel'),
      licensesTitle: w('action.allLicenses'),
    },
    summary: optionalText(input.notice, 300) || w('assign.title'),
  };
}

function licenseChoice(w: Words, product: Product): string {
  const name = nameOf(w, product.name);
  if (product.available <= 0) return w('assign.licenseChoiceNone', { name });
  return w('assign.licenseChoice', { name, count: product.available });
}
