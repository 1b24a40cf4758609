import type { Forecast } from '../licensing/change';
import { isOpen } from '../licensing/change-states';
import type { ChangeMove } from '../store/contract';
import { personalAddress } from '../store/address';
import { recipients } from './approvers';
import { perform, type RequestChange } from './perform';
import { presentForecast } from './present-forecast';
import { currentStage } from './quorum';
import type { Request } from './request';
import type { ApprovalDeps } from './services';
import { addRules, approvalCards, lookAgain, subjectOf } from './stages';
import { dueNow, nextTime, remindNext, searchEveryMs } from './timing';

/** Does what time asks of an open request: its end, more approvers, or a reminder. Safe to repeat. */
export async function tickRequest(deps: ApprovalDeps, changeId: string): Promise<void> {
  const change = await deps.store.changes.get(changeId);
  if (!change?.request || !isOpen(change.state)) return;
  const waiting = change as RequestChange;
  switch (dueNow(waiting.request, deps.now())) {
    case 'nothing':
      return deps.wake('request', change.id, new Date(nextTime(waiting.request)));
    case 'expire':
      await perform(deps, waiting, { kind: 'expire' });
      return;
    case 'escalate':
      return escalate(deps, waiting);
    case 'remind':
      return remind(deps, waiting);
  }
}

async function escalate(deps: ApprovalDeps, change: RequestChange): Promise<void> {
  const rules = currentStage(change.request).escalate?.to ?? [];
  const opened = await addRules(deps, { ...change.request, escalateAt: null }, subjectOf(change), rules);
  const before = new Set(currentStage(change.request).approvers.map(({ id }) => id));
  // Somebody was found at last: from now on they are reminded, as the policy says.
  const request = before.size === 0 ? { ...opened, remindAt: remindNext(opened, deps.now()) } : opened;
  const added = currentStage(request).approvers.filter(({ id }) => !before.has(id));
  await store(deps, change, request, 'escalated', { added }, approvalCards(request));
}

async function remind(deps: ApprovalDeps, change: RequestChange): Promise<void> {
  const request = await lookAgain(deps, change.request, subjectOf(change));
  const before = new Set(currentStage(change.request).approvers.map(({ id }) => id));
  const remindAt = remindNext(request, deps.now());
  const decided = new Set(
    request.decisions
      .filter((each) => each.stage === request.stage)
      .flatMap(({ by, onBehalfOf }) => [by.id, onBehalfOf?.id]),
  );
  const asked = recipients(currentStage(request).approvers).filter(
    ({ id }) => before.has(id) && !decided.has(id),
  );
  // Who has to answer is the asker while a question is open.
  const late = change.state === 'asked-back' ? [change.asker] : asked;
  // Where the policy wants no reminders, only more people who may decide were looked for.
  const waitsFor = request.remindEveryMs === null ? [] : late;
  const every = searchEveryMs(request);
  const sequence = Math.floor((deps.now().getTime() - Date.parse(request.askedAt)) / every);
  const reminders = waitsFor.map(({ id }) => ({
    view: 'reminder' as const,
    conversationId: personalAddress(id),
    activityId: null,
    viewerId: id,
    sequence,
  }));
  // Who is reminded days later sees what approving would do today.
  const forecast = await presentForecast(deps, change);
  const people = waitsFor.map(({ id }) => id);
  const cards = request === change.request ? reminders : [...approvalCards(request), ...reminders];
  await store(deps, change, { ...request, remindAt }, 'reminded', { people }, cards, forecast);
}

async function store(
  deps: ApprovalDeps,
  change: RequestChange,
  request: Request,
  kind: string,
  data: Readonly<Record<string, unknown>>,
  cards: ChangeMove['cards'],
  forecast?: Forecast,
): Promise<void> {
  const at = deps.now();
  const next = nextTime(request);
  const moved = await deps.store.changes.move({
    id: change.id,
    revision: change.revision,
    at,
    patch: { request, nextAt: next, ...(forecast ? { forecast } : {}) },
    evidence: { at: at.toISOString(), kind, actor: 'system', data },
    ...(cards ? { cards } : {}),
  });
  if (!moved) return;
  await deps.wake('request', moved.id, new Date(next));
  await deps.wakeCards(moved.id);
}
