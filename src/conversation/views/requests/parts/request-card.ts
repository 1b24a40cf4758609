import { longestReason } from '../../../../approvals/request';
import type { Words } from '../../../../i18n/words';
import type { Change } from '../../../../licensing/change';
import { isRunning } from '../../../../licensing/change-states';
import type { ActionView, CardView } from '../../../card-view';
import { target } from '../../parts/asked-by';
import { bar } from '../../parts/bar';
import { changeDetails } from '../../parts/change-details';
import { changeSteps, processed } from '../../parts/change-steps';
import { optionalText } from '../../parts/names';
import type { Said } from './decisions';
import type { Fact } from './request-facts';
import { requestNumber, requestTitle, requestTone, type Tone } from './request-words';

/** What differs between the cards that show a request as it stands; whatever is left out is not shown. */
export interface RequestCard {
  readonly title?: string;
  readonly tone?: Tone;
  /** Our own words. */
  readonly text?: string;
  /** A reason of ours that may hold names. */
  readonly reason?: string;
  readonly facts?: readonly Fact[];
  /** Decisions, questions and answers. */
  readonly said?: readonly Said[];
  readonly unreached?: string;
  /** A field for an answer. */
  readonly answer?: { readonly label: string; readonly error: string };
  /** A field for a day, `earliest` as `YYYY-MM-DD`. */
  readonly until?: { readonly label: string; readonly error: string; readonly earliest: string };
  readonly actions: readonly ActionView[];
}

/** Draws a request: number, state and target always, the way through Entra while it is on it. */
export function requestCard(w: Words, change: Change, card: RequestCard): CardView {
  const title = card.title ?? requestTitle(w, change);
  const about = target(w, change);
  const reason = optionalText(card.reason, 500);
  const said = card.said ?? [];
  return {
    name: 'request',
    data: {
      number: requestNumber(w, change),
      tone: card.tone ?? requestTone(change),
      title,
      target: about,
      ...onTheWay(w, change),
      text: card.text ?? '',
      reason,
      facts: card.facts ?? [],
      said,
      hasSaid: said.length > 0,
      unreached: card.unreached ?? '',
      hasAnswer: card.answer !== undefined,
      answer: { longest: longestReason, ...card.answer },
      hasUntil: card.until !== undefined,
      until: card.until ?? {},
      actions: card.actions,
      details: changeDetails(w, change),
    },
    summary: [`${title}: ${about}`, reason].filter(Boolean).join('. '),
  };
}

/** Steps, bar and failures of a change that Entra is working on; nothing of them for any other. */
export function onTheWay(w: Words, change: Change) {
  const { done, members } = processed(change);
  const running = isRunning(change.state);
  const failed = running ? (change.progress?.failed ?? 0) : 0;
  const steps = running ? changeSteps(w, change) : [];
  return {
    steps,
    hasSteps: steps.length > 0,
    bar: bar(done, members),
    showBar: change.state === 'processing' && members > 0 && change.progress?.phase !== 'queued',
    failed: failed > 0 ? w('progress.failedSoFar', { count: failed }) : '',
  };
}
