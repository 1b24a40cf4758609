import { personalAddress } from '../store/address';
import type { Change } from '../licensing/change';
import type { Conversation, Pace, Store, StoredCard, Urgency } from '../store/contract';

/**
 * Teams lets a bot send 7 messages in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour to one conversation, updates
 * included, and 50 in 1 s to a tenant (learn "Optimize your bot with rate limiting in Teams"). Of a pace at most
 * `most` + window / `everyMs` go into a window: 5, 6, 46 and 1,700 here, and 37 to the tenant. The rest is left to the
 * answers to what people type, which wait for nobody but are counted: after them everything else waits.
 */
const shortest = { most: 4, everyMs: 700, reserves: [0, 1, 2, 3] } as const;
const hourly = { most: 700, everyMs: 3_600, reserves: [0, 100, 300, 550] } as const;
const wholeTenant = { most: 12, everyMs: 40, reserves: [0, 3, 6, 9] } as const;

type Place = Pick<Conversation, 'id' | 'tenantId'>;

/** Cards that wait in one conversation come one after the other, this far apart. */
export const waitEveryMs = shortest.everyMs;

/** Of what may be sent at once the more is kept back for others, the less urgent a card is. */
export function pacesFor({ id, tenantId }: Place, urgency: Urgency): readonly Pace[] {
  const pace = (
    name: string,
    { reserves, ...rest }: typeof shortest | typeof hourly | typeof wholeTenant,
  ): Pace => ({
    name,
    ...rest,
    reserve: reserves[urgency],
  });
  return [
    pace(conversationPace(id), shortest),
    pace(`hour/${id}`, hourly),
    pace(tenantPace(tenantId), wholeTenant),
  ];
}

/** The channel refused to hear more: nothing is said there, to nobody, until it will listen again. */
export async function holdFor(
  store: Pick<Store, 'paces'>,
  place: Place,
  who: 'conversation' | 'tenant',
  forMs: number,
  now: Date,
): Promise<void> {
  const name = who === 'tenant' ? tenantPace(place.tenantId) : conversationPace(place.id);
  const pace = pacesFor(place, 0).find((each) => each.name === name);
  if (pace) await store.paces.hold(pace, new Date(now.getTime() + forMs), now);
}

function conversationPace(id: string): string {
  return `conversation/${id}`;
}

export function tenantPace(tenantId: string): string {
  return `tenant/${tenantId}`;
}

/** What cards of a conversation may be stored under. */
export function addressesOf({ id, personId }: Conversation): readonly string[] {
  return personId ? [id, personalAddress(personId)] : [id];
}

/** Who is told something new comes before cards that are drawn again, and an end before progress. */
export function urgencyOf(card: StoredCard, change: Change): Urgency {
  if (card.view === 'completion') return 0;
  if (!card.activityId) return 1;
  return change.finishedAt ? 2 : 3;
}
