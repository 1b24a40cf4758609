import type { Words } from '../../i18n/words';
import type { CardView } from '../card-view';
import { nameOf, optionalText } from './parts/names';

export interface ChooseInput {
  readonly title: string;
  readonly text: string;
  readonly choices: readonly {
    readonly title: string;
    readonly detail: string;
    readonly verb: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** Teams' store guideline: at most six actions on a card. */
export const mostChoices = 6;

/** Which one did you mean? Each choice is a row that can be pressed and a button with the same name. */
export function chooseView(w: Words, input: ChooseInput): CardView {
  const choices = input.choices.slice(0, mostChoices).map((choice) => ({
    title: nameOf(w, choice.title),
    // A button never breaks its title into lines, and a chat is narrow.
    buttonTitle: nameOf(w, choice.title, 44),
    detail: optionalText(choice.detail, 160),
    verb: choice.verb,
    data: choice.data,
  }));
  return {
    name: 'choose',
    data: { title: input.title, text: optionalText(input.text, 300), choices },
    summary: [input.title, ...choices.map((choice) => choice.title)].join(' · '),
  };
}
