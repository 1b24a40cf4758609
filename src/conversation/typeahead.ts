import { messageOf } from '../errors';
import { accessOf, type Arrival } from './dispatch';
import { toChoices } from './find-group';
import type { Desk } from './turn';

/** Teams shows at most this many answers. */
export const mostAnswers = 15;

/**
 * Groups for what somebody is typing into the form. Never throws and never explains: without the right, or when
 * Graph does not answer, the list is empty.
 */
export async function suggestGroups(
  desk: Desk,
  arrival: Arrival,
  typed: string,
): Promise<readonly { readonly title: string; readonly value: string }[]> {
  try {
    const [{ access }, found] = await Promise.all([
      accessOf(desk, arrival),
      desk.graph.searchGroups(typed.slice(0, 256), mostAnswers),
    ]);
    // Every member may look groups up in Entra and may ask for them here; guests and strangers may neither.
    if (access.refusal || access.outsider) return [];
    const choices = await toChoices(desk.graph, found, arrival.words.locale);
    return choices.map((choice) => ({
      title: choice.detail ? `${choice.name} (${choice.detail})` : choice.name,
      value: choice.id,
    }));
  } catch (error) {
    desk.log.warn({ error: messageOf(error) }, 'typeahead failed');
    return [];
  }
}
