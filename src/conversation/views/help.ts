import type { WordKey, Words } from '../../i18n/words';
import { formatList } from '../../i18n/format';
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
  readonly rolesThatMay: readonly string[];
  /** First message of a conversation. */
  readonly welcome?: { readonly installedBy: string | null };
  /** Somebody typed what is no command. */
  readonly unknown?: { readonly typed: string; readonly nearest: string | null };
}

const commandNames = ['assign', 'licenses', 'status', 'help'] as const;
type CommandName = (typeof commandNames)[number];

/** The button that does what a command does. */
const buttons = {
  assign: { title: 'action.assign', verb: 'assign.start' },
  licenses: { title: 'action.licenses', verb: 'licenses' },
  status: { title: 'action.running', verb: 'status' },
} as const satisfies Partial<Record<CommandName, { title: WordKey; verb: string }>>;

/** What the bot does, what this person may do with it, and how to say it. */
export function helpView(w: Words, input: HelpInput): CardView {
  const title = w(input.unknown ? 'help.unknownTitle' : input.welcome ? 'help.welcomeTitle' : 'help.title');
  const intro = input.unknown ? '' : w('help.intro');
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
      commandsTitle: w('help.commandsTitle'),
      commands: commandNames
        .filter((name) => name === 'help' || allowedCommands(input).some((allowed) => allowed === name))
        .map((name) => ({ name, meaning: w(`help.command.${name}`) })),
      shortcut: input.mayAssign === false ? '' : w('help.shortcut'),
      actions: actions(w, input),
    },
    summary: typed || `${title}. ${w('help.intro')}`,
  };
}

/** The nearest command is offered only when its button is there to press. */
function hint(w: Words, input: HelpInput): string {
  const { unknown } = input;
  if (!unknown) return '';
  const offered = allowedCommands(input).some((name) => name === unknown.nearest);
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
  const roles = formatList(
    may.slice(0, 8).map((role) => nameOf(w, role, 60)),
    w.locale,
  );
  return w('help.rolesThatMay', { count: may.length, roles });
}

function allowedCommands({ mayAssign, mayRead = true }: HelpInput) {
  return (['assign', 'licenses', 'status'] as const).filter((name) =>
    name === 'assign' ? mayAssign === true : mayRead || mayAssign === true,
  );
}

/** Only what this person may press; the nearest command of a mistyped one comes first. */
function actions(w: Words, input: HelpInput) {
  const primary = input.unknown?.nearest ?? 'assign';
  return [...allowedCommands(input)]
    .sort((a, b) => Number(b === primary) - Number(a === primary))
    .map((name) => ({
      title: w(buttons[name].title),
      verb: buttons[name].verb,
      style: name === primary ? 'positive' : 'default',
      data: {},
    }));
}
