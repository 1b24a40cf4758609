import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { mayAssignFor } from './access/access';
import { createByHand } from './by-hand';
import type { Config } from './config';
import { approverReached, approverUnreached } from './approvals/reach';
import type { ApprovalDeps } from './approvals/services';
import { stillApproved } from './approvals/still-approved';
import { recordFile } from './evidence/record-file';
import { createLinks } from './downloads/links';
import { createGraph } from './graph/client';
import { errorsFile } from './conversation/errors/errors-file';
import { createDirectory } from './conversation/directory';
import { refreshFor } from './conversation/requests/refresh-for';
import type { Desk } from './conversation/turn';
import { createJobs, type Jobs, type QueueName } from './jobs/queue';
import { findDue } from './jobs/due';
import { createHandlers } from './jobs/workers';
import { createCatalog } from './licensing/catalog';
import { batchFile } from './licensing/batch/batch-file';
import { historyFile } from './licensing/history/history-file';
import { forecastFile } from './licensing/forecast-file';
import { createFinishLog } from './licensing/history/finish-log';
import { writeLease } from './licensing/write-turn';
import { createFailureLog } from './licensing/repair/failure-log';
import type { LicensingDeps, Log } from './licensing/services';
import { createNameKeeper } from './names/keeper';
import { createNames } from './names/names';
import { openStore } from './store/open';
import { createAdapter } from './teams/adapter';
import { createCardRenderer } from './teams/card-renderer';
import { createCrowd } from './teams/crowd';
import { createGate } from './teams/gate';
import { createMessenger } from './teams/messenger';
import { createRoutes } from './teams/routes';
import { startServer } from './teams/server';
import { createSpeech } from './teams/speech';
import { createReadiness } from './readiness';
import { graphObserver } from './telemetry/graph-observer';
import { noteChanges } from './telemetry/note-changes';
import { createReadings } from './telemetry/readings';
import type { StartSink } from './telemetry/sink';
import { isWanted, startTelemetry, type RunningTelemetry } from './telemetry/start';
import { createTelemetry } from './telemetry/telemetry';
import type { Tenant } from './tenant';

export interface RunningApp {
  /** Where activities are received. */
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** What the app takes from the outside world. */
export interface World {
  readonly now: () => Date;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  /** Tells the log the key of its pseudonyms, once the store has it. */
  readonly usePseudonymKey?: (key: Buffer) => void;
  /** Where measurements go; without it none are kept. It is called once the bot listens. */
  readonly startSink?: StartSink;
  /** Other wake-ups than pg-boss's and a store that is open already, for tests that move the time themselves. */
  readonly createJobs?: typeof createJobs;
  readonly openStore?: typeof openStore;
}

/** Channels deliver again within minutes; a day is long enough to know an activity. Milliseconds. */
const rememberedMs = 24 * 3_600_000;

/** Who exactly is of interest until the change is over; then its outcome counts. */
const forecastsKeptMs = 7 * rememberedMs;

/** `cards/` lies beside `src/` and beside the compiled `dist/`. */
const cardsFolder = path.join(__dirname, '..', 'cards');

/** Wires the rooms together and starts them, from the bottom up. @throws DeskError with a sentence for the operator */
export async function startApp(config: Config, tenant: Tenant, world: World): Promise<RunningApp> {
  const { now, random } = world;
  const kept = world.startSink !== undefined && isWanted(config.telemetry);
  const telemetry = createTelemetry({ now, kept });
  const log = telemetry.log(world.log);
  const opened = await (world.openStore ?? openStore)({
    databaseUrl: config.databaseUrl,
    folder: path.join(config.dataFolder, 'store'),
    log,
  });
  const store = { ...opened.store, changes: noteChanges(opened.store.changes, telemetry) };
  let stopping = false;
  /** Finish what they are doing, side by side and each within 8 s; then the rest is closed, in this order. */
  const working: (() => Promise<void>)[] = [];
  const closing: (() => Promise<void>)[] = [() => store.close()];
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(working.splice(0).map((finish) => finish()));
    for (const close of closing.splice(0)) await close();
  };
  try {
    world.usePseudonymKey?.(await store.keys.get('log pseudonyms'));
    if (store.exclusive) await store.leases.clear();
    const graphOptions = {
      baseUrl: tenant.graphBaseUrl,
      sleep: world.sleep,
      random,
      now: () => now().getTime(),
      log,
      observer: graphObserver(telemetry, now),
    };
    const graph = createGraph({ ...graphOptions, credential: tenant.credential, scope: tenant.scope });
    const inTheirName = createByHand(config, tenant, graphOptions);
    const names = createNames();
    const nameKeeper = createNameKeeper(config.productNames, {
      book: names,
      store: store.publishedNames,
      fetch: globalThis.fetch,
      now,
      log,
    });
    const catalog = createCatalog(graph, names);
    // The jobs need the services and the services wake the jobs: the knot is tied here and nowhere else.
    const wake = (queue: QueueName, id: string, at?: Date): Promise<void> => jobs.wake(queue, id, at);
    const wakeCards = async (changeId: string): Promise<void> => {
      for (const card of await store.cards.ofChange(changeId)) {
        if (card.state === 'live' && card.wantedRevision > card.shownRevision) {
          await wake('deliver', card.id, new Date(card.dueAt));
        }
      }
    };
    const approvals: ApprovalDeps = {
      graph,
      catalog,
      store,
      policy: config.approvals,
      assignRoles: config.assignRoles,
      teamsAppId: config.teamsAppId,
      now,
      wake,
      wakeCards,
      log,
    };
    const licensing: LicensingDeps = {
      graph,
      catalog,
      store,
      assignRoles: config.assignRoles,
      writesAs: config.writeAs,
      now,
      random,
      sleep: world.sleep,
      wake,
      wakeCards,
      stillApproved: (change) => stillApproved(approvals, change),
      finishLog: createFinishLog({ graph, now }),
      failureLog: createFailureLog({ graph, now }),
      holder: randomUUID(),
      isStopping: () => stopping,
      log,
      telemetry,
    };
    const links = createLinks({
      key: await store.keys.get('download links'),
      publicUrl: () => config.publicUrl ?? `http://127.0.0.1:${server.port}`,
      now,
    });
    const desk: Desk = {
      graph,
      directory: createDirectory({ graph, now }),
      catalog,
      store,
      licensing,
      byHand: inTheirName?.byHand ?? null,
      approvals,
      downloads: links,
      assignRoles: config.assignRoles,
      typeNameAbove: config.typeNameAbove,
      now,
      log,
      telemetry,
    };
    const adapter = createAdapter(tenant.bot, log);
    const cards = createCardRenderer(cardsFolder, {
      fullWidth: config.mode === 'tenant',
      adminCenterUrl: config.cloud.adminCenterUrl,
    });
    const messenger = createMessenger({
      adapter,
      botId: tenant.bot?.id ?? '',
      serviceHosts: config.serviceHosts,
    });
    const jobs: Jobs = (world.createJobs ?? createJobs)({
      opened,
      log,
      telemetry,
      handlers: createHandlers(
        { licensing, approvals, names: nameKeeper },
        {
          store,
          send: (conversation, view) => messenger.send(conversation, cards.render(view)),
          update: (conversation, activityId, view) =>
            messenger.update(conversation, activityId, cards.render(view)),
          wake: (cardId, at) => wake('deliver', cardId, at),
          // The Playground never sends a refresh; there people press Show my view.
          refreshFor: (change, view) =>
            config.mode === 'tenant' ? refreshFor(store, change, view) : Promise.resolve([]),
          mayWait: config.writeAs !== 'caller',
          unreached: (card) => approverUnreached(approvals, card),
          reached: (card) => approverReached(approvals, card),
          now,
          random,
          log,
          telemetry,
        },
      ),
      sweep: async () => {
        await store.seen.forget(new Date(now().getTime() - rememberedMs));
        await store.forecasts.forgetPages(new Date(now().getTime() - forecastsKeptMs));
        return findDue(store, now(), await nameKeeper.keepUp());
      },
      clock: now,
    });
    await jobs.start();
    working.push(() => jobs.stop());
    // A job that was not finished in time must not keep the license writes from the other replicas.
    closing.unshift(() => store.leases.release(writeLease(tenant.id), licensing.holder).catch(() => {}));
    const crowd = createCrowd(config.turnsAtOnce);
    const gate = createGate({
      store,
      crowd,
      tenantId: tenant.id,
      otherTenants: config.approvals.ask.flatMap((rule) => (rule.kind === 'tenant' ? [rule.tenantId] : [])),
      serviceHosts: config.serviceHosts,
      turnsPerMinute: config.turnsPerMinute,
      typeahead: config.mode === 'tenant',
      now,
      log,
      telemetry,
    });
    let measured: RunningTelemetry | undefined;
    const server = await startServer({
      host: config.host,
      port: config.port,
      adapter,
      app: createRoutes({
        desk,
        gate,
        cards,
        speech: createSpeech({ store, now, log }),
        signOn: inTheirName?.signOn ?? null,
      }),
      authorizeUrl: inTheirName?.authorizeUrl ?? null,
      downloads: {
        store,
        links,
        files: {
          record: recordFile({ store, now }),
          forecast: forecastFile({ store, now }),
          history: historyFile(licensing),
          errors: errorsFile(licensing, tenant.id),
          batch: batchFile({ store, now }),
        },
        now,
        mayDownload: async (personId) => mayAssignFor(await graph.caller(personId), config.assignRoles),
      },
      operation: {
        readiness: createReadiness({ store, jobs, now, isStopping: () => stopping }),
        metrics:
          config.telemetry.metrics === 'with-bot'
            ? (request, response) => measured?.expose(request, response)
            : undefined,
      },
      crowd,
      telemetry,
      log,
    });
    working.push(() => server.close());
    if (kept && world.startSink) {
      measured = await startTelemetry({
        settings: config.telemetry,
        startSink: world.startSink,
        sink: { otlpUrl: config.telemetry.otlpUrl, read: createReadings({ store, now, log }) },
        telemetry,
        log,
      });
      closing.unshift(() => measured?.stop() ?? Promise.resolve());
    }
    return { port: server.port, endpoint: `http://127.0.0.1:${server.port}/api/messages`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
