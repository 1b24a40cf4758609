import path from 'node:path';
import type { CardView } from '../../../src/conversation/card-view';
import { createWords } from '../../../src/i18n/words';
import { createCardRenderer } from '../../../src/teams/card-renderer';
import { actionsOf, inputsOf, readCard, type Node } from '../../cards/check-card';

const renderer = createCardRenderer(path.join(__dirname, '..', '..', '..', 'cards'));

export const w = createWords('en-US');

/** A view as a person meets it: what can be read, what can be pressed, what can be filled in. */
export interface Drawn {
  readonly text: string;
  readonly actions: readonly Node[];
  readonly inputs: readonly Node[];
  readonly json: string;
  readonly summary: string;
}

export function draw(view: CardView): Drawn {
  const { card, summary } = renderer.render(view);
  return {
    text: readCard(card),
    actions: actionsOf(card),
    inputs: inputsOf(card),
    json: JSON.stringify(card),
    summary,
  };
}

/** Verbs in the order in which they stand. */
export function verbs(drawn: Drawn): unknown[] {
  return drawn.actions.map((action) => action['verb']);
}

/** The data of the first action with a verb, or with a title. @throws when there is none */
export function dataOf(drawn: Drawn, verbOrTitle: string): unknown {
  const found = drawn.actions.find(
    (action) => action['verb'] === verbOrTitle || action['title'] === verbOrTitle,
  );
  if (!found) throw new Error(`no ${verbOrTitle} among ${verbs(drawn).join(', ')}`);
  return found['data'];
}
