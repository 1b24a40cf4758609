import { currentStage, missingVoices } from './quorum';
import type { Request } from './request';

/** Where nobody is reminded, those who may decide are still looked for this often, if too few were found. Milliseconds. */
const usualSearchMs = 24 * 3_600_000;

/** How often those who may decide are looked for while too few were found. Milliseconds. */
export function searchEveryMs(request: Pick<Request, 'remindEveryMs'>): number {
  return request.remindEveryMs ?? usualSearchMs;
}

/** When those who were asked are reminded next or, where too few were found, looked for again; null: never. */
export function remindNext(request: Request, now: Date): string | null {
  const every = missingVoices(request) > 0 ? searchEveryMs(request) : request.remindEveryMs;
  return every === null ? null : after(now, every);
}

/** The request with the times of a stage that begins now; its approvers are known. */
export function beginTimes(request: Request, now: Date): Request {
  const { escalate } = currentStage(request);
  return {
    ...request,
    remindAt: remindNext(request, now),
    escalateAt: escalate ? after(now, escalate.afterMs) : null,
  };
}

/** When something is due on an open request, ISO time: a reminder, an escalation, its end. */
export function nextTime(request: Request): string {
  return [request.remindAt, request.escalateAt, request.expiresAt]
    .filter((each) => each !== null)
    .reduce((a, b) => (a < b ? a : b));
}

/** What is due now; the end comes before everything else. */
export function dueNow(request: Request, now: Date): 'expire' | 'escalate' | 'remind' | 'nothing' {
  const at = now.toISOString();
  if (request.expiresAt <= at) return 'expire';
  if (request.escalateAt !== null && request.escalateAt <= at) return 'escalate';
  return request.remindAt !== null && request.remindAt <= at ? 'remind' : 'nothing';
}

export function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
