import type { Access } from '../access/access';
import type { ApprovalDeps } from '../approvals/services';
import type { DownloadLinks } from '../downloads/links';
import type { GraphApi } from '../graph/api';
import type { ActsFor } from '../graph/in-their-name';
import type { Words } from '../i18n/words';
import type { Catalog } from '../licensing/catalog';
import type { Change, Person } from '../licensing/change';
import type { Asking } from '../licensing/prepare';
import type { LicensingDeps, Log } from '../licensing/services';
import type { Store } from '../store/contract';
import type { Telemetry } from '../telemetry/contract';
import type { CardView } from './card-view';
import type { Directory } from './directory';

/** One thing that a person said or pressed, after the gate has verified who it was. */
export interface Turn {
  /** Id from the verified activity; the name is what the directory says. */
  readonly person: Person;
  readonly tenantId: string;
  readonly conversation: { readonly id: string; readonly kind: 'personal' | 'groupChat' | 'channel' };
  readonly words: Words;
  /** By whose clock the person lives: an IANA name. */
  readonly zone: string;
  /** The client asks the bot for choices while somebody types (Data.Query). */
  readonly typeahead: boolean;
  readonly access: Access;
}

/** A typed command: what stands after its first word, trimmed. */
export interface CommandInput {
  readonly rest: string;
  /** The same with its line breaks, for commands that take a list. */
  readonly lines?: string;
}

/** A pressed button: its data is whatever a client sent and is believed only after checking. */
export interface ActionInput {
  readonly data: Readonly<Record<string, unknown>>;
  /** Message id of the card, when the client says it. */
  readonly activityId: string | null;
  /** The person's token for this app, when the client was asked for it. A secret: it goes to Entra and nowhere else. */
  readonly signOnToken?: string;
}

export interface Reply {
  readonly card: CardView;
  /** The card shows this change as it stands, and is kept up to date wherever it was sent. */
  readonly shows?: Change;
  /** In a shared conversation, show the answer to everybody by editing the message, not only to who pressed. */
  readonly forEveryone?: boolean;
  /** The press had no effect, and the same may be pressed again: this is said beside the card, which stays. */
  readonly again?: string;
  /** Ask the client to sign the person in, and to send the same press again; clients that cannot show the card. */
  readonly signIn?: SignInRequest;
}

/** What the client is to bring a token for. */
export interface SignInRequest {
  readonly verb: string;
  readonly id: string;
  readonly revision: number;
}

/** How changes are written in the name of whoever presses. */
export interface ByHand {
  readonly actsFor: ActsFor;
  /** Where the bot's own chat is, in Teams. */
  readonly chatUrl: string;
  /** Where somebody agrees that the app may act for them. */
  readonly signInUrl: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Everything that handlers may use. */
export interface Desk {
  readonly graph: GraphApi;
  readonly directory: Directory;
  readonly catalog: Catalog;
  readonly store: Store;
  readonly licensing: LicensingDeps;
  /** Null: the app writes, and its own checks are the gate. */
  readonly byHand: ByHand | null;
  readonly downloads: DownloadLinks;
  readonly approvals: ApprovalDeps;
  readonly assignRoles: readonly string[];
  /** Taking a license away from a group with more direct members than this wants the group's name typed. */
  readonly typeNameAbove: number;
  readonly now: () => Date;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

export type CommandHandler = (desk: Desk, turn: Turn, input: CommandInput) => Promise<Reply>;
export type ActionHandler = (desk: Desk, turn: Turn, input: ActionInput) => Promise<Reply>;

/** Who asks for a change of a group, and where. */
export function asking(turn: Turn, groupId: string): Asking {
  return {
    tenantId: turn.tenantId,
    asker: turn.person,
    conversationId: turn.conversation.id,
    locale: turn.words.locale,
    groupId,
  };
}
