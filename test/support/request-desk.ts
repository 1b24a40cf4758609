import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people, type Sandbox, type SandboxOptions } from '../../src/sandbox';
import type { RequestChange } from '../../src/approvals/perform';
import type { Group } from '../../src/sandbox/tenant';
import type { StoredCard } from '../../src/store/contract';
import { buttonData, buttonsOf, startTestDesk, textOfCard, type TestDesk } from './desk';

type Json = Record<string, unknown>;

/** One of the named people, or anybody else of the tenant. */
export type Who = keyof typeof people | { readonly id: string; readonly displayName: string };

export const products = {
  e3: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  visio: 'c5928f49-12ba-48f7-ada3-0d743a3601d5',
} as const;

/** What is asked for; whatever is left out is not special. */
export interface Asking {
  readonly group?: string;
  readonly license?: string;
  readonly justification?: string;
  readonly neededUntil?: string;
}

/** A desk with the words of the approval stories: who asks, who decides, and what stands in whose chat. */
export interface RequestDesk extends Omit<TestDesk, 'say' | 'press'> {
  say(who: Who, text: string, over?: Json): Promise<Json>;
  press(who: Who, verb: string, data?: Json, activityId?: string, over?: Json): Promise<Json>;
  /** Presses a button of a card as the card says, with what was typed into it. */
  pressOn(who: Who, card: unknown, verb: string, inputs?: Json): Promise<Json>;
  group(name: string): Group;
  /** Presses Continue with a filled form. */
  review(who: Who, asking?: Asking, over?: Json): Promise<Json>;
  /** Asks, and waits until every card of it was sent; returns the id of the request. */
  ask(who: Who, asking?: Asking): Promise<string>;
  change(id: string): Promise<RequestChange>;
  /** Waits until no card of the request is behind. */
  settled(id: string): Promise<void>;
  /** The card of one view as it stands in somebody's chat; undefined when it was never sent. */
  card(id: string, who: Who, view?: StoredCard['view']): Promise<Json | undefined>;
  /** Messages that were sent to somebody, without updates of them. */
  told(who: Who): readonly string[];
  /** How often a product is on a group's template, and how often it was written. */
  effects(groupName?: string): { readonly licenses: number; readonly writes: number };
  evidence(id: string): Promise<readonly string[]>;
}

export function idOf(who: Who): string {
  return typeof who === 'string' ? people[who].id : who.id;
}

function chatOf(who: Who): string {
  return typeof who === 'string' ? `a:personal-${who}` : `a:personal-${who.id}`;
}

/**
 * @param options.policy an approval policy, as its file says, perhaps with ids of groups of the tenant
 * @param options.known people who have spoken with the bot, so that it can write to them
 */
export async function startRequestDesk(
  options: {
    readonly policy?: (groupId: (name: string) => string) => object;
    readonly known?: readonly Who[];
    readonly env?: Readonly<Record<string, string>>;
    readonly sandbox?: SandboxOptions;
  } = {},
): Promise<RequestDesk> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'license-desk-policy-')), 'policy.json');
  const groupIn = ({ tenant }: Sandbox, name: string): Group => {
    const found = [...tenant.groups.values()].find((each) => each.displayName === name);
    if (!found) throw new Error(`no group ${name}`);
    return found;
  };
  const desk = await startTestDesk({
    ...(options.sandbox ? { sandbox: options.sandbox } : {}),
    env: (sandbox) => {
      if (!options.policy) return { ...options.env };
      writeFileSync(file, JSON.stringify(options.policy((name) => groupIn(sandbox, name).id)));
      return { ...options.env, APPROVAL_POLICY: file };
    },
  });

  // Named people are known to the desk; anybody else speaks through an activity that carries them.
  const speaks = (who: Who, over: Json = {}): [keyof typeof people, Json] =>
    typeof who === 'string'
      ? [who, over]
      : [
          'alex',
          {
            from: { id: `29:${who.id}`, name: who.displayName, aadObjectId: who.id },
            conversation: {
              id: chatOf(who),
              conversationType: 'personal',
              tenantId: desk.sandbox.tenantId,
            },
            ...over,
          },
        ];
  const say: RequestDesk['say'] = (who, text, over) => {
    const [person, all] = speaks(who, over);
    return desk.say(person, text, all);
  };
  const press: RequestDesk['press'] = (who, verb, data, activityId, over) => {
    const [person, all] = speaks(who, over);
    return desk.press(person, verb, data, activityId, all);
  };
  const pressOn: RequestDesk['pressOn'] = (who, card, verb, inputs = {}) =>
    press(who, verb, { ...buttonData(card, verb), ...inputs });
  const group = (name: string): Group => groupIn(desk.sandbox, name);
  const review: RequestDesk['review'] = (who, asking = {}, over) =>
    press(
      who,
      'request.review',
      {
        license: asking.license ?? products.e3,
        group: group(asking.group ?? 'Contoso sales').id,
        justification: asking.justification ?? 'Twelve new colleagues start on Monday.',
        ...(asking.neededUntil ? { neededUntil: asking.neededUntil } : {}),
      },
      undefined,
      over,
    );
  const change = async (id: string): Promise<RequestChange> => {
    const found = await desk.store.changes.get(id);
    if (!found?.request) throw new Error(`no request ${id}`);
    return found as RequestChange;
  };
  const settled = (id: string): Promise<void> =>
    desk.until(async () =>
      (await desk.store.cards.ofChange(id)).every(
        (each) => each.state !== 'live' || each.shownRevision >= each.wantedRevision,
      ),
    );
  const said = (who: Who) => desk.connector.sent.filter((each) => each.conversationId === chatOf(who));

  for (const who of options.known ?? ['megan', 'isaiah', 'nestor', 'alex', 'adele']) await say(who, 'help');
  return {
    ...desk,
    say,
    press,
    pressOn,
    group,
    review,
    change,
    settled,
    ask: async (who, asking) => {
      const before = await review(who, asking);
      const data = buttonData(before, 'request.submit');
      await press(who, 'request.submit', data, `card-${String(data['id'])}`);
      await settled(String(data['id']));
      return String(data['id']);
    },
    card: async (id, who, view = 'approval') => {
      const places = [chatOf(who), `person/${idOf(who)}`];
      const stored = (await desk.store.cards.ofChange(id))
        .filter((each) => each.view === view && places.includes(each.conversationId) && each.activityId)
        .at(-1);
      return said(who)
        .filter(({ activityId }) => activityId === stored?.activityId)
        .at(-1)?.card;
    },
    told: (who) => said(who).flatMap(({ method, card }) => (method === 'POST' ? [textOfCard(card)] : [])),
    effects: (name = 'Contoso sales') => ({
      licenses: group(name).licenses.length,
      writes: desk.sandbox.requests.filter(({ path: at }) =>
        at.endsWith(`/groups/${group(name).id}/assignLicense`),
      ).length,
    }),
    evidence: async (id) => (await desk.store.changes.evidence(id)).map(({ kind }) => kind),
  };
}

/** Buttons of a card with which something is decided. */
export function decisionsOn(card: unknown): readonly string[] {
  return buttonsOf(card).flatMap(({ verb }) => (verb.startsWith('decide.') ? [verb] : []));
}
