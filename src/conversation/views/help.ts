import type { WordKey, Words } from '../../i18n/words';
import { formatChoice, formatList } from '../../i18n/format';
import type { CardView } from '../card-view';
import { plainText } from '../plain-text';
import { nameOf, optionalText } from './parts/names';

export interface HelpInput {
  readonly personName: string;
  readonly tenantName: string;
  readonly heldRoles: readonly string[];
  /** `unknown`: the roles could not be read. */
  readonly mayAssign: boolean | 'unknown';
  /** May at least look; taken as true for those who may assign. */
  readonly mayRead?: boolean;
  /** May be asked to decide; taken as true for those who may assign. */
  readonly mayDecide?: boolean;
  readonly rolesThatMay: readonly string[];
  /** First message of a conversation. */
  readonly welcome?: { readonly installedBy: string | null };
  /** Somebody typed what is no command. */
  readonly unknown?: { readonly typed: string; readonly nearest: string | null };
}

/** Under a heading each, in the order of use. */
const sections = {
  change: ['assign', 'swap', 'plans', 'remove', 'undo'],
  see: ['licenses', 'status', 'errors', 'scheduled', 'history', 'evidence'],
  ask: ['request', 'requests', 'delegate'],
} as const;
const sectionNames = ['change', 'see', 'ask'] as const satisfies readonly (keyof typeof sections)[];
type CommandName = (typeof sections)[keyof typeof sections][number];

/** The button that does what a command does. */
const buttons = {
  request: { title: 'action.request', verb: 'request.start', data: {} },
  assign: { title: 'action.assign', verb: 'assign.start', data: {} },
  licenses: { title: 'action.licenses', verb: 'licenses', data: {} },
  status: { title: 'action.running', verb: 'status', data: {} },
  requests: { title: 'action.requests', verb: 'requests', data: { tab: 'mine', page: 0 } },
} as const satisfies Partial<Record<CommandName, { title: WordKey; verb: string; data: object }>>;

type ButtonName = keyof typeof buttons;
const buttonNames = [
  'assign',
  'request',
  'licenses',
  'status',
  'requests',
] as const satisfies readonly ButtonName[];

/** What the bot does, what this person may do with it, and how to say it. */
export function helpView(w: Words, input: HelpInput): CardView {
  const title = w(input.unknown ? 'help.unknownTitle' : input.welcome ? 'help.welcomeTitle' : 'help.title');
  const intro = input.unknown ? '' : w('help.intro');
  const allowed = allowedCommands(input);
  const typed = input.unknown ? w('help.unknown', { typed: plainText(input.unknown.typed, 80, '…') }) : '';
  return {
    name: 'help',
    data: {
      title,
      typed,
      hint: hint(w, input),
      intro,
      addedBy: input.welcome?.installedBy
        ? w('help.installedBy', { name: nameOf(w, input.welcome.installedBy) })
        : '',
      youTitle: w('help.youTitle'),
      you: [optionalText(input.personName, 80), optionalText(input.tenantName, 80)]
        .filter(Boolean)
        .join(' · '),
      rights: rights(w, input),
      roles: heldRoles(w, input),
      rolesThatMay: rolesThatMay(w, input),
      sections: sectionNames.flatMap((section) => {
        const commands = sections[section]
          .filter((name) => allowed[name])
          .map((name) => ({ name, meaning: w(`help.command.${name}`) }));
        return commands.length > 0 ? [{ title: w(`help.section.${section}`), commands }] : [];
      }),
      shortcut: w(input.mayAssign === false ? 'help.shortcutRequest' : 'help.shortcut'),
      actions: actions(w, input),
    },
    summary: typed || `${title}. ${w('help.intro')}`,
  };
}

/** The nearest command is offered only when its button is there to press. */
function hint(w: Words, input: HelpInput): string {
  const { unknown } = input;
  if (!unknown) return '';
  const offered = allowedButtons(input).some((name) => name === unknown.nearest);
  return unknown.nearest && offered ? w('help.nearest', { command: unknown.nearest }) : w('help.noNearest');
}

function rights(w: Words, { mayAssign, mayRead = true }: HelpInput): string {
  if (mayAssign === 'unknown') return w('help.mayUnknown');
  if (mayAssign) return w('help.mayAssign');
  return w(mayRead ? 'help.mayRead' : 'help.mayNothing');
}

function heldRoles(w: Words, { mayAssign, heldRoles: held }: HelpInput): string {
  if (mayAssign === 'unknown') return '';
  if (held.length === 0) return w('help.noRoles');
  const roles = formatList(
    held.slice(0, 8).map((role) => nameOf(w, role, 60)),
    w.locale,
  );
  return w('help.roles', { count: held.length, roles });
}

function rolesThatMay(w: Words, { mayAssign, rolesThatMay: may }: HelpInput): string {
  if (mayAssign !== false || may.length === 0) return '';
  const roles = formatChoice(
    may.slice(0, 8).map((role) => nameOf(w, role, 60)),
    w.locale,
  );
  return w('help.rolesThatMay', { count: may.length, roles });
}

/** Everybody may ask; what needs a right is offered to those who have it. */
function allowedCommands(input: HelpInput): Readonly<Record<CommandName, boolean>> {
  const assigns = input.mayAssign === true;
  return {
    request: true,
    requests: true,
    assign: assigns,
    swap: assigns,
    plans: assigns,
    remove: assigns,
    undo: assigns,
    licenses: assigns || (input.mayRead ?? true),
    status: assigns || (input.mayRead ?? true),
    scheduled: assigns || (input.mayRead ?? true),
    delegate: input.mayDecide ?? assigns,
    errors: assigns || (input.mayRead ?? true),
    history: assigns || (input.mayRead ?? true),
    evidence: assigns,
  };
}

/** Those with a button; who may assign has no need to ask, except when it is what they meant to type. */
function allowedButtons(input: HelpInput): readonly ButtonName[] {
  const allowed = allowedCommands(input);
  return buttonNames.filter(
    (name) =>
      allowed[name] &&
      (name !== 'request' || input.mayAssign !== true || input.unknown?.nearest === 'request'),
  );
}

/** Only what this person may press; the nearest command of a mistyped one comes first. */
function actions(w: Words, input: HelpInput) {
  const primary = input.unknown?.nearest ?? (input.mayAssign === false ? 'request' : 'assign');
  return [...allowedButtons(input)]
    .sort((a, b) => Number(b === primary) - Number(a === primary))
    .map((name) => ({
      title: w(buttons[name].title),
      verb: buttons[name].verb,
      style: name === primary ? 'positive' : 'default',
      data: buttons[name].data,
    }));
}
