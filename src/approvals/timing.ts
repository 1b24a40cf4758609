import { currentStage } from './machine';
import type { Request } from './request';

/** The request with the times of a stage that begins now. */
export function beginTimes(request: Request, now: Date): Request {
  const { escalate } = currentStage(request);
  return {
    ...request,
    remindAt: request.remindEveryMs === null ? null : after(now, request.remindEveryMs),
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
