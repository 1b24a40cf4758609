import { ActivityTypes, type TurnContext } from 'botbuilder';

/** Answers an invoke by ourselves: teams-ai's own card routes can show one person's card to everybody. */
export async function respond(context: TurnContext, status: number, body?: object): Promise<void> {
  await context.sendActivity({
    type: ActivityTypes.InvokeResponse,
    value: { status, ...(body ? { body } : {}) },
  });
}

/** An answer to a pressed card in the form that its `statusCode` names. */
export function respondBody(context: TurnContext, body: object): Promise<void> {
  return respond(context, 200, body);
}

/** The pressed card is replaced by this one, for the person who pressed. */
export function respondCard(context: TurnContext, card: object): Promise<void> {
  return respond(context, 200, {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: card,
  });
}

/** The pressed card stays, with a sentence beside it: the press had no effect and may be tried again. */
export function respondAgain(context: TurnContext, message: string): Promise<void> {
  return respond(context, 200, {
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: { code: 'TryAgain', message },
  });
}

/** Answers of a Data.Query; on failure Teams knows no error format, so the list is empty. */
export function respondSearch(
  context: TurnContext,
  results: readonly { readonly title: string; readonly value: string }[],
): Promise<void> {
  return respond(context, 200, {
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results },
  });
}

/** An invoke that this bot has no use for. */
export function respondUnsupported(context: TurnContext): Promise<void> {
  return respond(context, 400, {
    error: { code: 'NotSupported', message: 'License Desk does not know this request.' },
  });
}
