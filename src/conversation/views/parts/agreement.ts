import { longestJustification } from '../../../approvals/request';
import type { Words } from '../../../i18n/words';
import { typedText } from '../requests/parts/typed-text';
import { someNames } from './names';

/**
 * The part of a card before a change that asks for somebody else's agreement and why it is wanted.
 * @param approvers names of those who must agree first; null: nobody has to
 * @param asks whoever wants it may not do it themselves
 */
export function agreementData(
  w: Words,
  {
    approvers,
    justification,
    asks: mayNot = false,
  }: {
    readonly approvers: readonly string[] | null;
    readonly justification?: string;
    readonly asks?: boolean;
  },
) {
  const asks = approvers !== null;
  return {
    asks,
    approval: asks ? w(mayNot ? 'beforeEdit.decides' : 'beforeEdit.approval') : '',
    approvers:
      approvers && approvers.length > 0
        ? w('beforeEdit.approvers', { names: someNames(w, approvers, approvers.length) })
        : '',
    why: {
      label: w('beforeEdit.whyLabel'),
      placeholder: w('beforeEdit.whyPlaceholder'),
      error: w('beforeEdit.whyError'),
      value: typedText(justification, longestJustification),
      longest: longestJustification,
    },
  };
}
