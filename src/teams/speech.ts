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
  /**
   * @param counted the gate has counted it with the turn that it answers
   * @returns the message's id; `''` where the channel gives none
   */
  say(context: TurnContext, message: Partial<Activity>, counted?: 'at the gate'): Promise<string>;
  edit(
    context: TurnContext,
    activityId: string,
    message: Partial<Activity>,
    counted?: 'at the gate',
  ): Promise<void>;
}

/** Where an activity is answered. */
export function placeOf({ conversation, channelData }: Activity): {
  readonly id: string;
  readonly tenantId: string;
} {
  const { tenant } = (channelData ?? {}) as { readonly tenant?: { readonly id?: string } };
  return { id: conversation.id, tenantId: conversation.tenantId ?? tenant?.id ?? '' };
}

export function createSpeech(deps: {
  readonly store: Pick<Store, 'paces'>;
  readonly now: () => Date;
  readonly log: Log;
}): Speech {
  async function counted<T>(
    context: TurnContext,
    already: 'at the gate' | undefined,
    speak: () => Promise<T>,
  ): Promise<T> {
    const place = placeOf(context.activity);
    // Whatever becomes of the counting, the answer is given.
    const count = async (note: () => Promise<void>): Promise<void> => {
      await note().catch((error: unknown) =>
        deps.log.debug({ error: messageOf(error) }, 'what was said could not be counted'),
      );
    };
    const noted = already ?? count(() => deps.store.paces.note(pacesFor(place, 0), deps.now()));
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
    say: (context, message, already) =>
      counted(context, already, async () => (await context.sendActivity(message))?.id ?? ''),
    edit: (context, activityId, message, already) =>
      counted(
        context,
        already,
        async () => void (await context.updateActivity({ ...message, id: activityId })),
      ),
  };
}

/** How long nothing is said where the channel refused and did not say for how long. Milliseconds. */
const whenUnsaidMs = 2_000;
