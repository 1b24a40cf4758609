import type { Decision, Request, Stage } from '../../../../approvals/request';
import { longestReason } from '../../../../approvals/request';
import { formatTime } from '../../../../i18n/format';
import type { Words } from '../../../../i18n/words';
import { nameOf, optionalText, someNames } from '../../parts/names';
import { typedText } from './typed-text';

/** Something that was said: by whom in the first line, the words themselves below it. */
export interface Said {
  readonly who: string;
  readonly text: string;
}

const mostDecisions = 4;
const reasonBytes = 1_500;

/** The stage that decides now; undefined when nothing was asked of anybody. */
export function presentStage(request: Request | null | undefined): Stage | undefined {
  return request?.stages[request.stage];
}

/** Who was asked in the present stage, deputies with those for whom they decide. */
export function askedNames(w: Words, request: Request): string {
  const approvers = presentStage(request)?.approvers ?? [];
  const names = approvers.map(({ name, deputyOf }) =>
    deputyOf ? w('request.deputyOf', { name: short(w, name), other: short(w, deputyOf.name) }) : name,
  );
  return someNames(w, names, names.length);
}

/** "Lynne Robbins for Megan Bowen (License Administrator)". */
export function decider(w: Words, { by, onBehalfOf, role }: Decision): string {
  const name = onBehalfOf
    ? w('request.deputyOf', { name: short(w, by.name), other: short(w, onBehalfOf.name) })
    : short(w, by.name);
  const as = optionalText(role, 60);
  return as ? w('request.withRole', { name, role: as }) : name;
}

/** The newest decisions, oldest first, each with its reason when there is one. */
export function decisionRows(w: Words, request: Request): readonly Said[] {
  const older = Math.max(0, request.decisions.length - mostDecisions);
  const rows = request.decisions.slice(older).map((decision) => ({
    who: w(`request.decided.${decision.verdict}`, {
      who: decider(w, decision),
      time: formatTime(decision.at, w.locale),
    }),
    // Only the one rejection that can be has a reason worth its room.
    text: decision.verdict === 'reject' ? typedText(decision.reason, longestReason, reasonBytes) : '',
  }));
  return older > 0 ? [{ who: w('request.olderDecisions', { count: older }), text: '' }, ...rows] : rows;
}

/** The latest question and its answer; earlier ones are only counted. */
export function questionRows(w: Words, request: Request, askerName: string): readonly Said[] {
  const question = request.questions.at(-1);
  if (!question) return [];
  const older = request.questions.length - 1;
  return [
    ...(older > 0 ? [{ who: w('request.olderQuestions', { count: older }), text: '' }] : []),
    {
      who: w('request.asksBack', { name: nameOf(w, question.by.name) }),
      text: typedText(question.text, longestReason, reasonBytes),
    },
    ...(question.answer === null
      ? []
      : [
          {
            who: w('request.answered', { name: nameOf(w, askerName) }),
            text: typedText(question.answer, longestReason, reasonBytes),
          },
        ]),
  ];
}

function short(w: Words, name: string): string {
  return nameOf(w, name, 60);
}
