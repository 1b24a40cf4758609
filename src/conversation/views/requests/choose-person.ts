import type { Words } from '../../../i18n/words';
import type { CardView } from '../../card-view';
import { chooseView } from '../choose';
import { optionalText } from '../parts/names';

/** Somebody of the directory, told apart from others of the same name by the address. */
export interface PersonChoice {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export interface ChoosePersonInput {
  /** Those who fit what was typed; none: the card says so. */
  readonly people: readonly PersonChoice[];
  /** Pressed with `data` and the `person` who was chosen. */
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly notice?: string;
}

/** Which person did you mean? */
export function choosePersonView(w: Words, { people, verb, data, notice }: ChoosePersonInput): CardView {
  const none = people.length === 0;
  return chooseView(w, {
    title: w(none ? 'person.noneTitle' : 'person.title'),
    text: optionalText(notice, 300) || (none ? w('person.none') : ''),
    choices: people.map(({ id, name, address }) => ({
      title: name,
      detail: address,
      verb,
      data: { ...data, person: id },
    })),
  });
}
