import { people } from '../../src/sandbox';

type Person = keyof typeof people;
type Json = Record<string, unknown>;

export function conversationOf(person: Person): string {
  return `a:personal-${person}`;
}

/** An activity as Teams sends it, from a person of the sandbox tenant, in their personal chat. */
export function activityFrom(person: Person, serviceUrl: string, tenantId: string, over: Json = {}): Json {
  return {
    type: 'message',
    id: `in-${Math.random().toString(36).slice(2)}`,
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-US',
    from: { id: `29:${person}`, name: people[person].displayName, aadObjectId: people[person].id },
    recipient: { id: '28:bot', name: 'License Desk' },
    conversation: { id: conversationOf(person), conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    ...over,
  };
}

/** Every text that a card shows, in order, joined by line breaks. */
export function textOfCard(card: unknown): string {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if ((key === 'text' || key === 'title') && typeof value === 'string') found.push(value);
        else if (key !== 'fallback') visit(value);
      }
    }
  };
  visit(card);
  return found.join('\n');
}

/** Every button of a card that sends a verb, with its data. */
export function buttonsOf(card: unknown): { verb: string; title: string; data: Json }[] {
  const found: { verb: string; title: string; data: Json }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const action = node as { type?: string; verb?: string; title?: string; data?: Json };
      if (action.type === 'Action.Execute') {
        found.push({ verb: action.verb ?? '', title: action.title ?? '', data: action.data ?? {} });
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(card);
  return found;
}

/** The data of the first button with a verb. @throws when there is none */
export function buttonData(card: unknown, verb: string): Json {
  const button = buttonsOf(card).find((each) => each.verb === verb);
  if (!button) throw new Error(`no button ${verb} on: ${textOfCard(card)}`);
  return button.data;
}
