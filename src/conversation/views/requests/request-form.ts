import { longestJustification } from '../../../approvals/request';
import type { Words } from '../../../i18n/words';
import type { CardView } from '../../card-view';
import { inputDay } from '../parts/day';
import { beginFields, type BeginInput } from '../parts/begin-fields';
import { licenseAndGroup, type LicenseAndGroupInput } from '../parts/license-and-group';
import { nameOf, optionalText } from '../parts/names';
import { typedText } from './parts/typed-text';

export interface RequestFormInput extends LicenseAndGroupInput {
  readonly justification?: string;
  /** ISO time or day. */
  readonly neededUntil?: string;
  /** The first day that can be chosen: tomorrow, as `YYYY-MM-DD`. */
  readonly earliest: string;
  readonly begin: BeginInput;
  /** Why the form is shown again. */
  readonly notice?: string;
}

/** Room for about 80 ordinary names; the justification needs the rest. */
const choiceBytes = 8 * 1024;

/** License, group, why, and perhaps until when; Continue shows what is asked and who decides. */
export function requestFormView(w: Words, input: RequestFormInput): CardView {
  const fields = licenseAndGroup(w, input, (product) => nameOf(w, product.name), choiceBytes);
  return {
    name: 'request-form',
    data: {
      ...fields,
      // Several are looked up when Continue is pressed.
      query: { ...fields.query, placeholder: w('assign.groupsQueryPlaceholder') },
      title: w('request.formTitle'),
      intro: fields.open ? w('request.formIntro') : w('request.formNoProducts'),
      notice: optionalText(input.notice, 300),
      begin: beginFields(w, input.begin),
      moreLicenses: fields.moreLicenses ? w('request.moreLicenses') : '',
      justification: {
        label: w('request.justification'),
        placeholder: w('request.justificationPlaceholder'),
        error: w('request.justificationError'),
        value: typedText(input.justification, longestJustification),
        longest: longestJustification,
        // Search sends the whole form: it must not ask for a reason before a group was found.
        required: input.typeahead || fields.results.show,
      },
      until: {
        label: w('request.neededUntil'),
        error: w('request.neededUntilError'),
        hint: w('request.neededUntilHint'),
        value: inputDay(input.neededUntil),
        earliest: inputDay(input.earliest),
      },
      searchTitle: w('action.search'),
      continueTitle: w('action.continue'),
      cancelTitle: w('action.cancel'),
    },
    summary: optionalText(input.notice, 300) || w('request.formTitle'),
  };
}
