import type { ArrivalRepository } from './arrivals';
import type { Backlog } from './backlog';
import type { CardRepository } from './cards';
import type { ChangeRepository } from './changes';
import type { ConversationRepository } from './conversations';
import type { DeputyRepository } from './deputies';
import type { EvidenceRepository } from './evidence';
import type { FactRepository } from './facts';
import type { ForecastRepository } from './forecasts';
import type { KeyRepository } from './keys';
import type { LeaseRepository } from './leases';
import type { PaceRepository } from './paces';
import type { PublishedNamesRepository } from './published-names';
import type { RepairRepository } from './repairs';
import type { SeenRepository } from './seen';

/** Everything that survives a restart. */
export interface Store {
  readonly changes: ChangeRepository;
  readonly repairs: RepairRepository;
  readonly evidence: EvidenceRepository;
  readonly cards: CardRepository;
  readonly conversations: ConversationRepository;
  readonly deputies: DeputyRepository;
  readonly seen: SeenRepository;
  readonly leases: LeaseRepository;
  readonly paces: PaceRepository;
  readonly arrivals: ArrivalRepository;
  readonly publishedNames: PublishedNamesRepository;
  readonly keys: KeyRepository;
  readonly forecasts: ForecastRepository;
  readonly facts: FactRepository;
  /** True when no other process can have this store open (embedded). */
  readonly exclusive: boolean;
  /** True while the disk of an embedded store has no room: it can be read, and every change is refused. */
  isReadOnly(): boolean;
  backlog(now: Date): Promise<Backlog>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
