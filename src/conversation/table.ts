import { assign, assignCancel, assignReview, assignSearch, assignStart } from './assign';
import { changeCancel, changeCheck, changeConfirm, changeEdit, changeFailures } from './change-actions';
import { help } from './help';
import { licenses, licensesPage, licensesProduct } from './licenses';
import { status, statusGroup, statusRunning } from './status';
import type { ActionHandler, CommandHandler } from './turn';

/** What a person must be allowed to do before a handler sees the turn. */
export type Need = 'nothing' | 'read' | 'assign';

/** Every command that can be typed. */
export const commands: Readonly<Record<string, { readonly need: Need; readonly handle: CommandHandler }>> = {
  help: { need: 'nothing', handle: help },
  licenses: { need: 'read', handle: licenses },
  assign: { need: 'assign', handle: assign },
  status: { need: 'read', handle: status },
};

/** Every verb that a button can send. */
export const actions: Readonly<Record<string, { readonly need: Need; readonly handle: ActionHandler }>> = {
  help: { need: 'nothing', handle: help },
  licenses: { need: 'read', handle: licensesPage },
  'licenses.product': { need: 'read', handle: licensesProduct },
  'assign.start': { need: 'assign', handle: assignStart },
  'assign.search': { need: 'assign', handle: assignSearch },
  'assign.review': { need: 'assign', handle: assignReview },
  'assign.cancel': { need: 'assign', handle: assignCancel },
  'change.confirm': { need: 'assign', handle: changeConfirm },
  'change.edit': { need: 'assign', handle: changeEdit },
  'change.cancel': { need: 'assign', handle: changeCancel },
  'change.check': { need: 'read', handle: changeCheck },
  'change.failures': { need: 'read', handle: changeFailures },
  status: { need: 'read', handle: statusRunning },
  'status.group': { need: 'read', handle: statusGroup },
};
