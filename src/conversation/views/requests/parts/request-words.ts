import type { Words } from '../../../../i18n/words';
import type { Change } from '../../../../licensing/change';
import { changeNumber } from '../../parts/asked-by';
import { stateWords } from '../../parts/change-steps';
import { oldLicense } from '../../parts/effect-words';
import { nameOf } from '../../parts/names';
import { outcomeTitle, outcomeTone } from '../../parts/outcome-words';

/** A symbol before the title; the title says the same in words. */
export interface Tone {
  readonly symbol: string;
  readonly color: string;
}

const tones = {
  going: { symbol: '…', color: 'Accent' },
  ask: { symbol: '?', color: 'Accent' },
  approved: { symbol: '✓', color: 'Good' },
  bad: { symbol: '✕', color: 'Attention' },
  over: { symbol: '–', color: 'Default' },
} as const satisfies Record<string, Tone>;

/** "Request 17": the number that people type. */
export function requestNumber(w: Words, change: Change): string {
  return change.request ? w('request.number', { number: String(change.number) }) : changeNumber(w, change);
}

/** What was given for a time is being taken away, or was. */
function isOver({ request }: Change): boolean {
  return request?.endedBy !== undefined;
}

/** Where a request stands, in a few words. */
export function requestTitle(w: Words, change: Change): string {
  switch (change.state) {
    case 'draft':
      return w('request.state.draft');
    case 'queued':
    case 'applying':
      return w('request.approved');
    case 'done':
    case 'done-with-failures':
      if (isOver(change)) return w('request.over');
      return change.outcome ? outcomeTitle(w, change) : stateWords(w, change);
    default:
      return stateWords(w, change);
  }
}

export function requestTone(change: Change): Tone {
  switch (change.state) {
    case 'draft':
    case 'waiting':
    case 'wait-listed':
    case 'processing':
      return tones.going;
    case 'asked-back':
      return tones.ask;
    case 'scheduled':
    case 'queued':
    case 'applying':
      return tones.approved;
    case 'done':
    case 'done-with-failures':
      if (isOver(change)) return tones.over;
      return change.outcome ? outcomeTone(change) : tones.approved;
    case 'rejected':
    case 'failed':
      return tones.bad;
    case 'cancelled':
    case 'withdrawn':
    case 'expired':
      return tones.over;
  }
}

/** Who asks for what, in one sentence of plain text. */
export function whoAsks(w: Words, change: Change): string {
  const names = {
    name: nameOf(w, change.asker.name),
    license: nameOf(w, change.product.name),
    group: nameOf(w, change.group.name),
  };
  switch (change.kind) {
    case 'assign':
    case 'repair':
      return w('approval.asks', names);
    case 'swap':
      return w('approval.asks.swap', { ...names, from: oldLicense(w, change) });
    case 'remove':
    case 'plans':
      return w(`approval.asks.${change.kind}`, names);
  }
}
