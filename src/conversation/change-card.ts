import type { Words } from '../i18n/words';
import type { Change } from '../licensing/change';
import { isBatch, type BatchChange } from '../licensing/batch/batch';
import { isFinal, isRunning } from '../licensing/change-states';
import { isPlainAssign } from '../licensing/edit';
import type { CardView } from './card-view';
import { batchView, type BatchInput } from './views/batch/batch';
import { beforeBatchView } from './views/batch/before-batch';
import { beforeEditView } from './views/edits/before-edit';
import { beforeAssignView } from './views/before-assign';
import { completionView } from './views/completion';
import { progressView } from './views/progress';

/** The card that shows a change as it stands now. */
export function changeCard(words: Words, change: Change): CardView {
  if (isBatch(change)) {
    if (change.state === 'draft')
      return beforeBatchView(words, { change, exact: undefined, approvers: null });
    return batchCard(words, change);
  }
  if (change.state === 'draft') {
    return isPlainAssign(change)
      ? beforeAssignView(words, { change })
      : beforeEditView(words, { change, typeName: false, approvers: null });
  }
  if (change.outcome && isFinal(change.state)) return completionCard(words, change);
  return progressView(words, { change });
}

/** How several groups are getting on; a batch that did not begin has none to tell of. */
export function batchCard(words: Words, change: BatchChange, rights?: BatchInput['rights']): CardView {
  if (isRunning(change.state) || change.outcome || change.batch.groups.some(({ result }) => result))
    return batchView(words, { change, ...(rights === undefined ? {} : { rights }) });
  return progressView(words, { change });
}

/** The message that tells the asker how it ended. */
export function completionCard(words: Words, change: Change): CardView {
  return completionView(words, { change, adminCenterUrl: groupUrl(change.group.id) });
}

/** The group's page in the Entra admin center; its own license pages were removed from there in September 2024. */
function groupUrl(groupId: string): string {
  return `https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${encodeURIComponent(groupId)}`;
}
