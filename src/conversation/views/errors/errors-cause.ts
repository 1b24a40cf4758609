import { formatTime } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { FailureCause } from '../../../licensing/repair/causes';
import { whomItHelps } from '../../../licensing/repair/offers';
import type { Prerequisite } from '../../../licensing/repair/prerequisite';
import type { GroupFailures } from '../../../licensing/repair/read-failures';
import { remedyKinds } from '../../../licensing/repair/remedy';
import { staysBecause, staySentences } from '../../../licensing/repair/stays';
import { action, type ActionView, type CardView } from '../../card-view';
import { slice } from '../../page';
import { nameOf, optionalText } from '../parts/names';
import { paging } from '../parts/paging';
import { reasonLines, reasonWords, type Naming } from './reason-words';

const perPage = 8;

export interface ErrorsCauseInput {
  readonly failures: GroupFailures;
  readonly cause: FailureCause;
  readonly names: Naming;
  readonly prerequisite: Prerequisite | undefined;
  /** From 0. */
  readonly page: number;
  readonly mayAssign: boolean;
}

/** Everybody who is in error for one cause, the longest first, and the remedies that can help them. */
export function errorsCauseView(w: Words, input: ErrorsCauseInput): CardView {
  const { failures, cause, names } = input;
  const { group } = failures;
  const shown = slice(cause.members, input.page, perPage);
  const pages = paging(w, shown);
  const title = w('outcome.cause', { count: cause.members.length, title: w(`error.${cause.error}`) });
  const target = nameOf(w, group.displayName);
  const data = { groupId: group.id, error: cause.error };
  const turnTo = (page: number, label: string) => action(label, 'errors.cause', { ...data, page });
  const stays = staysBecause(group);
  const same = cause.reasons.length <= 1;
  return {
    name: 'errors-cause',
    data: {
      title,
      target,
      why: reasonLines(w, cause, names).map((text) => ({ text })),
      cureTitle: w('errors.howTo'),
      cure: w(`error.${cause.error}.cure`),
      stays: stays && input.mayAssign ? staySentences[stays] : '',
      staysTitle: w('errors.staysTitle'),
      people: shown.items.map(({ user, since, reason }) => ({
        name: nameOf(w, user.displayName),
        detail: [
          optionalText(user.mail || user.userPrincipalName, 100),
          since ? w('errors.longest', { time: formatTime(since, w.locale) }) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        why: reason && !same ? reasonWords(w, reason, names) : '',
      })),
      paging: pages,
      actions: [
        ...(input.mayAssign ? remedies(w, input) : []),
        ...(pages.hasPrevious ? [turnTo(pages.previous, pages.previousTitle)] : []),
        ...(pages.hasNext ? [turnTo(pages.next, pages.nextTitle)] : []),
        action(w('action.groupErrors'), 'errors.group', { groupId: group.id }),
      ],
    },
    summary: `${title}: ${target}`,
  };
}

/** What goes to the root of this cause, then what always can be done; three at most, because six fit on a card. */
function remedies(
  w: Words,
  { failures, cause, prerequisite, names }: ErrorsCauseInput,
): readonly ActionView[] {
  const { group } = failures;
  const data = { groupId: group.id, error: cause.error };
  const offered = remedyKinds.flatMap((kind): readonly ActionView[] => {
    const count = whomItHelps(kind, cause.members, group).length;
    const style = kind === 'leave-out' || kind === 'remove-direct' ? 'destructive' : 'default';
    return count > 0
      ? [action(w(`remedy.${kind}`, { count }), 'repair.start', { ...data, kind }, { style })]
      : [];
  });
  const [again = [], leave = []] = ['reprocess', 'leave-out'].map((kind) =>
    offered.filter((each) => each.data['kind'] === kind),
  );
  const special = offered.filter((each) => !again.includes(each) && !leave.includes(each));
  const template = prerequisite
    ? [
        action(
          prerequisite.how === 'add'
            ? w('remedy.add', { license: nameOf(w, names.product(prerequisite.skuId), 40) })
            : w('remedy.switchOn', { plan: nameOf(w, names.plan(prerequisite.plan), 40) }),
          'repair.prerequisite',
          data,
        ),
      ]
    : [];
  return [...[...template, ...special].slice(0, leave.length > 0 ? 1 : 2), ...again, ...leave].slice(0, 3);
}
