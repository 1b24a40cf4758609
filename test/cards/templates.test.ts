import path from 'node:path';
import type * as AdaptiveCards from 'adaptivecards';
import { cardNames } from '../../src/conversation/card-view';
import { createCardRenderer } from '../../src/teams/card-renderer';
import { inputsOf, problemsOf, readCard, textsOf } from './check-card';
import { samples, type Text } from './samples';

/** The browser build is the one that Node can load. */
const { AdaptiveCard, HostConfig, SerializationContext } = jest.requireActual<typeof AdaptiveCards>(
  'adaptivecards/dist/adaptivecards.js',
);
const renderer = createCardRenderer(path.join(__dirname, '..', '..', 'cards'));

type Rendered = ReturnType<typeof renderer.render> & { readonly name: string };

/** Not a string at all, although the types say so. */
const lie = (value: unknown): string => value as string;

const texts: Readonly<Record<string, Text>> = {
  ordinary: (what) => `Contoso ${what}`,
  empty: () => '',
  null: () => lie(null),
  undefined: () => lie(undefined),
  number: () => lie(42),
  object: () => lie({ type: 'Input.Text', id: 'license' }),
  array: () => lie([{ type: 'TextBlock', text: 'injected' }]),
  'very long': () => 'x'.repeat(5_000),
  'very long and very wide': () => '😀'.repeat(5_000),
  'very long and wide': () => '𝒳漢'.repeat(2_500),
  markdown: () => '[Sign in](https://evil.example) **bold** - item',
  template: () => '${x} ${$root.title} ${}',
  'i18next placeholder': () => '{{count}} $t(help.title) {{DATE(2026-01-01)}}',
  'replacement pattern': () => "$& $1 $` $'",
  mention: () => '<at>Everyone</at><script>alert(1)</script>',
  'direction and control': () => '\u202Egnp.exe\u2066\u0000\u001b[31m\u200b',
  quotes: () => '"},{"type":"TextBlock","text":"injected',
};

describe.each(Object.entries(texts))('cards with %s text', (_name, text) => {
  const lists = [0, 1, 40];
  // Rendering is what takes the time, and three tests look at the same cards.
  const kept = new Map<number, readonly Rendered[]>();
  const rendered = (size: number): readonly Rendered[] => {
    const all =
      kept.get(size) ?? samples(text, size).map((view) => ({ ...renderer.render(view), name: view.name }));
    kept.set(size, all);
    return all;
  };
  afterAll(() => kept.clear());

  it.each(lists)('are valid with lists of %i', (size) => {
    for (const { name, card } of rendered(size)) {
      expect({ card: name, problems: problemsOf(card) }).toEqual({ card: name, problems: [] });
    }
  });

  it('are understood by the parser of Adaptive Cards', () => {
    for (const { card: made } of rendered(40)) {
      const context = new SerializationContext();
      const card = new AdaptiveCard();
      card.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
      card.parse(made, context);
      const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
      expect(
        events.filter((message) => !/"(ProgressBar|Chart\.HorizontalBar\.Stacked)"\. Fallback/.test(message)),
      ).toEqual([]);
      expect(card.validateProperties().validationEvents.map((event) => event.message)).toEqual([]);
    }
  });

  it('have a summary that is one short plain line', () => {
    for (const { summary } of rendered(40)) {
      expect(summary.length).toBeGreaterThan(0);
      expect([...summary].length).toBeLessThanOrEqual(400);
      expect(summary).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

describe('foreign text', () => {
  it('never stands where Markdown is read', () => {
    const mark = '[trap](https://evil.example)';
    let shown = 0;
    for (const view of samples(() => mark, 5)) {
      const { plain, markdown } = textsOf(renderer.render(view).card);
      expect(markdown.filter((text) => text.includes(mark))).toEqual([]);
      shown += plain.filter((text) => text.includes(mark)).length;
    }
    expect(shown).toBeGreaterThan(50);
  });

  it('comes out as it was typed, placeholders included', () => {
    const typed = "${x} {{count}} $t(help.title) $& $'";
    for (const view of samples(() => typed, 3)) {
      expect({ card: view.name, found: readCard(renderer.render(view).card).includes(typed) }).toEqual({
        card: view.name,
        found: true,
      });
    }
  });

  it('cannot bring elements or inputs in', () => {
    for (const name of ['object', 'array', 'quotes']) {
      const inputs = samples(texts[name] ?? String, 3).flatMap((view) =>
        inputsOf(renderer.render(view).card),
      );
      expect(new Set(inputs.map((input) => input['id']))).toEqual(
        new Set([
          ...['license', 'group', 'groupQuery', 'justification', 'neededUntil', 'answer', 'until'],
          ...['beginDate', 'beginTime'],
          ...['reason', 'question', 'person', 'to', 'groupName'],
          ...['input-0', 'input-1', 'input-2'],
          ...['names', 'pick0', 'pick1', 'pick2'],
        ]),
      );
    }
  });
});

it('every card has a sample', () => {
  expect(new Set(samples(String, 1).map((view) => view.name))).toEqual(new Set(cardNames));
});
