import type { Activity, TurnContext } from 'botbuilder';
import { holdFor, pacesFor } from '../conversation/pacing';
import { messageOf } from '../errors';
import type { Log } from '../licensing/services';
import type { Store } from '../store/contract';
import { deliveryOf } from './delivery';

/**
 * What the bot says within a turn. It waits for nobody, because somebody waits for it; but it is counted, so that what
 * the bot says by itself keeps within what is left of Teams' limits.
 */
export interface Speech {
  /** @returns the message's id; `''` where the channel gives none */
  say(context: TurnContext, message: Partial<Activity>): Promise<string>;
  edit(context: TurnContext, activityId: string, message: Partial<Activity>): Promise<void>;
}

export function createSpeech(deps: {
  readonly store: Pick<Store, 'paces'>;
  readonly now: () => Date;
  readonly log: Log;
}): Speech {
  async function counted<T>(context: TurnContext, speak: () => Promise<T>): Promise<T> {
    const { conversation } = context.activity;
    const { tenant } = (context.activity.channelData ?? {}) as { readonly tenant?: { readonly id?: string } };
    const place = { id: conversation.id, tenantId: conversation.tenantId ?? tenant?.id ?? '' };
    // Whatever becomes of the counting, the answer is given.
    const count = async (note: () => Promise<void>): Promise<void> => {
      await note().catch((error: unknown) =>
        deps.log.debug({ error: messageOf(error) }, 'what was said could not be counted'),
      );
    };
    const noted = count(() => deps.store.paces.note(pacesFor(place, 0), deps.now()));
    try {
      return await speak();
    } catch (error) {
      const sent = deliveryOf(error);
      if (sent.kind === 'later' && sent.throttled) {
        const { throttled, afterMs } = sent;
        await count(() => holdFor(deps.store, place, throttled, afterMs ?? whenUnsaidMs, deps.now()));
      }
      throw error;
    } finally {
      await noted;
    }
  }
  return {
    say: (context, message) => counted(context, async () => (await context.sendActivity(message))?.id ?? ''),
    edit: (context, activityId, message) =>
      counted(context, async () => void (await context.updateActivity({ ...message, id: activityId }))),
  };
}

/** How long nothing is said where the channel refused and did not say for how long. Milliseconds. */
const whenUnsaidMs = 2_000;
