import { formatTime } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import { isBusy } from '../../../licensing/groups';
import type { GroupFailures } from '../../../licensing/repair/read-failures';
import { action, type CardView } from '../../card-view';
import { nameOf, optionalText, someNames } from '../parts/names';
import { reasonLines, type Naming } from './reason-words';

export interface ErrorsGroupInput {
  readonly failures: GroupFailures;
  readonly names: Naming;
  readonly mayAssign: boolean;
  /** Others cannot press the link. */
  readonly mayDownload: boolean;
}

/** Who in a group is in error, by cause; a cause opens its people and what can be done for them. */
export function errorsGroupView(w: Words, input: ErrorsGroupInput): CardView {
  const { failures, names } = input;
  const { group, members, causes } = failures;
  const name = nameOf(w, group.displayName);
  const count = members.length;
  const said = count > 0 ? w('errors.inGroup', { count }) : w('errors.nobody');
  const groupId = group.id;
  return {
    name: 'errors-group',
    data: {
      title: w('errors.title'),
      name,
      count: said,
      notes: [
        failures.more ? w('errors.more', { count }) : '',
        isBusy(group) ? w('errors.busy') : '',
        failures.logMissing ? w('errors.noLog', { reason: optionalText(failures.logMissing, 300) }) : '',
      ]
        .filter(Boolean)
        .map((text) => ({ text })),
      causes: causes.map((cause) => {
        const title = w('outcome.cause', { count: cause.members.length, title: w(`error.${cause.error}`) });
        const since = cause.members[0]?.since ?? '';
        return {
          title,
          lines: reasonLines(w, cause, names).map((text) => ({ text })),
          names: someNames(
            w,
            cause.members.map(({ user }) => user.displayName),
            cause.members.length,
          ),
          since: since ? w('errors.longestOf', { time: formatTime(since, w.locale) }) : '',
          openTitle: w('action.open', { name: title }),
          data: { groupId, error: cause.error },
        };
      }),
      actions: [
        ...(input.mayAssign && count > 0
          ? [action(w('remedy.reprocess', { count }), 'repair.start', { groupId, kind: 'reprocess' })]
          : []),
        ...(input.mayDownload && count > 0
          ? [action(w('download.csv'), 'errors.download', { groupId })]
          : []),
        action(w('action.refresh'), 'errors.group', { groupId }),
        action(w('action.allErrors'), 'errors', {}),
      ],
    },
    summary: `${name}: ${said}`,
  };
}
