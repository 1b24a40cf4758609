import { TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import { messageOf } from '../errors';
import type { Log } from '../licensing/services';
import { sdkSettings, signIns, type BotIdentity } from './bot-identity';

/** The SDK's adapter with a door that does not write to the HTTP answer by itself. */
export class DeskAdapter extends TeamsAdapter {
  /** @param bot null only in the sandbox: then nobody is authenticated, and the server listens on loopback */
  constructor(readonly bot: BotIdentity | null) {
    super(bot ? sdkSettings(bot) : {}, bot ? signIns(bot) : undefined);
  }

  /**
   * Authenticates one activity and runs the turn.
   * @throws DeskError `gate.token`, `gate.keys`; or the SDK's AuthenticationError (`statusCode` 401), whose own check
   *   comes after ours.
   */
  async receive(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    await this.bot?.check(authorization, activity);
    return this.processActivity(authorization, activity, logic);
  }

  /**
   * Switches off the connector's own retries for one turn: it repeats a POST after 429, 502 and 503, waits on its
   * own, and can double a message. Whoever calls this decides about another attempt.
   */
  sendOnce(context: TurnContext): void {
    const connector = context.turnState.get<{ client?: { pipeline?: Pipeline } }>(this.ConnectorClientKey);
    connector.client?.pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
  }

  /** A service that does not answer must not hold a turn or a job for ever. */
  limitCalls(context: TurnContext): void {
    const connector = context.turnState.get<{ client?: { pipeline?: Pipeline } }>(this.ConnectorClientKey);
    connector.client?.pipeline?.addPolicy({
      name: 'deskTimeout',
      sendRequest: (request, next) => next(Object.assign(request, { timeout: callTimeoutMs })),
    });
  }
}

/** Shorter than the claim on a card, so that a card is never sent by two jobs at once. */
const callTimeoutMs = 12_000;

/** The part of the Azure SDK's HTTP pipeline that is needed here; the connector client does not declare it. */
interface Pipeline {
  removePolicy(filter: { readonly name: string }): void;
  addPolicy(policy: {
    readonly name: string;
    readonly sendRequest: (request: object, next: (request: object) => Promise<unknown>) => Promise<unknown>;
  }): void;
}

/** @param log gets what went wrong in a turn; the person gets a sentence without it */
export function createAdapter(bot: BotIdentity | null, log: Log): DeskAdapter {
  const adapter = new DeskAdapter(bot);
  adapter.use(async (context, next) => {
    adapter.limitCalls(context);
    await next();
  });
  adapter.onTurnError = async (_context, error) => {
    log.error({ error: messageOf(error), stack: error.stack }, 'a turn broke');
    throw error; // the server answers; nothing of the error leaves the process
  };
  return adapter;
}
