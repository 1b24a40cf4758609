import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Templating from 'adaptivecards-templating';
import { cardNames, type CardName, type CardView } from '../conversation/card-view';
import { plainText } from '../conversation/plain-text';
import { DeskError } from '../errors';
import { leadToCloud } from './cloud-links';
import { fromTemplate, toTemplateData } from './card-data-marks';

export interface RenderedCard {
  readonly card: Readonly<Record<string, unknown>>;
  readonly summary: string;
}

export interface CardRenderer {
  /** @throws DeskError `card.unknown`, `card.incomplete` (the data lacks what the template names), `card.too-large` */
  render(view: CardView): RenderedCard;
}

/** Safe against every published limit of Teams (28 to 100 KB). Bytes of UTF-8. */
export const largestCard = 25 * 1024;

/** Characters of a summary; notifications show far fewer. */
const longestSummary = 400;

/**
 * Draws cards from the templates in a folder. Each template is read at once and compiled once, when it is first drawn,
 * because compiling takes twenty times as long as drawing.
 * @param options.adminCenterUrl where links to the Entra admin center lead, without a slash at the end
 * @throws DeskError `card.template` when the template of a card is missing or is no JSON
 */
export function createCardRenderer(
  folder: string,
  options: { readonly fullWidth?: boolean; readonly adminCenterUrl?: string } = {},
): CardRenderer {
  const templates = new Map<string, () => Templating.Template>(
    cardNames.map((name) => [name, readTemplate(folder, name)]),
  );
  return {
    render: (view) => {
      const summary = plainText(view.summary, longestSummary, view.name);
      const template = templates.get(view.name)?.();
      if (!template) throw new DeskError('card.unknown', `There is no card "${view.name}".`);
      const data = toTemplateData({ ...view.data, summary }) as object;
      const { card, unresolved } = fromTemplate(template.expand({ $root: data }));
      if (unresolved !== null) {
        throw new DeskError('card.incomplete', 'This card could not be drawn.', {
          cause: new Error(`${view.name} lacks data for: ${unresolved}`),
        });
      }
      // The Playground writes a warning under every card that asks for the full width.
      if (options.fullWidth === false) delete card['msteams'];
      if (options.adminCenterUrl) leadToCloud(card, options.adminCenterUrl);
      if (view.refresh) card['refresh'] = refreshOf(view.refresh);
      const bytes = Buffer.byteLength(JSON.stringify(card));
      if (bytes > largestCard) {
        throw new DeskError(
          'card.too-large',
          'There is too much to show in one card. Ask for less at a time.',
          {
            cause: new Error(`${view.name}: ${bytes} bytes`),
          },
        );
      }
      return { card, summary };
    },
  };
}

/** Adaptive Cards' `refresh`: the client sends the action by itself for the people named. */
function refreshOf({ verb, data, userIds }: NonNullable<CardView['refresh']>): object {
  return { action: { type: 'Action.Execute', title: 'Refresh', verb, data }, userIds };
}

function readTemplate(folder: string, name: CardName): () => Templating.Template {
  const json = readJson(path.join(folder, `${name}.json`));
  let compiled: Templating.Template | undefined;
  return () => (compiled ??= new (templating().Template)(json));
}

/** Loaded with the first card: it brings a whole language along, for which nobody who starts has to wait. */
function templating(): typeof Templating {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- cards are drawn at once, and an import takes time
  return require('adaptivecards-templating') as typeof Templating;
}

function readJson(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (cause) {
    throw new DeskError('card.template', `The card template ${file} cannot be read.`, { cause });
  }
}
