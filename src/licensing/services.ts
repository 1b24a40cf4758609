import type { GraphApi } from '../graph/api';
import type { Catalog } from './catalog';
import type { Change } from './change';
import type { FinishLog } from './history/finish-log';
import type { FailureLog } from './repair/failure-log';
import type { Store } from '../store/contract';
import type { Telemetry } from '../telemetry/contract';

/** What the licensing services need; everything that is not a plain rule comes in here. */
export interface LicensingDeps {
  readonly graph: GraphApi;
  readonly catalog: Catalog;
  readonly store: Pick<Store, 'changes' | 'evidence' | 'facts' | 'forecasts' | 'leases' | 'repairs'>;
  /** Template ids of roles that may assign. */
  readonly assignRoles: readonly string[];
  readonly now: () => Date;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** In whose name licenses are written; unless told, the app's. */
  readonly writesAs?: 'app' | 'caller';
  /** Tells the jobs that a step of a change is due. */
  readonly wake: (
    queue: 'apply' | 'watch' | 'grant' | 'seats' | 'forecast',
    changeId: string,
    at?: Date,
  ) => Promise<void>;
  /** Tells the jobs that cards of a change may have to be drawn. */
  readonly wakeCards: (changeId: string) => Promise<void>;
  /**
   * Whether the decisions on a request still hold at the moment of writing. When one does not, the request waits
   * again and false is answered: then nothing must be written.
   */
  readonly stillApproved: (change: Change) => Promise<boolean>;
  readonly finishLog: FinishLog;
  readonly failureLog: FailureLog;
  /** Names this process among several. */
  readonly holder: string;
  /** The process is about to end: long work leaves off where it can begin anew. */
  readonly isStopping: () => boolean;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

/** The part of a logger that the rooms below the wiring use. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
