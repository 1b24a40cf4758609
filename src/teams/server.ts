import type { Server as HttpServer } from 'node:http';
import type { Application, TurnState } from '@microsoft/teams-ai';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import { DeskError, messageOf } from '../errors';
import type { ServeDeps } from '../downloads/serve';
import { isLoopback } from '../graph/address';
import type { Log } from '../licensing/services';
import type { EdgeTelemetry } from '../telemetry/contract';
import { readActivity } from './activity-shape';
import { registerAbout } from './about';
import type { DeskAdapter } from './adapter';
import type { Crowd } from './crowd';
import { registerDownloads } from './downloads';
import { putSafeHeaders } from './headers';
import { registerOperation, type Operation } from './operation';
import { readBody } from './read-body';
import { refuseUnreadableAddress } from './readable-address';
import { registerSignIn } from './sign-in-pages';
import { turnKind } from './turn-kind';

export interface BotServer {
  readonly port: number;
  /** Stops listening and waits for turns in flight, at most 8 s. */
  close(): Promise<void>;
}

/**
 * Listens for activities. What comes in is read, shaped and authenticated in this order, each with a short clean
 * answer when it fails; nothing of an error ever leaves the process.
 * @throws DeskError `port.in-use`
 */
export async function startServer(options: {
  readonly host: string;
  readonly port: number;
  readonly adapter: DeskAdapter;
  readonly app: Application<TurnState>;
  readonly downloads: ServeDeps;
  /** Where Entra asks people to agree; null when nothing is done in their names. */
  readonly authorizeUrl?: string | null;
  readonly operation: Operation;
  readonly crowd: Crowd;
  readonly telemetry: EdgeTelemetry;
  readonly log: Log;
}): Promise<BotServer> {
  if (!options.adapter.bot && !isLoopback(options.host)) {
    throw new DeskError('gate.open', `Without a bot identity nobody listens on ${options.host}.`);
  }
  const { telemetry } = options;
  const server = restify.createServer({ name: 'license-desk' });
  server.server.requestTimeout = 30_000;
  // restify takes upgrades off Node's hands and does nothing with them: such a connection would stay open, also when
  // the process is to end. Without it they are requests like others.
  server.server.removeAllListeners('upgrade');
  server.pre(putSafeHeaders, refuseUnreadableAddress);

  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    if (!options.adapter.bot && !isForLoopback(request)) return refuse(response, 403);
    const body = await readBody(request);
    const activity = 'refused' in body ? undefined : readActivity(body.json);
    if (!activity) {
      return telemetry.turn('other', async () => {
        telemetry.turned('malformed');
        refuse(response, 'refused' in body ? body.refused : 400);
      });
    }
    const authorization = request.headers.authorization ?? '';
    await telemetry.turn(turnKind(activity), () =>
      options.crowd.within(() => answer(authorization, activity, response)),
    );
  });

  async function answer(
    authorization: string,
    activity: Activity,
    response: restify.Response,
  ): Promise<void> {
    try {
      const answered = await options.adapter.receive(authorization, activity, async (context) => {
        await options.app.run(context);
      });
      const status = answered?.status ?? 200;
      if (answered?.body === undefined) response.send(status);
      else response.json(status, answered.body);
    } catch (error) {
      const status = statusOf(error);
      telemetry.turned(status === 401 ? 'unauthorized' : 'broken');
      options.log[status === 401 ? 'warn' : 'error'](
        { error: messageOf(error), activity: activity.id },
        'no turn',
      );
      refuse(response, status);
    }
  }

  registerOperation(server, options.operation);
  registerAbout(server);
  if (options.authorizeUrl) registerSignIn(server, options.authorizeUrl);
  registerDownloads(server, { ...options.downloads, log: options.log });

  await listen(server, options.host, options.port);
  const { port } = server.address();
  return { port, close: () => close(server) };
}

/** A page of the web cannot speak to the sandbox by a name of its own that leads to this machine. */
function isForLoopback(request: restify.Request): boolean {
  const { host = '' } = request.headers;
  return URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname);
}

/** Short on purpose: a status and nothing else. The connection is closed, because its body may be unread. */
function refuse(response: restify.Response, status: number): void {
  response.sendRaw(status, '', { Connection: 'close' });
}

/** 401 for whoever is not the channel; 503 makes it come again when we could not tell. */
function statusOf(error: unknown): number {
  if (error instanceof DeskError) {
    if (error.code === 'gate.token') return 401;
    if (error.code === 'gate.keys') return 503;
  }
  return (error as { statusCode?: unknown } | null)?.statusCode === 401 ? 401 : 500;
}

function listen(server: restify.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // restify hands the HTTP server's errors on as its own.
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new DeskError(
              'port.in-use',
              `Port ${port} is in use. Stop the program that listens there, or choose another with PORT=….`,
              { cause: error },
            )
          : new DeskError('port.refused', `License Desk cannot listen on ${host}:${port} (${error.code}).`, {
              cause: error,
            }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}

/** Turns usually take less than 3 s; Teams gives up after 15. Milliseconds. */
const finishWithinMs = 8_000;
const lookEveryMs = 100;

/** Takes no new connection, and closes each of the others once its turn is answered, at the latest all together. */
async function close(server: restify.Server): Promise<void> {
  const http = server.server as HttpServer;
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  http.closeIdleConnections();
  const idle = setInterval(() => http.closeIdleConnections(), lookEveryMs);
  const late = setTimeout(() => http.closeAllConnections(), finishWithinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
