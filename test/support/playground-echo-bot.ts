import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The parts of an activity that the echo bot looks at. */
export interface EchoActivity {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly serviceUrl: string;
  readonly from: { readonly id: string; readonly name?: string; readonly aadObjectId?: string };
  readonly recipient: { readonly id: string };
  readonly conversation: { readonly id: string; readonly tenantId?: string };
}

export interface EchoBot {
  readonly endpoint: string;
  /** Everything received, in order. */
  readonly received: readonly EchoActivity[];
  close(): Promise<void>;
}

/** What the echo bot answers to an invoke: the body of an HTTP 200. */
type Answer = Record<string, unknown> | undefined;

/** A bot of a few rules over the bare connector protocol, to prove the tools around the Playground. */
export async function startEchoBot(): Promise<EchoBot> {
  const received: EchoActivity[] = [];
  const server = createServer((request, response) => {
    serve(request, response, received).catch((error: unknown) => {
      answer500(response, error);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}/api/messages`, received, close };
}

/** In statements of their own: restify, once loaded in the same process, makes writeHead return nothing. */
function answer500(response: ServerResponse, error: unknown): void {
  if (!response.headersSent) response.writeHead(500);
  response.end(String(error));
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  received: EchoActivity[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  if (body === '') {
    response.writeHead(405); // the page asks whether the bot is there
    response.end();
    return;
  }
  const activity = JSON.parse(body) as EchoActivity;
  received.push(activity);
  const answer = await react(activity);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? {}));
}

async function react(activity: EchoActivity): Promise<Answer> {
  if (activity.type === 'invoke') return answerInvoke(activity);
  if (activity.type !== 'message') return undefined;
  if (activity.text === undefined)
    await send(activity, { text: `submitted ${JSON.stringify(activity.value)}` });
  else if (activity.text.includes('form')) await send(activity, card(form));
  else if (activity.text.includes('count')) await countUp(activity);
  else await send(activity, { text: `echo: ${activity.text.replace(/<at>.*?<\/at>/, '').trim()}` });
  return undefined;
}

function answerInvoke(activity: EchoActivity): Answer {
  if (activity.name !== 'adaptiveCard/action') return { type: 'said', value: activity.value };
  const { action } = activity.value as { action: { verb: string; data: unknown } };
  const text = `${action.verb} ${JSON.stringify(action.data)} by ${activity.from.name}`;
  const result = {
    $schema: form.$schema,
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text, wrap: true }],
  };
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: result };
}

/** Types, posts a card and updates it twice. */
async function countUp(activity: EchoActivity): Promise<void> {
  await send(activity, { type: 'typing' });
  const id = await send(activity, { text: 'count 1' });
  await send(activity, { text: 'count 2' }, id);
  await send(activity, { text: 'count 3' }, id);
}

/** Posts an activity, or puts it in the place of `replaced`; returns its id. */
async function send(to: EchoActivity, activity: object, replaced?: string): Promise<string> {
  const address = `${to.serviceUrl}/v3/conversations/${encodeURIComponent(to.conversation.id)}/activities`;
  const response = await fetch(replaced ? `${address}/${encodeURIComponent(replaced)}` : address, {
    method: replaced ? 'PUT' : 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', from: to.recipient, conversation: to.conversation, ...activity }),
  });
  if (!response.ok) throw new Error(`the connector answered ${response.status}: ${await response.text()}`);
  const text = await response.text(); // empty after a typing activity
  return text === '' ? '' : ((JSON.parse(text) as { id?: string }).id ?? '');
}

function card(content: object): object {
  return { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

/** One input of each kind that the desk uses. */
const form = {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Echo form', style: 'heading' },
    { type: 'Input.Text', id: 'group', label: 'Group', isRequired: true, errorMessage: 'Enter a group' },
    { type: 'Input.Text', id: 'reason', label: 'Reason', isMultiline: true },
    { type: 'Input.Number', id: 'seats', label: 'Seats' },
    { type: 'Input.Date', id: 'until', label: 'Until' },
    {
      type: 'Input.ChoiceSet',
      id: 'product',
      label: 'Product',
      choices: [
        { title: 'Microsoft 365 E3', value: 'e3' },
        { title: 'Microsoft 365 E5', value: 'e5' },
      ],
    },
    {
      type: 'Input.ChoiceSet',
      id: 'filter',
      label: 'Search product',
      style: 'filtered',
      choices: [
        { title: 'Visio Plan 2', value: 'visio' },
        { title: 'Project Plan 3', value: 'project' },
      ],
    },
    { type: 'Input.Toggle', id: 'notify', title: 'Tell the members', valueOn: 'yes', valueOff: 'no' },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Save', verb: 'save' },
    { type: 'Action.Submit', title: 'Send', data: { kind: 'send' } },
  ],
} as const;
