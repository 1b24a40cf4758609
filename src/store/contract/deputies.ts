import type { Person } from '../../licensing/change';

/** Somebody's decisions go to a deputy until a time. */
export interface Deputy {
  readonly person: Person;
  readonly deputy: Person;
  /** ISO time */
  readonly until: string;
}

export interface DeputyRepository {
  /** Replaces the deputy that the person had. */
  set(tenantId: string, deputy: Deputy): Promise<void>;
  /** @returns false when there was none */
  clear(tenantId: string, personId: string): Promise<boolean>;
  /** The deputies in force of these people, by the person's id. */
  of(tenantId: string, personIds: readonly string[], now: Date): Promise<ReadonlyMap<string, Deputy>>;
  /** For whom somebody is the deputy now. */
  whom(tenantId: string, deputyId: string, now: Date): Promise<readonly Deputy[]>;
}
