import type { Words, WordKey } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import type { CardView } from '../../card-view';
import { target } from '../parts/asked-by';
import { agreementData } from '../parts/agreement';
import { beginTime } from '../parts/begin-words';
import { changeDetails } from '../parts/change-details';
import {
  effectCounts,
  effectNote,
  effectSections,
  effectSentence,
  effectWarnings,
  oldLicense,
} from '../parts/effect-words';
import { missingSeats } from '../parts/forecast-counts';
import { forecastNotes } from '../parts/forecast-notes';
import { shortageWords } from '../parts/held-words';
import { nameOf, optionalText } from '../parts/names';
import { choiceWords } from './assign-needs';

export interface BeforeEditInput {
  readonly change: Change;
  /** The group's name must be typed. */
  readonly typeName: boolean;
  /** Names of those who must agree first; null: nobody has to. */
  readonly approvers: readonly string[] | null;
  /** It may be told to wait for seats. */
  readonly mayWait?: boolean;
  /** Why it is shown again. */
  readonly notice?: string;
  /** What had been typed. */
  readonly justification?: string;
}

/** What a removal, a swap, other apps or an undoing would do, before anything is written. */
export function beforeEditView(w: Words, input: BeforeEditInput): CardView {
  const { change, approvers } = input;
  const { kind, forecast, origin } = change;
  const title = titleOf(w, change);
  const sentence = effectSentence(w, change);
  // Where nobody gets a license anew, neither seats nor places matter.
  const gives = kind === 'assign' || kind === 'swap';
  const short = shortageWords(w, forecast, gives ? missingSeats(forecast) : 0);
  const warnings = effectWarnings(w, change);
  const notes = [
    ...alsoSeats(w, change),
    ...forecastNotes(w, gives ? forecast : { ...forecast, nestedOnly: 0, withoutUsageLocation: 0 }),
  ];
  const asks = approvers !== null;
  const waits = !asks && input.mayWait === true && short.count > 0;
  return {
    name: 'before-edit',
    data: {
      title,
      notice: optionalText(input.notice, 300),
      facts: factsOf(w, change),
      undoes:
        origin.undoes === undefined
          ? choiceWords(w, change)
          : w('beforeEdit.undoes', { number: String(origin.undoes) }),
      sentence,
      note: effectNote(w, change),
      short: { ...short, hint: waits ? w('held.waitHint') : '' },
      counts: effectCounts(w, change),
      sections: effectSections(w, change),
      warningsTitle: w('effect.dataTitle'),
      warnings: warnings.map((text) => ({ text })),
      hasWarnings: warnings.length > 0,
      notesTitle: w('before.goodToKnow'),
      notes: notes.map((text) => ({ text })),
      hasNotes: notes.length > 0,
      ...agreementData(w, input),
      typeName: input.typeName && !asks,
      nameLabel: w('beforeEdit.nameLabel'),
      nameError: w('beforeEdit.nameError'),
      id: change.id,
      revision: change.revision,
      confirmTitle: asks ? w('action.askApproval') : w(confirmKey(change, waits)),
      waits,
      waitTitle: w('action.waitForSeats'),
      confirmVerb: asks ? 'change.ask' : 'change.confirm',
      confirmStyle: kind === 'remove' && !asks ? 'destructive' : 'positive',
      exactly: forecast.members > 0,
      exactlyTitle: w('forecast.button'),
      mayChange: origin.undoes === undefined,
      changeTitle: w('action.change'),
      changeVerb: 'change.edit',
      cancelVerb: 'change.cancel',
      cancelTitle: w('action.cancel'),
      details: changeDetails(w, change),
    },
    summary: `${title}: ${target(w, change)}. ${sentence}`,
  };
}

function titleOf(w: Words, change: Change): string {
  return change.origin.undoes === undefined
    ? w(`beforeEdit.title.${change.kind === 'repair' ? 'assign' : change.kind}`)
    : w('beforeEdit.title.undo', { number: String(change.origin.undoes) });
}

function confirmKey({ kind, origin, schedule }: Change, waits: boolean): WordKey {
  if (schedule && !waits) return 'scheduled.confirm';
  if (waits) return kind === 'swap' ? 'action.swapAnyway' : 'action.assignAnyway';
  if (origin.undoes !== undefined) return 'action.confirmUndo';
  const keys = {
    assign: 'action.confirm',
    remove: 'action.confirmRemove',
    swap: 'action.confirmSwap',
    plans: 'action.confirmPlans',
    repair: 'action.confirm',
  } as const satisfies Record<Change['kind'], WordKey>;
  return keys[kind];
}

function factsOf(w: Words, change: Change) {
  const { edit: parts } = change;
  const swaps = parts.add.length > 0 && parts.remove.length > 0;
  return [
    { label: w('before.license'), value: nameOf(w, change.product.name) },
    ...(swaps ? [{ label: w('beforeEdit.from'), value: oldLicense(w, change) }] : []),
    ...(change.origin.needs === 'add'
      ? parts.add
          .filter(({ skuId }) => skuId !== change.product.skuId)
          .map(({ name }) => ({ label: w('needs.also'), value: nameOf(w, name) }))
      : []),
    { label: w('before.group'), value: nameOf(w, change.group.name) },
    ...(change.schedule ? [{ label: w('scheduled.label'), value: beginTime(w, change) }] : []),
  ];
}

/** Seats of what is given besides. */
function alsoSeats(w: Words, { forecast }: Change): readonly string[] {
  return (forecast.also ?? []).map(({ name, needed, available }) =>
    w('needs.alsoSeats', { license: nameOf(w, name), needed, available: Math.max(0, available) }),
  );
}
