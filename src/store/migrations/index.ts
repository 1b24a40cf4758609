import { first } from './0001-first';
import { approvals } from './0002-approvals';
import { evidenceChain } from './0003-evidence-chain';
import { paces } from './0004-paces';
import { edits } from './0005-edits';
import { publishedNames } from './0006-published-names';
import { trace } from './0007-trace';
import { keys } from './0008-keys';
import { repairs } from './0009-repairs';
import { schedules } from './0010-schedules';
import { forecasts } from './0011-forecasts';
import { cardsAtRest } from './0012-cards-at-rest';
import { batches } from './0013-batches';
import { arrivals } from './0015-arrivals';
import { requests } from './0016-requests';

/** In the order in which they run; a migration that has landed is never changed, a new one is added. */
export const migrations: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  first,
  approvals,
  evidenceChain,
  paces,
  edits,
  publishedNames,
  trace,
  keys,
  repairs,
  schedules,
  forecasts,
  cardsAtRest,
  batches,
  arrivals,
  requests,
];
