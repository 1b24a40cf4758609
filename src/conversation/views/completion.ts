import { formatElapsed, formatTime } from '../../i18n/format';
import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { askedBy, target, undoes } from './parts/asked-by';
import { changeDetails } from './parts/change-details';
import { nothingDone } from './parts/change-steps';
import { choiceWords } from './edits/assign-needs';
import { dayOf } from './parts/day';
import { optionalText } from './parts/names';
import { causeRows, outcomeCounts, outcomeTitle, outcomeTone } from './parts/outcome-words';
import { decisionRows } from './requests/parts/decisions';
import { requestNumber } from './requests/parts/request-words';

export interface CompletionInput {
  readonly change: Change;
  /** Where the group's licenses stand in Microsoft's admin center. */
  readonly adminCenterUrl: string;
}

/** How a change ended: the counts, the causes of failures with their cures, who asked and how long it took. */
export function completionView(w: Words, { change, adminCenterUrl }: CompletionInput): CardView {
  const { outcome } = change;
  const title = outcomeTitle(w, change);
  const about = target(w, change);
  const causes = causeRows(w, change);
  const note = noteOn(w, change);
  return {
    name: 'completion',
    data: {
      number: requestNumber(w, change),
      title,
      tone: outcomeTone(change),
      target: about,
      reason: outcome ? '' : optionalText(change.failure?.sentence, 500) || w(nothingDone(change)),
      counts: outcomeCounts(w, change),
      hasCounts: outcome !== null,
      note,
      causes,
      granted: [undoes(w, change), choiceWords(w, change), ...granted(w, change), ...countedBy(w, change)]
        .filter(Boolean)
        .map((text) => ({ text })),
      took: took(w, change),
      askedBy: askedBy(w, change),
      id: change.id,
      mayRead: true,
      showTitle: w('action.openRequest'),
      hasFailures: causes.length > 0,
      failuresTitle: w('action.failures'),
      groupId: change.group.id,
      repairTitle: w('action.repair'),
      checkTitle: w('action.checkAgain'),
      adminCenterTitle: w('action.adminCenter'),
      adminCenterUrl,
      mayUndo: mayUndo(change),
      undoTitle: w('action.undo'),
      details: changeDetails(w, change),
    },
    summary: `${title}: ${about}`,
  };
}

function noteOn(w: Words, { kind, origin, outcome }: Change): string {
  if (!outcome || kind === 'repair') return '';
  if (outcome.unconfirmed > 0) return w('outcome.notConfirmedText');
  if (origin.grant !== undefined) return w('removal.over');
  if (outcome.members > 0) return '';
  return w(kind === 'remove' ? 'removal.emptyGroup' : 'outcome.emptyGroup');
}

/** Something was written to the group, and it was no end that had been agreed on. */
function mayUndo({ before, origin, outcome }: Change): boolean {
  return outcome !== null && before !== null && origin.grant === undefined;
}

/** Who approved it, and until when; nothing for a change that nobody had to approve. */
function granted(w: Words, { request }: Change): readonly string[] {
  if (!request) return [];
  const day = dayOf(w, request.neededUntil);
  return [
    ...decisionRows(w, request).map((decision) => decision.who),
    ...(day ? [w('granted.until', { day })] : []),
  ];
}

/** Where the numbers come from: the log counts a pass, the members say how each of them stands. */
function countedBy(w: Words, { kind, outcome }: Change): readonly string[] {
  if (!outcome || kind === 'repair') return [];
  return [outcome.log ? w('outcome.countedByLog', { ...outcome.log }) : w('outcome.countedByMembers')];
}

function took(w: Words, change: Change): string {
  if (!change.finishedAt) return '';
  const from = Date.parse(change.confirmedAt ?? change.createdAt);
  const elapsed = formatElapsed(Date.parse(change.finishedAt) - from, w.locale);
  return w('outcome.took', { elapsed, time: formatTime(change.finishedAt, w.locale) });
}
