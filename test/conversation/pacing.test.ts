import { pacesFor } from '../../src/conversation/pacing';
import type { Conversation, Urgency } from '../../src/store/contract';
import { memoryStore } from '../support/memory-store';
import { conversationLimits, peak, tenantLimit } from '../support/rates';

const conversation: Conversation = {
  id: 'a:1',
  tenantId: 't',
  kind: 'personal',
  personId: 'p',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  reference: {},
  locale: 'en-US',
  state: 'active',
  welcomedAt: null,
  updatedAt: '2026-11-24T09:00:00.000Z',
};

/** The most that a pace lets into a window: what may be taken at once, and what is paid off meanwhile. */
const mostWithin = ({ most, everyMs }: { most: number; everyMs: number }, withinMs: number): number =>
  most + Math.floor(withinMs / everyMs);

describe('paces', () => {
  const paces = pacesFor(conversation, 0);
  const ofConversation = paces.filter(({ name }) => name.endsWith('/a:1'));
  const ofTenant = paces.filter(({ name }) => name.endsWith('/t'));

  it.each(conversationLimits)(
    'let fewer than $most into $withinMs ms of a conversation',
    ({ most, withinMs }) => {
      const lets = Math.min(...ofConversation.map((pace) => mostWithin(pace, withinMs)));
      // Room for the answers, which wait for nobody.
      expect(lets).toBeLessThan(most);
    },
  );

  it('let fewer than Teams allows into a second of a tenant', () => {
    expect(ofTenant).toHaveLength(1);
    for (const pace of ofTenant)
      expect(mostWithin(pace, tenantLimit.withinMs)).toBeLessThan(tenantLimit.most);
  });

  it('keep more back the less urgent a card is, and never everything', () => {
    const reserves = ([0, 1, 2, 3] as const).map((urgency: Urgency) =>
      pacesFor(conversation, urgency).map(({ reserve, most }) => most - reserve),
    );
    for (const [urgency, left] of reserves.entries())
      for (const [index, each] of left.entries()) {
        expect(each).toBeGreaterThan(0);
        if (urgency > 0) expect(each).toBeLessThan(reserves[urgency - 1]?.[index] ?? 0);
      }
  });

  it.each([600, 750, 1_500])(
    'keep within the limits together with an answer every %i ms, for an hour in which cards always wait',
    async (everyMs) => {
      const store = memoryStore();
      const said: number[] = [];
      let next = 0;
      for (let now = 0; now < 3_600_000; now += 250) {
        if (now >= next && said.length < 1_500) {
          next = now + everyMs;
          said.push(now);
          await store.paces.note(pacesFor(conversation, 0), new Date(now));
        }
        const urgency = ((now / 250) % 4) as Urgency;
        if (!(await store.paces.take(pacesFor(conversation, urgency), new Date(now)))) said.push(now);
      }
      for (const { most, withinMs } of conversationLimits)
        expect(peak(said, withinMs)).toBeLessThanOrEqual(most);
    },
  );
});
