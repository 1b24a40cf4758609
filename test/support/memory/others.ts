import { personalAddress } from '../../../src/store/address';
import type {
  ArrivalRepository,
  ArrivedTurn,
  ConversationRepository,
  DeputyRepository,
  LeaseRepository,
  Pace,
  PaceRepository,
  SeenRepository,
} from '../../../src/store/contract';
import { stored, type Operate, type Tables } from './tables';

export function conversationsInMemory({ conversations }: Tables, op: Operate): ConversationRepository {
  return {
    get: (id) => op(() => conversations.get(id)),

    personal: (tenantId, personId) =>
      op(
        () =>
          [...conversations.values()]
            .filter(
              (each) => each.tenantId === tenantId && each.personId === personId && each.kind === 'personal',
            )
            .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0],
      ),

    mark: (id, state, at) =>
      op(() => {
        const known = conversations.get(id);
        if (known) conversations.set(id, stored({ ...known, state, updatedAt: at.toISOString() }));
      }),

    claimWelcome: (id, at) =>
      op(() => {
        const known = conversations.get(id);
        if (!known || known.welcomedAt !== null) return false;
        conversations.set(id, stored({ ...known, welcomedAt: at.toISOString() }));
        return true;
      }),
  };
}

export function deputiesInMemory({ deputies }: Tables, op: Operate): DeputyRepository {
  const inForce = (tenantId: string, now: Date) =>
    [...deputies.values()].filter(
      (each) => each.tenantId === tenantId && Date.parse(each.until) > now.getTime(),
    );
  return {
    set: (tenantId, deputy) =>
      op(() => void deputies.set(`${tenantId} ${deputy.person.id}`, stored({ ...deputy, tenantId }))),
    clear: (tenantId, personId) => op(() => deputies.delete(`${tenantId} ${personId}`)),
    of: (tenantId, personIds, now) =>
      op(
        () =>
          new Map(
            inForce(tenantId, now).flatMap(({ person, deputy, until }) =>
              personIds.includes(person.id) ? [[person.id, { person, deputy, until }]] : [],
            ),
          ),
      ),
    whom: (tenantId, deputyId, now) =>
      op(() =>
        inForce(tenantId, now).flatMap(({ person, deputy, until }) =>
          deputy.id === deputyId ? [{ person, deputy, until }] : [],
        ),
      ),
  };
}

export function seenInMemory({ seen }: Tables, op: Operate): SeenRepository {
  return {
    first: (key, at) =>
      op(() => {
        if (seen.has(key)) return false;
        seen.set(key, at.getTime());
        return true;
      }),
    undo: (key) => op(() => void seen.delete(key)),
    forget: (before) =>
      op(() => {
        const old = [...seen].filter(([, at]) => at < before.getTime());
        for (const [key] of old) seen.delete(key);
        return old.length;
      }),
  };
}

export function leasesInMemory({ leases, cards }: Tables, op: Operate): LeaseRepository {
  return {
    take: (name, holder, now, ttlMs) =>
      op(() => {
        const held = leases.get(name);
        if (held && held.until > now.getTime() && held.holder !== holder) return false;
        leases.set(name, { holder, until: now.getTime() + ttlMs });
        return true;
      }),
    renew: (name, holder, now, ttlMs) =>
      op(() => {
        if (leases.get(name)?.holder !== holder) return false;
        leases.set(name, { holder, until: now.getTime() + ttlMs });
        return true;
      }),
    release: (name, holder) =>
      op(() => {
        if (leases.get(name)?.holder === holder) leases.delete(name);
      }),
    clear: () =>
      op(() => {
        leases.clear();
        for (const card of cards.values()) card.claimedUntil = null;
      }),
  };
}

/** The one time a pace that src/store/paces.ts explains: until when what was taken is paid off. */
export function pacesInMemory({ paces }: Tables, op: Operate): PaceRepository {
  const hour = 3_600_000;
  const standing = (wanted: readonly Pace[], now: number) =>
    [...wanted]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((pace) => {
        const row = paces.get(pace.name) ?? { until: 0, heldUntil: 0 };
        const heldUntil = row.heldUntil > now + hour ? 0 : row.heldUntil;
        const fullest = Math.max(now, heldUntil) + 2 * pace.most * pace.everyMs;
        return { ...pace, heldUntil, fullest, until: row.until > fullest ? now : row.until };
      });
  const spend = (spent: ReturnType<typeof standing>, now: number): void => {
    for (const { name, until, everyMs, heldUntil, fullest } of spent)
      paces.set(name, { heldUntil, until: Math.min(Math.max(until, now) + everyMs, fullest) });
  };
  return {
    take: (wanted, at) =>
      op(() => {
        const now = at.getTime();
        const spent = standing(wanted, now);
        let refused: { name: string; at: Date } | undefined;
        for (const { name, until, heldUntil, most, reserve, everyMs } of spent) {
          const free = Math.max(heldUntil, until - (most - reserve - 1) * everyMs);
          if (free > Math.max(now, refused?.at.getTime() ?? 0)) refused = { name, at: new Date(free) };
        }
        if (!refused) spend(spent, now);
        return refused;
      }),
    note: (wanted, at) => op(() => spend(standing(wanted, at.getTime()), at.getTime())),
    hold: ({ name, most, everyMs }, until, at) =>
      op(() => {
        const row = paces.get(name) ?? { until: 0, heldUntil: 0 };
        const heldUntil = Math.min(until.getTime(), at.getTime() + hour);
        paces.set(name, {
          heldUntil: Math.max(row.heldUntil, heldUntil),
          until: Math.max(row.until, heldUntil + (most - 1) * everyMs),
        });
      }),
  };
}

/** One after the other, which is what the databases do at once. */
export function arrivalsInMemory(
  { conversations, cards }: Tables,
  op: Operate,
  store: { readonly seen: SeenRepository; readonly paces: PaceRepository },
): ArrivalRepository {
  const keep = (conversation: ArrivedTurn['conversation'], updatedAt: string) => {
    const welcomedAt = conversations.get(conversation.id)?.welcomedAt ?? null;
    conversations.set(conversation.id, stored({ ...conversation, updatedAt, state: 'active', welcomedAt }));
    const addresses = [conversation.id, personalAddress(conversation.personId)];
    for (const card of cards.values()) {
      const owed = card.view === 'completion' || card.view === 'approval';
      if (!owed || card.state !== 'unreachable' || card.shownAt !== null) continue;
      if (!addresses.includes(card.conversationId)) continue;
      Object.assign(card, { state: 'live', dueAt: updatedAt, attempts: 0, claimedUntil: null });
    }
  };
  return {
    admit: async ({ key, takes, notes, conversation }, now) => {
      if (key && !(await store.seen.first(key, now))) return { again: true, refused: undefined };
      const refused = takes.length > 0 ? await store.paces.take(takes, now) : undefined;
      if (refused) return { again: false, refused };
      await op(() => keep(conversation, now.toISOString()));
      await store.paces.note(notes, now);
      return { again: false, refused: undefined };
    },
  };
}
