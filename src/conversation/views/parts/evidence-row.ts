import { formatTime } from '../../../i18n/format';
import type { Words, WordKey } from '../../../i18n/words';
import { english } from '../../../i18n/en';
import { remedyKinds } from '../../../licensing/repair/remedy';
import type { Evidence } from '../../../store/contract';
import { optionalText, someNames } from './names';

/** A row of the record in words. */
export interface EvidenceLines {
  readonly title: string;
  readonly lines: readonly string[];
}

type Data = Readonly<Record<string, unknown>>;

/** Details of a row that is not known here: more would fill the card. */
const mostDetails = 3;
/** Changes of a batch that are named with it. */
const mostChanges = 5;
/** What people wrote may be longer; the whole of it is in the download. Characters. */
const longestText = 500;

/** @param withTexts show what people wrote: only where nobody else can read it */
export function evidenceRow(w: Words, { kind, data }: Evidence, withTexts: boolean): EvidenceLines {
  const written = (text: unknown): string =>
    withTexts && optionalText(text) ? w('evidence.quote', { text: optionalText(text, longestText) }) : '';
  const lines = linesOf(w, kind, data, written);
  const known = titleKey(kind, data);
  if (known && lines) return { title: w(known), lines: lines.filter(Boolean) };
  const title = known ? w(known) : w('evidence.kind.other', { kind: optionalText(kind, 60) });
  return { title, lines: known || !withTexts ? [] : details(w, data) };
}

function titleKey(kind: string, data: Data): WordKey | undefined {
  const name =
    kind === 'decided'
      ? data['verdict'] === 'reject'
        ? 'rejected'
        : 'approved'
      : kind === 'accepted'
        ? `accepted.${optionalText(data['how'])}`
        : kind;
  const key = `evidence.kind.${name}`;
  return Object.hasOwn(english, key) ? (key as WordKey) : undefined;
}

/** undefined: nothing is known about the data of this kind. */
function linesOf(
  w: Words,
  kind: string,
  data: Data,
  written: (text: unknown) => string,
): readonly string[] | undefined {
  switch (kind) {
    case 'asked':
      if (data['remedy']) return [remedyLine(w, recordOf(data['remedy'])['kind'], data['people'])];
      return [
        data['batch'] ? w('evidence.ofBatch', { number: String(numberOf(data['batch'])) }) : '',
        forecastLine(w, recordOf(data['forecast'])),
      ];
    case 'spread':
      return [w('evidence.groups', { count: numberOf(data['groups']) })];
    case 'requested':
      return [written(data['justification']), until(w, data['neededUntil']), people(w, data['approvers'])];
    case 'decided':
      return [
        data['role'] ? w('evidence.role', { role: optionalText(data['role']) }) : '',
        behalf(w, data['onBehalfOf']),
        stage(w, data['stage']),
        data['waits'] === true ? w('evidence.waits') : '',
        written(data['reason']),
      ];
    case 'asked-back':
      return [written(data['question']), stage(w, data['stage'])];
    case 'answered':
      return [written(data['answer'])];
    case 'reassigned':
      return [people(w, [data['to']])];
    case 'delegated':
      return [people(w, [data['deputy'] ?? data['to']])];
    case 'unreached':
    case 'reached':
      return [people(w, [data['person']])];
    case 'escalated':
      return [people(w, data['added'])];
    case 'role-lost':
      return [people(w, data['people'])];
    case 'accepted':
      return data['stateBefore']
        ? [w('evidence.stateBefore', { state: optionalText(data['stateBefore']) })]
        : [];
    case 'wait-listed':
    case 'seats-free':
      return [seatsLine(w, data)];
    case 'failed':
      return [optionalText(data['sentence'], 300)];
    case 'repairing':
      return [remedyLine(w, recordOf(data['remedy'])['kind'], data['people'])];
    case 'repaired':
      return [people(w, data['people'])];
    case 'treated':
      return [
        w('evidence.treated', {
          done: numberOf(data['done']),
          skipped: numberOf(data['skipped']),
          refused: numberOf(data['refused']),
        }),
      ];
    case 'finished':
    case 'rechecked':
      return [outcomeLine(w, data), groupsLine(w, data)];
    case 'forecast':
      return [forecastOfMembers(w, data)];
    case 'forecast-downloaded':
    case 'groups-downloaded':
    case 'downloaded':
      return [w('evidence.format', { format: optionalText(data['format'], 10).toUpperCase() })];
    default:
      return undefined;
  }
}

function forecastLine(w: Words, forecast: Data): string {
  return w('evidence.forecast', {
    members: numberOf(forecast['members']),
    already: numberOf(forecast['alreadyLicensed']),
    needed: numberOf(forecast['seatsNeeded']),
    available: numberOf(forecast['seatsAvailable']),
  });
}

function seatsLine(w: Words, data: Data): string {
  const held = numberOf(data['held']);
  const needed = numberOf(data['needed']);
  const available = Math.max(0, numberOf(data['available']));
  return held > 0
    ? w('evidence.seatsHeld', { needed, available, held: Math.min(held, available) })
    : w('evidence.seats', { needed, available });
}

/** Who fails stands in the forecast itself; the record says how many. */
function forecastOfMembers(w: Words, data: Data): string {
  const verdicts = recordOf(data['verdicts']);
  return w('evidence.forecastOfMembers', {
    members: numberOf(data['members']),
    get: numberOf(verdicts['gets']) + numberOf(verdicts['changes']),
    fail: numberOf(verdicts['fails']) + numberOf(verdicts['blocked']),
    lose: numberOf(verdicts['loses']),
  });
}

function remedyLine(w: Words, kind: unknown, count: unknown): string {
  const known = remedyKinds.find((each) => each === kind);
  return known ? w(`repair.before.${known}`, { count: numberOf(count) }) : '';
}

function outcomeLine(w: Words, data: Data): string {
  if (data['remedy']) {
    return w('evidence.repairOutcome', {
      fixed: numberOf(data['assigned']),
      fine: numberOf(data['alreadyHad']),
      failed: numberOf(data['failed']),
    });
  }
  return w('evidence.outcome', {
    assigned: numberOf(data['assigned']),
    already: numberOf(data['alreadyHad']),
    failed: numberOf(data['failed']),
    unconfirmed: numberOf(data['unconfirmed']),
  });
}

/** Of a batch, with the numbers of the changes of its first groups; all of them are in the download. */
function groupsLine(w: Words, data: Data): string {
  const { changes } = data;
  if (!Array.isArray(changes)) return '';
  const names = changes.slice(0, mostChanges).map((each: unknown) => {
    const { number, name } = recordOf(each);
    return `${numberOf(number)} ${optionalText(name, 60)}`;
  });
  return w('evidence.groupsEnded', {
    done: numberOf(data['groups']) - numberOf(data['groupsWithFailures']),
    all: numberOf(data['groups']),
    names: someNames(w, names, changes.length, mostChanges),
  });
}

function until(w: Words, time: unknown): string {
  return typeof time === 'string' ? w('evidence.until', { time: formatTime(time, w.locale) }) : '';
}

function behalf(w: Words, person: unknown): string {
  return person ? w('evidence.onBehalf', { name: optionalText(recordOf(person)['name']) }) : '';
}

/** People count stages from 1. */
function stage(w: Words, index: unknown): string {
  return typeof index === 'number' ? w('evidence.stage', { stage: index + 1 }) : '';
}

function people(w: Words, list: unknown): string {
  const names = (Array.isArray(list) ? list : [])
    .map((each) => optionalText(recordOf(each)['name']))
    .filter(Boolean);
  return names.length > 0 ? w('evidence.people', { names: someNames(w, names, names.length, 5) }) : '';
}

/** The plain values of data that nobody has described here. */
function details(w: Words, data: Data): string[] {
  return Object.entries(data)
    .map(([name, value]) => [name, plain(value)] as const)
    .filter(([, value]) => value)
    .slice(0, mostDetails)
    .map(([name, value]) => w('evidence.detail', { name: optionalText(name, 40), value }));
}

function plain(value: unknown): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return optionalText(String(value), 120);
  return optionalText(recordOf(value)['name'], 120);
}

function recordOf(value: unknown): Data {
  return typeof value === 'object' && value !== null ? (value as Data) : {};
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
