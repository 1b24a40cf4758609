/** Every card that License Desk shows; each name is a template in `cards/`. */
export const cardNames = [
  'approval',
  'assign-form',
  'batch',
  'batch-form',
  'before-assign',
  'before-edit',
  'before-repair',
  'before-request',
  'change-time',
  'choose',
  'completion',
  'delegate',
  'download-link',
  'edit-form',
  'errors',
  'errors-cause',
  'errors-group',
  'evidence',
  'failures',
  'forecast',
  'help',
  'history',
  'licenses',
  'notice',
  'plans-form',
  'product',
  'progress',
  'request',
  'request-form',
  'requests',
  'status-group',
  'status-running',
] as const;
export type CardName = (typeof cardNames)[number];

/** A card before it is drawn: its template, the data that the template names, and a line of plain text. */
export interface CardView {
  readonly name: CardName;
  readonly data: Readonly<Record<string, unknown>>;
  /** Teams asks anew for these people (their Teams ids, at most 60), who then see a view of their own. */
  readonly refresh?: {
    readonly verb: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly userIds: readonly string[];
  };
  /** For notifications, screen readers and clients that cannot show the card. */
  readonly summary: string;
}

/** A button as every template draws it. */
export interface ActionView {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly style: 'default' | 'positive' | 'destructive';
  /** `auto` validates and sends the card's inputs, `none` neither. */
  readonly inputs: 'auto' | 'none';
}

/** Store guideline of Teams: a card carries at most six actions. */
export const mostActions = 6;

/** A button; its title may hold a name from the directory and is plain text in every client. */
export function action(
  title: string,
  verb: string,
  data: Readonly<Record<string, unknown>> = {},
  over: Partial<Pick<ActionView, 'style' | 'inputs'>> = {},
): ActionView {
  return { title, verb, data, style: 'default', inputs: 'none', ...over };
}
