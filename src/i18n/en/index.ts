import { actions } from './actions';
import { assign } from './assign';
import { batch } from './batch';
import { byHand } from './by-hand';
import { change } from './change';
import { downloads } from './downloads';
import { edits } from './edits';
import { errors } from './errors';
import { evidence } from './evidence';
import { forecast } from './forecast';
import { help } from './help';
import { history } from './history';
import { licenses } from './licenses';
import { needs } from './needs';
import { notices } from './notices';
import { outcome } from './outcome';
import { pages } from './pages';
import { removal } from './removal';
import { repair } from './repair';
import { requestNotices } from './request-notices';
import { requests } from './requests';
import { scheduled } from './scheduled';
import { seatsHeld } from './seats-held';
import { status } from './status';

/** All English sentences. English is the language that every other one falls back to. */
export const english = {
  ...actions,
  ...assign,
  ...batch,
  ...byHand,
  ...change,
  ...downloads,
  ...edits,
  ...errors,
  ...evidence,
  ...forecast,
  ...help,
  ...history,
  ...licenses,
  ...needs,
  ...notices,
  ...outcome,
  ...pages,
  ...removal,
  ...repair,
  ...requestNotices,
  ...requests,
  ...scheduled,
  ...seatsHeld,
  ...status,
} as const;
