import type { GraphGroup } from '../graph/api';
import type { GroupChoice } from '../licensing/group-choice';
import { chooseGroup, noGroup, type Press } from './choose';
import { findGroup, toChoices } from './find-group';
import type { Desk, Reply, Turn } from './turn';

/** Goes on with the group that a text means, or asks which one. @param press of the buttons that go on with one */
export async function withGroup(
  desk: Desk,
  turn: Turn,
  typed: string,
  press: (group: GroupChoice) => Press,
  go: (group: GraphGroup) => Promise<Reply>,
): Promise<Reply> {
  const match = await findGroup(desk.graph, typed);
  if (match.kind === 'one') return go(match.group);
  const groups = match.kind === 'several' ? match.groups : match.near;
  const choices = await toChoices(desk.graph, groups, turn.words.locale);
  return match.kind === 'several' ? chooseGroup(turn, choices, press) : noGroup(turn, typed, choices, press);
}
