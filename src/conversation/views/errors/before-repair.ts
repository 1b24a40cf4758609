import { countries } from '../../../i18n/countries';
import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Repair } from '../../../licensing/repair/carry-out';
import type { PersonToRepair } from '../../../licensing/repair/remedy';
import { action, type CardView } from '../../card-view';
import { nameOf, optionalText, someNames } from '../parts/names';

export interface BeforeRepairInput {
  readonly change: Repair;
  /** The first few of them. */
  readonly people: readonly PersonToRepair[];
  readonly count: number;
  /** Names of the products that are taken away from them. */
  readonly taken: readonly string[];
  readonly notice?: string;
}

/** What a remedy would do and for whom, before anything is done; a usage location is chosen here. */
export function beforeRepairView(w: Words, input: BeforeRepairInput): CardView {
  const { change, people, count, taken } = input;
  const { kind, andRest } = change.remedy;
  const sentence = w(`repair.before.${kind}`, { count });
  const group = nameOf(w, change.group.name);
  const license = formatList(
    taken.map((name) => nameOf(w, name)),
    w.locale,
  );
  return {
    name: 'before-repair',
    data: {
      title: w('repair.beforeTitle'),
      notice: optionalText(input.notice, 300),
      groupLabel: w('repair.group'),
      group,
      forLabel: w('repair.for'),
      names: someNames(
        w,
        people.map(({ name }) => name),
        count,
        5,
      ),
      sentence,
      text: w(`repair.text.${kind}`, { license }),
      andRest: andRest ? w('repair.andRest') : '',
      asksCountry: kind === 'set-location',
      country: {
        label: w('repair.country'),
        placeholder: w('repair.countryPlaceholder'),
        error: w('repair.countryError'),
        choices:
          kind === 'set-location'
            ? countries(w.locale).map(({ code, name }) => ({ title: name, value: code }))
            : [],
      },
      actions: [
        action(
          w(`repair.confirm.${kind}`),
          'repair.confirm',
          { id: change.id, revision: change.revision },
          {
            style: kind === 'leave-out' || kind === 'remove-direct' ? 'destructive' : 'positive',
            inputs: 'auto',
          },
        ),
        action(w('action.cancel'), 'repair.cancel', { id: change.id }),
      ],
    },
    summary: `${w('repair.beforeTitle')}: ${sentence} ${group}`,
  };
}
