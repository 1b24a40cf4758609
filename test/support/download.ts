import { textOfCard } from './desk';

type Json = Record<string, unknown>;

/** Address and code on the card of a download. */
export function linkOf(card: Json): { url: string; code: string } {
  const open = (card['actions'] as { type: string; url?: string }[]).find(
    (each) => each.type === 'Action.OpenUrl',
  );
  const code = /\n(\d{3} \d{3})\n/.exec(textOfCard(card))?.[1] ?? '';
  return { url: open?.url ?? '', code };
}

/** Types a code on the page of a link. */
export function submit({ url, code }: { url: string; code: string }): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ code }) });
}
