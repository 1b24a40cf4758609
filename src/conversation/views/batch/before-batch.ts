import type { WordKey, Words } from '../../../i18n/words';
import type { BatchChange } from '../../../licensing/batch/batch';
import type { ExactForecast } from '../../../licensing/exact-forecast';
import { seatsWanted } from '../../../licensing/rules/forecast-sum';
import type { CardView } from '../../card-view';
import { confirmKey } from '../before-assign';
import { agreementData } from '../parts/agreement';
import { beginTime } from '../parts/begin-words';
import { changeDetails } from '../parts/change-details';
import {
  effectCounts,
  effectNote,
  effectSections,
  effectSentence,
  effectWarnings,
} from '../parts/effect-words';
import { causeNotes, exactSentence, withoutSeat } from '../parts/exact-words';
import { whoGetsIt } from '../parts/forecast-counts';
import { forecastNotes } from '../parts/forecast-notes';
import { shortageWords } from '../parts/held-words';
import { nameOf, optionalText, someNames } from '../parts/names';
import { leftOutSections } from './left-out';

export interface BeforeBatchInput {
  readonly change: BatchChange;
  /** What is known of each member, nobody counted twice; the counts of the groups alone otherwise. */
  readonly exact: ExactForecast | undefined;
  /** Names of those who must agree first; null: nobody has to. */
  readonly approvers: readonly string[] | null;
  /** The name of the license must be typed. */
  readonly typeName?: boolean;
  /** It may be told to wait for seats. */
  readonly mayWait?: boolean;
  /** Whoever asks may not assign: others decide in any case. */
  readonly asks?: boolean;
  readonly notice?: string;
  readonly justification?: string;
}

/** So many groups are named; the record of the change has them all. */
const mostNamed = 12;

/** Who will get a license through several groups, before anything is written. */
export function beforeBatchView(w: Words, input: BeforeBatchInput): CardView {
  const { change, exact, approvers } = input;
  const { batch, forecast } = change;
  const takes = change.kind === 'remove';
  const { undoes } = change.origin;
  const title = titleOf(w, input);
  const license = nameOf(w, change.product.name);
  const groups = w('batch.groups', { count: batch.groups.length });
  const sentence = exact ? exactSentence(w, change, exact.sum) : sentenceOf(w, change, license);
  const available = Math.max(0, forecast.seatsAvailable);
  const short = exact ? withoutSeat(exact.sum, change) : Math.max(0, batch.atLeast - available);
  const most = Math.max(0, forecast.seatsNeeded - available);
  const notes = [
    ...(exact
      ? causeNotes(w, exact, change)
      : most > short && !input.asks
        ? [w('batch.maybeShort', { count: most })]
        : []),
    ...forecastNotes(w, forecast),
  ];
  const asks = approvers !== null;
  const needed = exact && !takes ? seatsWanted(exact.sum) : batch.atLeast;
  const shortage = shortageWords(w, { ...forecast, seatsNeeded: needed }, short);
  const waits = !asks && input.mayWait === true && shortage.count > 0;
  const begin = beginTime(w, change);
  const warnings = effectWarnings(w, change);
  return {
    name: 'before-edit',
    data: {
      title,
      notice: optionalText(input.notice, 300),
      facts: [
        { label: w('before.license'), value: license },
        { label: w('batch.groupsLabel'), value: groups },
        ...(begin ? [{ label: w('scheduled.label'), value: begin }] : []),
      ],
      undoes: undoes === undefined ? '' : w('batch.undoes', { number: String(undoes) }),
      sentence,
      note: takes ? effectNote(w, change) : w(onceKey(input)),
      short: { ...shortage, hint: waits ? w('held.waitHint') : '' },
      counts: takes ? effectCounts(w, change) : countsOf(w, change, exact),
      sections: [
        { title: groups, text: namesOf(w, batch.groups, mostNamed) || w('text.noName') },
        ...(takes ? effectSections(w, change) : []),
        ...leftOutSections(w, batch),
      ],
      warningsTitle: w('effect.dataTitle'),
      warnings: warnings.map((text) => ({ text })),
      hasWarnings: warnings.length > 0,
      notesTitle: w('before.goodToKnow'),
      notes: notes.map((text) => ({ text })),
      hasNotes: notes.length > 0,
      ...agreementData(w, input),
      typeName: input.typeName === true && !asks,
      nameLabel: w('batch.nameLabel'),
      nameError: w('beforeEdit.nameError'),
      id: change.id,
      revision: change.revision,
      confirmTitle: confirmTitle(w, input, waits),
      waits,
      waitTitle: w('action.waitForSeats'),
      confirmVerb: input.asks ? 'batch.ask' : asks ? 'change.ask' : 'change.confirm',
      confirmStyle: takes && !asks ? 'destructive' : 'positive',
      // Who holds what is nothing for everybody who may ask.
      exactly: forecast.members > 0 && !input.asks,
      exactlyTitle: w('forecast.button'),
      mayChange: undoes === undefined,
      changeTitle: w('action.change'),
      changeVerb: input.asks ? 'batch.edit' : 'change.edit',
      cancelVerb: input.asks ? 'request.cancel' : 'change.cancel',
      cancelTitle: w('action.cancel'),
      details: changeDetails(w, change),
    },
    summary: `${title}: ${w('batch.target', { license, groups })}. ${sentence}`,
  };
}

function titleOf(w: Words, { change, asks }: BeforeBatchInput): string {
  const { undoes } = change.origin;
  if (undoes !== undefined) return w('beforeEdit.title.undo', { number: String(undoes) });
  return w(asks ? 'request.beforeTitle' : 'before.title');
}

function confirmTitle(w: Words, { change, asks, approvers }: BeforeBatchInput, waits: boolean): string {
  if (asks) return w('action.send');
  if (approvers !== null) return w('action.askApproval');
  return w(change.origin.undoes === undefined ? confirmKey(change, waits) : 'action.confirmUndo');
}

/** Counts alone do not say how far groups overlap. */
function sentenceOf(w: Words, change: BatchChange, license: string): string {
  if (change.kind === 'remove') return effectSentence(w, change);
  const { batch, forecast } = change;
  const { seatsNeeded: count } = forecast;
  return batch.atLeast === count || forecast.seatsAvailable < batch.atLeast
    ? whoGetsIt(w, { ...forecast, seatsNeeded: batch.atLeast }, license)
    : w('batch.will', { count, least: batch.atLeast, license });
}

/** Each person was counted once, or the counts of the groups are all that is known. */
function onceKey({ exact, asks }: BeforeBatchInput): WordKey {
  if (exact) return 'batch.onceCounted';
  return asks ? 'batch.onceAsks' : 'batch.once';
}

function countsOf(w: Words, { batch, forecast }: BatchChange, exact: ExactForecast | undefined) {
  const count = (label: string, number: number) => ({ label, value: w('number', { number }) });
  const { seatsNeeded: most } = forecast;
  const available = count(w('before.available'), Math.max(0, forecast.seatsAvailable));
  if (exact)
    return [
      count(w('batch.membersOnce'), exact.sum.members),
      count(w('before.already'), exact.sum.verdicts.has),
      count(w('before.needed'), seatsWanted(exact.sum)),
      available,
    ];
  return [
    count(w('batch.members'), forecast.members),
    count(w('batch.already'), forecast.alreadyLicensed),
    batch.atLeast === most
      ? count(w('batch.needed'), most)
      : { label: w('batch.needed'), value: w('batch.range', { least: batch.atLeast, most }) },
    available,
  ];
}

function namesOf(w: Words, groups: readonly { readonly name: string }[], most: number): string {
  return someNames(
    w,
    groups.map(({ name }) => name),
    groups.length,
    most,
  );
}
