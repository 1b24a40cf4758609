import type { Activity } from 'botbuilder';
import { createWords } from '../i18n/words';
import { isAway } from '../conversation/away';
import type { Arrival } from '../conversation/dispatch';
import { pacesFor } from '../conversation/pacing';
import type { DeskError } from '../errors';
import type { Log } from '../licensing/services';
import type { Store } from '../store/contract';
import type { Telemetry } from '../telemetry/contract';
import { conversationKind, toConversation } from './conversation-reference';
import type { Crowd } from './crowd';
import { readIdentity } from './identity';
import { isTrustedServiceUrl } from './service-url';
import { placeOf } from './speech';
import { timeZoneOf } from './time-zone';
import { toldAgainMs, turnPaces } from './turn-paces';

/** What the gate decided about an authenticated activity. */
export type Passage =
  /** `undo` makes the activity new again: its answer could not be given. */
  | { readonly pass: 'in'; readonly arrival: Arrival; readonly undo: () => Promise<void> }
  | { readonly pass: 'refused'; readonly reason: 'identity' | 'tenant' }
  /** They, or everybody in the conversation together, are faster than anybody reads. */
  | { readonly pass: 'slow'; readonly until: Date }
  /** The store does not answer, so nobody can say whether they may come in. */
  | { readonly pass: 'away'; readonly error: DeskError }
  /** Too many turns are on their way for one more to be answered in time. */
  | { readonly pass: 'busy' }
  /** Seen before, or of no use: acknowledged without an answer. */
  | { readonly pass: 'ignored' };

export interface Gate {
  check(activity: Activity): Promise<Passage>;
}

/** Messages are answered once; an invoke that comes again needs its answer again and has no second effect anyway. */
const answeredOnce = ['message'];

/**
 * Everything that must hold before a person is listened to: an allowed service URL, the right tenant, an identity,
 * and that the activity is new. Only then is the conversation remembered.
 */
export function createGate(options: {
  readonly store: Pick<Store, 'arrivals' | 'paces' | 'seen'>;
  readonly crowd: Pick<Crowd, 'isFull'>;
  readonly tenantId: string;
  /** Other tenants whose people may ask. */
  readonly otherTenants: readonly string[];
  readonly serviceHosts: readonly string[];
  /** What one person may send for long; as much at once. */
  readonly turnsPerMinute: number;
  readonly typeahead: boolean;
  readonly now: () => Date;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'turned'>;
}): Gate {
  const ignore = (): Passage => {
    options.telemetry.turned('ignored');
    return { pass: 'ignored' };
  };
  return {
    async check(activity) {
      if (!isTrustedServiceUrl(activity.serviceUrl, options.serviceHosts)) {
        const host = URL.canParse(activity.serviceUrl) ? new URL(activity.serviceUrl).host : '';
        options.log.warn(
          { activity: activity.id, host },
          'an activity named a service URL that is not allowed',
        );
        return ignore();
      }
      const identity = readIdentity(activity, options.tenantId, options.otherTenants);
      if (identity.refusal) return { pass: 'refused', reason: identity.refusal };
      // Before anything that costs something. What nobody waits for, such as being installed, is done all the same.
      if (options.crowd.isFull() && (activity.type === 'message' || activity.type === 'invoke')) {
        options.telemetry.turned('busy');
        return { pass: 'busy' };
      }
      const once = answeredOnce.includes(activity.type) && activity.id;
      const key = once ? `${activity.channelId}|${activity.conversation.id}|${activity.id}` : '';
      try {
        const now = options.now();
        const turn = {
          key,
          takes: turnPaces(activity, identity.personId, options.turnsPerMinute),
          notes: activity.type === 'message' ? pacesFor(placeOf(activity), 0) : [],
          conversation: toConversation(activity, identity, now),
        };
        const { again, refused } = await options.store.arrivals.admit(turn, now);
        if (again) return ignore();
        if (refused) {
          const slow = await slowDown(options.store, activity, identity.personId, refused.at, now);
          options.telemetry.turned(slow.pass === 'slow' ? 'refused' : 'ignored');
          return slow;
        }
      } catch (error) {
        if (!isAway(error)) throw error;
        // What can only be read can still be asked; whatever needs more says so by itself.
        if (error.code !== 'store.read-only') return { pass: 'away', error };
      }
      return {
        pass: 'in',
        undo: () => (key ? options.store.seen.undo(key) : Promise.resolve()),
        arrival: {
          person: { id: identity.personId, name: activity.from.name ?? '' },
          tenantId: identity.tenantId,
          outsider: identity.outsider,
          conversation: { id: activity.conversation.id, kind: conversationKind(activity) },
          words: createWords(activity.locale ?? 'en'),
          zone: timeZoneOf(activity),
          typeahead: options.typeahead,
        },
      };
    },
  };
}

/**
 * Whoever is refused a turn of their pace, or of the conversation's, which many share, is told so, and not again at
 * once: answers to a flood would be a flood.
 */
async function slowDown(
  store: Pick<Store, 'paces'>,
  activity: Activity,
  personId: string,
  until: Date,
  now: Date,
): Promise<Extract<Passage, { pass: 'slow' | 'ignored' }>> {
  const told = { name: `told/${personId}`, most: 1, everyMs: toldAgainMs, reserve: 0 };
  // An invoke must be answered, or the client says that the bot is broken.
  if (activity.type !== 'invoke' && (await store.paces.take([told], now))) return { pass: 'ignored' };
  return { pass: 'slow', until };
}
