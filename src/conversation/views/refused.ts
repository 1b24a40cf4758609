import { formatList } from '../../i18n/format';
import type { Refusal } from '../../access/access';
import type { Words } from '../../i18n/words';
import type { CardView } from '../card-view';
import { noticeView } from './notice';
import { nameOf } from './parts/names';

export interface RefusedInput {
  readonly reason: Refusal;
  /** Names of the roles that may; nothing is said about them when the list is empty. */
  readonly rolesThatMay: readonly string[];
  /** Names of people who can help. */
  readonly helpers: readonly string[];
}

const mostNames = 5;

/** Why somebody is turned away, and who or what helps. */
export function refusedView(w: Words, input: RefusedInput): CardView {
  const list = (names: readonly string[]): string =>
    formatList(
      names.slice(0, mostNames).map((name) => nameOf(w, name, 60)),
      w.locale,
    );
  const { rolesThatMay, helpers } = input;
  return noticeView(w, {
    tone: 'warning',
    title: w(`refused.${input.reason}.title`),
    lines: [
      w(`refused.${input.reason}.text`),
      rolesThatMay.length > 0
        ? w('refused.role.roles', { count: rolesThatMay.length, roles: list(rolesThatMay) })
        : '',
      helpers.length > 0
        ? w('refused.role.helpers', { count: Math.min(helpers.length, mostNames), names: list(helpers) })
        : '',
    ],
    actions: [
      // Whether they may is asked when they press: mostly everybody may.
      ...(input.reason === 'role' ? [{ title: w('action.request'), verb: 'request.start', data: {} }] : []),
      ...(input.reason === 'role' || input.reason === 'outsider'
        ? [{ title: w('action.help'), verb: 'help', data: {} }]
        : []),
    ],
  });
}
