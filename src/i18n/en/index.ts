import { actions } from './actions';
import { assign } from './assign';
import { change } from './change';
import { help } from './help';
import { licenses } from './licenses';
import { notices } from './notices';
import { outcome } from './outcome';
import { status } from './status';

/** All English sentences. English is the language that every other one falls back to. */
export const english = {
  ...actions,
  ...assign,
  ...change,
  ...help,
  ...licenses,
  ...notices,
  ...outcome,
  ...status,
} as const;
