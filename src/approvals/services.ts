import type { GraphApi } from '../graph/api';
import type { Catalog } from '../licensing/catalog';
import type { Log } from '../licensing/services';
import type { Store } from '../store/contract';
import type { Policy } from './policy';

/** What the approval services need. */
export interface ApprovalDeps {
  readonly graph: Pick<
    GraphApi,
    | 'caller'
    | 'eligibleRoles'
    | 'groupMembers'
    | 'groupOwners'
    | 'holders'
    | 'installForUser'
    | 'isMemberOf'
    | 'manager'
    | 'members'
    | 'person'
    | 'roleHolders'
    | 'survey'
  >;
  readonly catalog: Catalog;
  readonly store: Pick<Store, 'changes' | 'conversations' | 'deputies' | 'facts' | 'leases'>;
  readonly policy: Policy;
  /** Template ids of roles that may assign. */
  readonly assignRoles: readonly string[];
  /** Id of the bot's app in the Teams catalog, for installing it for people; `''`: that is not set up. */
  readonly teamsAppId: string;
  readonly now: () => Date;
  readonly wake: (queue: 'apply' | 'request' | 'seats', changeId: string, at?: Date) => Promise<void>;
  readonly wakeCards: (changeId: string) => Promise<void>;
  readonly log: Log;
}
