import { quorumOf } from '../../../../approvals/quorum';
import { longestJustification, type Request } from '../../../../approvals/request';
import { formatTime } from '../../../../i18n/format';
import type { Words } from '../../../../i18n/words';
import type { Change } from '../../../../licensing/change';
import { isOpen } from '../../../../licensing/change-states';
import { beginTime } from '../../parts/begin-words';
import { dayOf } from '../../parts/day';
import { nameOf, optionalText } from '../../parts/names';
import { askedNames, presentStage } from './decisions';
import { typedText } from './typed-text';

/** A row of a card: what it is, and plain text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Who asked and when: a fixed time, so that the card alters only when something moves. */
export function askerFact(w: Words, change: Change): Fact {
  const time = formatTime(change.request?.askedAt ?? change.createdAt, w.locale);
  return {
    label: w('request.label.asker'),
    value: w('request.asker', { name: nameOf(w, change.asker.name), time }),
  };
}

/** When it was asked, where the card says elsewhere by whom. */
export function askedFact(w: Words, change: Change): readonly Fact[] {
  return fact(w('request.label.asked'), formatTime(change.request?.askedAt ?? change.createdAt, w.locale));
}

/** Why; for the eyes of the asker and of those who decide. */
export function whyFact(w: Words, change: Change): readonly Fact[] {
  return fact(w('request.label.why'), typedText(change.request?.justification, longestJustification));
}

/** When it is to begin, and until when it is wanted, was granted or lasted. @param now absent: it cannot have ended */
export function spanFacts(w: Words, change: Change, now?: Date): readonly Fact[] {
  return [...fact(w('scheduled.label'), beginTime(w, change)), ...untilFact(w, change, now)];
}

function untilFact(w: Words, { state, request }: Change, now?: Date): readonly Fact[] {
  const until = request?.neededUntil ?? null;
  if (until === null) return [];
  const granted = state === 'done' || state === 'done-with-failures';
  const over = granted && now !== undefined && Date.parse(until) <= now.getTime();
  const label = over ? 'request.label.ended' : granted ? 'request.label.granted' : 'request.label.until';
  return fact(w(label), dayOf(w, until));
}

/** Where a request stands that somebody has to decide: who, which stage, how many, until when. */
export function waitingFacts(
  w: Words,
  change: Change,
  { names }: { readonly names: boolean },
): readonly Fact[] {
  const { request } = change;
  if (!request || !isOpen(change.state)) return [];
  const { approved, needed } = quorumOf(request);
  return [
    ...(names ? fact(w('request.label.willDecide'), askedNames(w, request)) : []),
    ...(request.stages.length > 1 ? fact(w('request.label.stage'), stageOf(w, request)) : []),
    ...(needed > 1 ? fact(w('request.label.approvals'), w('request.approvals', { approved, needed })) : []),
    ...fact(w('request.label.expires'), formatTime(request.expiresAt, w.locale)),
  ];
}

function stageOf(w: Words, request: Request): string {
  const place = { stage: request.stage + 1, stages: request.stages.length };
  const name = optionalText(presentStage(request)?.name, 60);
  return name ? w('request.stageNamed', { ...place, name }) : w('request.stage', place);
}

function fact(label: string, value: string): readonly Fact[] {
  return value ? [{ label, value }] : [];
}
