import type { WordKey, Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import { isFinal, isPlanned, isRunning } from '../../licensing/change-states';
import { action, type ActionView, type CardView } from '../card-view';
import { askedBy, target } from './parts/asked-by';
import { bar } from './parts/bar';
import { changeDetails } from './parts/change-details';
import { changeSteps, nothingDone, processed, stallWords, stateWords } from './parts/change-steps';
import { optionalText } from './parts/names';
import { requestNumber } from './requests/parts/request-words';

/** A change on its way, or one that ended without an outcome. Nothing on the card ticks by itself. */
export function progressView(w: Words, { change }: { readonly change: Change }): CardView {
  const { done, members } = processed(change);
  const title = stateWords(w, change);
  const about = target(w, change);
  const failed = isRunning(change.state) ? (change.progress?.failed ?? 0) : 0; // the result says how many in the end
  const reason = optionalText(change.failure?.sentence, 500);
  const steps = changeSteps(w, change);
  return {
    name: 'progress',
    data: {
      number: requestNumber(w, change),
      title,
      target: about,
      text: explanation(w, change),
      reason,
      // That somebody gave it up is no alarm.
      reasonStyle: change.state === 'failed' ? 'attention' : 'emphasis',
      steps,
      hasSteps: steps.length > 0,
      bar: bar(done, members),
      showBar: isCounting(change) && members > 0,
      failed: failed > 0 ? w(failedKey(change), { count: failed }) : '',
      stall: stallWords(w, change),
      askedBy: askedBy(w, change),
      tellYou: isRunning(change.state) ? w('progress.tellYou') : '',
      actions: buttons(w, change),
      details: changeDetails(w, change),
    },
    summary: [`${title}: ${about}`, reason].filter(Boolean).join('. '),
  };
}

/** Whether somebody may press them is asked when they do. */
function buttons(w: Words, { id, kind, state, product, request, revision }: Change): readonly ActionView[] {
  if (isPlanned(state)) {
    return [
      // What was approved was approved for its time.
      ...(request || state !== 'scheduled' ? [] : [action(w('action.changeTime'), 'scheduled.edit', { id })]),
      action(w('action.cancelPlanned'), 'scheduled.cancel', { id, revision }, { style: 'destructive' }),
      action(w('action.refresh'), 'change.check', { id }),
    ];
  }
  if (!isFinal(state)) return [action(w('action.refresh'), 'change.check', { id })];
  if (kind !== 'assign' || (state !== 'failed' && state !== 'cancelled')) return [];
  const title = w(state === 'failed' ? 'action.assignAgain' : 'action.assign');
  return [action(title, 'assign.start', { skuId: product.skuId })];
}

/** Numbers move: a repair is counted while it is carried out, any other change while Entra works. */
function isCounting({ state, remedy, progress }: Change): boolean {
  return (
    (state === 'processing' || (state === 'applying' && remedy !== null)) && progress?.phase !== 'queued'
  );
}

function failedKey({ kind, remedy }: Change): WordKey {
  if (remedy) return 'repair.failedSoFar';
  return kind === 'remove' ? 'removal.failedSoFar' : 'progress.failedSoFar';
}

function explanation(w: Words, change: Change): string {
  switch (change.state) {
    case 'wait-listed':
      return w('waitList.text');
    case 'scheduled':
      return w('scheduled.text');
    case 'queued':
    case 'applying':
      return w(change.remedy ? 'repair.workingText' : 'progress.queuedText');
    case 'processing':
      if (change.remedy) return w('repair.checkingText');
      if (change.progress?.phase === 'queued') return w('progress.queuedText');
      return w(change.progress?.phase === 'checking' ? 'progress.checkingText' : 'progress.processingText');
    case 'failed':
      return change.attemptedAt ? '' : w(nothingDone(change)); // once tried, something may have been done
    case 'cancelled':
      return w('progress.cancelledText');
    case 'rejected':
    case 'withdrawn':
    case 'expired':
      return w(`request.text.${change.state}`);
    case 'draft':
    case 'waiting':
    case 'asked-back':
    case 'done':
    case 'done-with-failures':
      return '';
  }
}
