import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cardNames, type CardView } from '../../src/conversation/card-view';
import { createCardRenderer, largestCard } from '../../src/teams/card-renderer';

const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('createCardRenderer', () => {
  let folder: string;
  const card = (body: unknown): string =>
    JSON.stringify({ type: 'AdaptiveCard', fallbackText: '${summary}', body });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, `${name}.json`), text);
  const view = (data: CardView['data']): CardView => ({ name: 'notice', data, summary: 'Said in short' });
  const draw = (data: CardView['data']) => createCardRenderer(folder).render(view(data)).card;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'license-desk-cards-'));
    for (const name of cardNames) write(name, card([{ type: 'TextBlock', text: 'Hello ${name}' }]));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('puts the data and the summary in', () => {
    expect(draw({ name: 'Megan' })).toEqual({
      type: 'AdaptiveCard',
      fallbackText: 'Said in short',
      body: [{ type: 'TextBlock', text: 'Hello Megan' }],
    });
  });

  it('shows nothing for what is null or undefined', () => {
    expect(draw({ name: null })).toMatchObject({ body: [{ text: 'Hello ' }] });
    expect(draw({ name: undefined })).toMatchObject({ body: [{ text: 'Hello ' }] });
  });

  it('tells a placeholder of the template from one that the data holds', () => {
    expect(draw({ name: '${name} costs $5' })).toMatchObject({ body: [{ text: 'Hello ${name} costs $5' }] });
    expect(() => draw({})).toThrow(coded('card.incomplete'));
  });

  it('leads to the admin center of its cloud, and leaves texts alone', () => {
    const link = (url: string): object => ({
      type: 'Action.OpenUrl',
      title: 'https://entra.microsoft.com/',
      url,
    });
    write('notice', card([{ type: 'ActionSet', actions: ['${link}', '${other}'].map((url) => link(url)) }]));
    const drawn = createCardRenderer(folder, { adminCenterUrl: 'https://entra.microsoft.us' }).render(
      view({
        link: 'https://entra.microsoft.com/#view/Group',
        other: 'https://entra.microsoft.com.evil.example/',
      }),
    );
    expect(drawn.card['body']).toEqual([
      {
        type: 'ActionSet',
        actions: [
          link('https://entra.microsoft.us/#view/Group'),
          link('https://entra.microsoft.com.evil.example/'),
        ],
      },
    ]);
  });

  it('keeps the summary on one short line', () => {
    const { summary } = createCardRenderer(folder).render({
      ...view({ name: '' }),
      summary: `a\n\u202eb ${'𝒳'.repeat(500)}`,
    });
    expect(summary).toMatch(/^a b 𝒳+…$/u);
    expect([...summary]).toHaveLength(400);
  });

  it('names the card and the placeholder in the cause, for the log', () => {
    try {
      draw({});
      throw new Error('drawn');
    } catch (error) {
      expect((error as Error).cause).toMatchObject({
        message: expect.stringMatching(/notice .*\$\{name\}/) as string,
      });
    }
  });

  it('makes text of numbers where text is shown, and leaves them elsewhere', () => {
    write('notice', card([{ type: 'TextBlock', text: '${count}', maxLines: '${count}' }]));
    expect(draw({ count: 3 })).toMatchObject({ body: [{ text: '3', maxLines: 3 }] });
  });

  it('shows no object where text is shown', () => {
    write('notice', card([{ type: 'TextBlock', text: '${name}' }]));
    expect(draw({ name: { type: 'Image' } })).toMatchObject({ body: [{ text: '' }] });
  });

  it('leaves the data of buttons as it is', () => {
    write('notice', card([{ type: 'Action.Execute', data: '${data}' }]));
    const data = { text: 5, nested: { title: true }, typed: '${x}' };
    expect(draw({ data })).toMatchObject({ body: [{ data }] });
  });

  it('refuses a card that clients might refuse', () => {
    expect(draw({ name: 'x'.repeat(largestCard - 200) })).toBeDefined();
    expect(() => draw({ name: 'x'.repeat(largestCard) })).toThrow(coded('card.too-large'));
  });

  it('does not start without every template', () => {
    rmSync(path.join(folder, 'help.json'));
    expect(() => createCardRenderer(folder)).toThrow(coded('card.template'));
    write('help', '{ not json');
    expect(() => createCardRenderer(folder)).toThrow(coded('card.template'));
  });

  it('draws the same template again and again, each time from its own data', () => {
    const renderer = createCardRenderer(folder);
    const first = renderer.render(view({ name: 'one' }));
    expect(renderer.render(view({ name: 'two' })).card).toMatchObject({ body: [{ text: 'Hello two' }] });
    expect(first.card).toMatchObject({ body: [{ text: 'Hello one' }] });
  });
});
