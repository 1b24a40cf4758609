import { assign, assignCancel, assignReview, assignSearch, assignStart } from './assign';
import { batchGather } from './batch/gather';
import { batchAsk, batchEdit } from './batch/request';
import { batchDownload, batchShow } from './batch/show';
import {
  changeAsk,
  changeCancel,
  changeCheck,
  changeConfirm,
  changeEdit,
  changeFailures,
  changeWait,
} from './change-actions';
import { editCancel, editGo, editMenu, editSearch, plans, remove, swap } from './edits/commands';
import { plansAllOn, plansPage, plansReview } from './edits/plans';
import { undo, undoStart } from './edits/undo';
import {
  errors,
  errorsCause,
  errorsClean,
  errorsDownload,
  errorsGroup,
  errorsPage,
  repairPrerequisite,
} from './errors/errors';
import { repairCancel, repairConfirm, repairStart } from './errors/repair';
import { evidence, evidenceDownload, evidencePage } from './evidence';
import { forecastAgain, forecastDownload, forecastShow } from './forecast';
import { help } from './help';
import { history, historyDownload, historyPage } from './history';
import { decideApprove, decideAsk, decideReassign, decideReject, decideWait } from './requests/decide';
import { delegate, delegateClear, delegateSet } from './requests/delegate';
import {
  requestAnswer,
  requestExtend,
  requestFollow,
  requestShow,
  requestWithdraw,
} from './requests/follow-up';
import { requests, requestsPage } from './requests/list';
import {
  request,
  requestCancel,
  requestEdit,
  requestReview,
  requestSearch,
  requestStart,
  requestSubmit,
} from './requests/request';
import { scheduled, scheduledCancel, scheduledEdit, scheduledPage, scheduledSave } from './scheduled';
import { assignNeeds } from './needs';
import { licenses, licensesPage, licensesProduct } from './licenses';
import { status, statusGroup, statusRunning } from './status';
import type { ActionHandler, CommandHandler } from './turn';

/**
 * What a person must be allowed to do before a handler sees the turn. `ask`: also somebody from outside whom the policy
 * lets ask; all others belong to the organization.
 */
export type Need = 'ask' | 'nothing' | 'read' | 'assign';

/** What somebody can type or press. */
export interface Entry<Handler> {
  readonly need: Need;
  readonly handle: Handler;
  /** It begins with the tenant's products: they are asked for while Entra says what the person may do. */
  readonly ahead?: 'products';
}

/** Every command that can be typed. */
export const commands: Readonly<Record<string, Entry<CommandHandler>>> = {
  help: { need: 'ask', handle: help },
  licenses: { need: 'read', handle: licenses, ahead: 'products' },
  assign: { need: 'assign', handle: assign },
  remove: { need: 'assign', handle: remove },
  swap: { need: 'assign', handle: swap },
  plans: { need: 'assign', handle: plans },
  undo: { need: 'assign', handle: undo },
  status: { need: 'read', handle: status },
  scheduled: { need: 'read', handle: scheduled },
  errors: { need: 'read', handle: errors },
  // Who may ask and who may decide is said by the policy and by Entra, in the handlers.
  request: { need: 'ask', handle: request },
  requests: { need: 'ask', handle: requests },
  delegate: { need: 'nothing', handle: delegate },
  evidence: { need: 'nothing', handle: evidence },
  history: { need: 'read', handle: history },
};

/** Every verb that a button can send. */
export const actions: Readonly<Record<string, Entry<ActionHandler>>> = {
  help: { need: 'ask', handle: help },
  licenses: { need: 'read', handle: licensesPage, ahead: 'products' },
  'licenses.product': { need: 'read', handle: licensesProduct, ahead: 'products' },
  'assign.start': { need: 'assign', handle: assignStart },
  'assign.search': { need: 'assign', handle: assignSearch },
  'assign.review': { need: 'assign', handle: assignReview },
  'assign.needs': { need: 'assign', handle: assignNeeds },
  'assign.cancel': { need: 'assign', handle: assignCancel },
  // Whether it is to be assigned or asked for is told by the press.
  'batch.gather': { need: 'nothing', handle: batchGather },
  'batch.ask': { need: 'nothing', handle: batchAsk },
  'batch.edit': { need: 'nothing', handle: batchEdit },
  // Also whoever asked for it may see how it goes.
  'batch.show': { need: 'ask', handle: batchShow },
  'batch.download': { need: 'assign', handle: batchDownload },
  'edit.menu': { need: 'assign', handle: editMenu },
  'edit.go': { need: 'assign', handle: editGo },
  'edit.search': { need: 'assign', handle: editSearch },
  'edit.cancel': { need: 'assign', handle: editCancel },
  'plans.page': { need: 'assign', handle: plansPage },
  'plans.all-on': { need: 'assign', handle: plansAllOn },
  'plans.review': { need: 'assign', handle: plansReview },
  'undo.start': { need: 'assign', handle: undoStart },
  'change.confirm': { need: 'assign', handle: changeConfirm },
  'change.wait': { need: 'assign', handle: changeWait },
  'change.ask': { need: 'assign', handle: changeAsk },
  'change.edit': { need: 'assign', handle: changeEdit },
  'change.cancel': { need: 'assign', handle: changeCancel },
  'change.check': { need: 'read', handle: changeCheck },
  // Who may see what members hold is decided by the handler: approvers may, too.
  'forecast.show': { need: 'nothing', handle: forecastShow },
  'forecast.again': { need: 'nothing', handle: forecastAgain },
  'forecast.download': { need: 'assign', handle: forecastDownload },
  'change.failures': { need: 'read', handle: changeFailures },
  status: { need: 'read', handle: statusRunning },
  'status.group': { need: 'read', handle: statusGroup },
  scheduled: { need: 'read', handle: scheduledPage },
  'scheduled.edit': { need: 'assign', handle: scheduledEdit },
  'scheduled.save': { need: 'assign', handle: scheduledSave },
  'scheduled.cancel': { need: 'nothing', handle: scheduledCancel },
  errors: { need: 'read', handle: errorsPage },
  'errors.group': { need: 'read', handle: errorsGroup },
  'errors.cause': { need: 'read', handle: errorsCause },
  'errors.download': { need: 'assign', handle: errorsDownload },
  'errors.clean': { need: 'assign', handle: errorsClean },
  'repair.start': { need: 'assign', handle: repairStart },
  'repair.confirm': { need: 'assign', handle: repairConfirm },
  'repair.cancel': { need: 'assign', handle: repairCancel },
  'repair.prerequisite': { need: 'assign', handle: repairPrerequisite },
  'request.start': { need: 'ask', handle: requestStart },
  'request.search': { need: 'ask', handle: requestSearch },
  'request.review': { need: 'ask', handle: requestReview },
  'request.submit': { need: 'ask', handle: requestSubmit },
  'request.edit': { need: 'ask', handle: requestEdit },
  'request.cancel': { need: 'ask', handle: requestCancel },
  'request.show': { need: 'ask', handle: requestShow },
  'request.withdraw': { need: 'ask', handle: requestWithdraw },
  'request.answer': { need: 'ask', handle: requestAnswer },
  'request.follow': { need: 'nothing', handle: requestFollow },
  'request.extend': { need: 'nothing', handle: requestExtend },
  requests: { need: 'ask', handle: requestsPage },
  'decide.approve': { need: 'nothing', handle: decideApprove },
  'decide.wait': { need: 'nothing', handle: decideWait },
  'decide.reject': { need: 'nothing', handle: decideReject },
  'decide.ask': { need: 'nothing', handle: decideAsk },
  'decide.reassign': { need: 'nothing', handle: decideReassign },
  'delegate.set': { need: 'nothing', handle: delegateSet },
  'delegate.clear': { need: 'nothing', handle: delegateClear },
  evidence: { need: 'nothing', handle: evidencePage },
  history: { need: 'read', handle: historyPage },
  'history.download': { need: 'assign', handle: historyDownload },
  'evidence.download': { need: 'assign', handle: evidenceDownload },
};
