import type { Activity } from 'botbuilder';
import type { Pace } from '../store/contract';

/** Whoever was told to slow down is told again only after this time. Milliseconds. */
export const toldAgainMs = 10_000;

const minute = 60_000;

/** Everybody in a conversation together may send as much as so many people. */
const peopleAtOnce = 4;

/** While somebody types, the client asks for suggestions by itself, several times a second. */
const suggestionsPerTurn = 4;

/** What an activity takes. What nobody typed or pressed, such as being installed, takes nothing. */
export function turnPaces(activity: Activity, personId: string, turnsPerMinute: number): readonly Pace[] {
  const pace = (name: string, perMinute: number): Pace => ({
    name,
    most: perMinute,
    everyMs: Math.max(1, Math.round(minute / perMinute)),
    reserve: 0,
  });
  if (activity.type === 'invoke' && activity.name === 'application/search')
    return [pace(`suggestions/${personId}`, turnsPerMinute * suggestionsPerTurn)];
  if (activity.type !== 'message' && activity.type !== 'invoke') return [];
  return [
    pace(`turns/${personId}`, turnsPerMinute),
    pace(`turns-in/${activity.conversation.id}`, turnsPerMinute * peopleAtOnce),
  ];
}
