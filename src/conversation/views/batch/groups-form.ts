import type { Words } from '../../../i18n/words';
import type { GroupChoice } from '../../../licensing/group-choice';
import type { CardView } from '../../card-view';
import { nameOf, optionalText, someNames } from '../parts/names';
import { typedText } from '../requests/parts/typed-text';
import { longestJustification } from '../../../approvals/request';

export interface GroupsFormInput {
  readonly product: { readonly skuId: string; readonly name: string };
  /** Groups that are certain; they travel with the buttons and are looked up again. */
  readonly found: readonly { readonly id: string; readonly name: string }[];
  /** Typed names that may mean one of some groups. */
  readonly choices: readonly {
    readonly typed: string;
    readonly near: readonly GroupChoice[];
    readonly exact: boolean;
  }[];
  /** Names that fit nothing, or are to be looked at again. */
  readonly names: readonly string[];
  readonly notice?: string;
  /** When it is to begin, as a button carries it. */
  readonly begin: { readonly beginAt?: string };
  /** The license is asked for: others decide. */
  readonly asks?: boolean;
  /** Why, as it was typed. */
  readonly justification?: string;
}

/** Names that may mean something, with a field each. */
export const mostPicks = 4;
const mostNear = 4;
/** Bytes of the names to look up, beside the ids of those that were found. */
const room = 3_500;

/** The list of groups with what was not clear in it; what was right is kept and need not be typed again. */
export function groupsFormView(w: Words, input: GroupsFormInput): CardView {
  const { product, found, choices, names } = input;
  const title = w('batch.form.title');
  const unclear = choices.length + names.length;
  const picks = choices.slice(0, mostPicks).map(({ typed, near, exact }, index) => ({
    field: `pick${index}`,
    label: w('batch.form.pick'),
    error: w('assign.chooseGroup'),
    text: w(exact ? 'batch.form.several' : 'batch.form.near', { typed: optionalText(typed, 80) }),
    choices: [
      ...near.slice(0, mostNear).map(({ id, name, detail }) => ({
        title: detail
          ? w('assign.groupChoice', { name: nameOf(w, name, 40), detail: optionalText(detail, 24) })
          : nameOf(w, name, 40),
        value: id,
      })),
      { title: w('batch.form.leaveOut'), value: 'none' },
    ],
  }));
  const rest = [...choices.slice(mostPicks).map(({ typed }) => typed), ...names];
  const fit = fitting(rest.map((name) => optionalText(name, 256)));
  const dropped = rest.length - fit.length;
  return {
    name: 'batch-form',
    data: {
      title,
      notice: optionalText(
        input.notice ?? (dropped > 0 ? w('batch.form.dropped', { count: dropped }) : ''),
        300,
      ),
      intro: w(input.asks ? 'batch.form.introAsks' : 'batch.form.intro'),
      license: nameOf(w, product.name),
      found:
        found.length > 0
          ? w('batch.form.found', {
              count: found.length,
              names: someNames(
                w,
                found.map(({ name }) => name),
                found.length,
                8,
              ),
            })
          : '',
      unclear: unclear > 0 ? w('batch.form.unclear', { count: unclear }) : '',
      picks,
      names: {
        label: w('batch.form.names'),
        hint: w('batch.form.namesHint'),
        error: w('batch.form.empty'),
        value: fit.join('\n'),
      },
      continueTitle: w('action.continue'),
      cancelTitle: w('action.cancel'),
      cancelVerb: input.asks ? 'request.cancel' : 'assign.cancel',
      data: {
        skuId: product.skuId,
        groupIds: found.map(({ id }) => id).join(','),
        ...input.begin,
        ...(input.asks ? { asks: 'true' } : {}),
        ...(input.justification
          ? { justification: typedText(input.justification, longestJustification) }
          : {}),
      },
    },
    summary: `${title} ${unclear > 0 ? w('batch.form.unclear', { count: unclear }) : ''}`.trim(),
  };
}

/** As many names as there is room for. */
function fitting(names: readonly string[]): readonly string[] {
  let left = room;
  const end = names.findIndex((name) => (left -= Buffer.byteLength(JSON.stringify(name))) < 0);
  return end < 0 ? names : names.slice(0, end);
}
