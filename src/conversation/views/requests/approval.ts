import type { Words } from '../../../i18n/words';
import { longestReason } from '../../../approvals/request';
import type { Change } from '../../../licensing/change';
import { isOpen } from '../../../licensing/change-states';
import { action, type CardView } from '../../card-view';
import { changeDetails } from '../parts/change-details';
import { effectCounts, effectSections, effectSentence, effectWarnings } from '../parts/effect-words';
import { missingSeats } from '../parts/forecast-counts';
import { forecastNotes } from '../parts/forecast-notes';
import { shortageWords, type Shortage } from '../parts/held-words';
import { nameOf, optionalText } from '../parts/names';
import { decisionRows, questionRows } from './parts/decisions';
import { onTheWay } from './parts/request-card';
import { askedFact, spanFacts, waitingFacts, whyFact } from './parts/request-facts';
import { requestNumber, requestTitle, requestTone, whoAsks } from './parts/request-words';

/** Who looks at an approver's card. */
export interface ApprovalViewer {
  readonly id: string;
  readonly name: string;
  /** Name of the person for whom this deputy decides. */
  readonly deputyFor: string | null;
}

export interface ApprovalInput {
  readonly change: Change;
  readonly viewer: ApprovalViewer;
  /** What changed since it was asked, in sentences. */
  readonly since: readonly string[];
  readonly canDecide: boolean;
  /** Why not. */
  readonly reason?: string;
  /** Where the person activates the role that they are eligible for. */
  readonly activateUrl?: string;
  /** It may be told to wait for seats. */
  readonly mayWait?: boolean;
  readonly now: Date;
}

const mostSince = 4;

/** The card of one approver: what is asked and why, what it would do now, and the four ways to decide. */
export function approvalView(w: Words, input: ApprovalInput): CardView {
  const { change, viewer } = input;
  const { request } = change;
  const open = isOpen(change.state);
  const deciding = open && input.canDecide;
  const title = deciding ? w('approval.title') : requestTitle(w, change);
  const asks = whoAsks(w, change);
  const gives = change.kind === 'assign' || change.kind === 'swap';
  const short = shortageWords(w, change.forecast, gives ? missingSeats(change.forecast) : 0);
  const waits = deciding && input.mayWait === true && short.count > 0;
  return {
    name: 'approval',
    data: {
      number: requestNumber(w, change),
      tone: requestTone(change),
      title,
      asks,
      deputy:
        open && viewer.deputyFor !== null ? w('approval.deputy', { name: nameOf(w, viewer.deputyFor) }) : '',
      ...onTheWay(w, change),
      facts: [
        ...askedFact(w, change),
        ...whyFact(w, change),
        ...spanFacts(w, change, input.now),
        ...(open ? effectSections(w, change).map(({ title: label, text }) => ({ label, value: text })) : []),
        ...waitingFacts(w, change, { names: true }),
      ],
      said: request ? [...questionRows(w, request, change.asker.name), ...decisionRows(w, request)] : [],
      ending: open ? '' : optionalText(change.failure?.sentence, 300),
      open,
      ...wouldDo(w, change, short),
      sinceTitle: w('approval.since'),
      since: input.since.slice(0, mostSince).map((text) => ({ text: optionalText(text, 120) })),
      hasSince: open && input.since.length > 0,
      cannotTitle: w('approval.cannot'),
      cannot: open && !input.canDecide ? optionalText(input.reason, 300) : '',
      activateTitle: w('action.activate'),
      activateUrl: open && !input.canDecide ? (input.activateUrl ?? '') : '',
      again:
        open && !input.canDecide
          ? [
              action(w(input.activateUrl ? 'action.checkAgain' : 'action.refresh'), 'request.show', {
                id: change.id,
              }),
            ]
          : [],
      deciding,
      exactlyTitle: w('forecast.button'),
      details: changeDetails(w, change),
      id: change.id,
      revision: change.revision,
      ...fields(w, change, waits),
      told: short.count,
      waits,
    },
    summary: `${title}: ${asks}`,
  };
}

/** The forecast at this moment; only while it can still be decided. */
function wouldDo(w: Words, change: Change, { count, title, fails, held }: Shortage) {
  const notes = [...effectWarnings(w, change), ...forecastNotes(w, change.forecast)];
  return {
    wouldTitle: w('approval.would'),
    sentence: effectSentence(w, change),
    counts: effectCounts(w, change),
    short: count > 0 ? [`${title}.`, held, fails].filter(Boolean).join(' ') : '',
    notes: notes.map((text) => ({ text })),
  };
}

/** Titles of the four buttons and what stands in the three that open. */
function fields(w: Words, { request }: Change, waits: boolean) {
  const needsReason = request?.reasonOnReject ?? false;
  return {
    longest: longestReason,
    approveTitle: w(waits ? 'action.approveAnyway' : 'action.approve'),
    waitTitle: w('action.approveWait'),
    reject: {
      title: w('action.reject'),
      label: w(needsReason ? 'approval.reason' : 'approval.reasonOptional'),
      placeholder: w('approval.reasonHint'),
      error: w('approval.reasonError'),
      required: needsReason,
    },
    ask: {
      title: w('action.askBack'),
      label: w('approval.question'),
      error: w('approval.questionError'),
    },
    reassign: {
      title: w('action.reassign'),
      label: w('approval.person'),
      placeholder: w('approval.personPlaceholder'),
      error: w('approval.personError'),
    },
  };
}
