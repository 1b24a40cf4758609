import type { Words } from '../../../i18n/words';
import type { Deputy } from '../../../store/contract';
import { action, type CardView } from '../../card-view';
import { dayOf, inputDay } from '../parts/day';
import { nameOf, optionalText } from '../parts/names';
import type { PersonChoice } from './choose-person';
import { typedText } from './parts/typed-text';

export interface DelegateInput {
  /** The one in force. */
  readonly deputy: Deputy | null;
  /** Those who fit what was typed. */
  readonly candidates?: readonly PersonChoice[];
  /** The name that was typed: it stays on the form. */
  readonly typed?: string;
  /** The day that was chosen already: ISO time or day. */
  readonly until?: string;
  /** The first day that can be chosen, as `YYYY-MM-DD`. */
  readonly earliest: string;
  /** What is wrong with what was typed. */
  readonly notice?: string;
  /** The one there was has just been sent off. */
  readonly cleared?: boolean;
}

const mostCandidates = 8;

/** Who decides for this person, and a form to say so. The field `person` sends typed text, or an id of those shown. */
export function delegateView(w: Words, input: DelegateInput): CardView {
  const { deputy, candidates = [], typed, until, earliest, notice, cleared } = input;
  const now = deputy
    ? w('deputy.now', { name: nameOf(w, deputy.deputy.name), day: dayOf(w, deputy.until) })
    : w(cleared ? 'delegate.cleared' : 'deputy.none');
  return {
    name: 'delegate',
    data: {
      title: w('deputy.title'),
      notice: optionalText(notice, 300),
      now,
      choosing: candidates.length > 0,
      person: {
        label: w('deputy.person'),
        placeholder: w('approval.personPlaceholder'),
        value: typedText(typed, 200),
        error: w(candidates.length > 0 ? 'deputy.choose' : 'approval.personError'),
        choices: candidates.slice(0, mostCandidates).map(({ id, name, address }) => ({
          title: [nameOf(w, name), optionalText(address, 120)].filter(Boolean).join(' · '),
          value: id,
        })),
      },
      until: {
        label: w('deputy.until'),
        error: w('deputy.untilError'),
        value: inputDay(until ?? deputy?.until),
        earliest: inputDay(earliest),
      },
      actions: [
        action(w('action.setDeputy'), 'delegate.set', {}, { style: 'positive', inputs: 'auto' }),
        ...(deputy ? [action(w('action.clearDeputy'), 'delegate.clear')] : []),
      ],
    },
    summary: optionalText(notice, 300) || now,
  };
}
