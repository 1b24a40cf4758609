import type { Config } from '../config';
import { createGraph } from '../graph/client';
import { lookAtStore } from '../store/look';
import type { Tenant } from '../tenant';
import { checkClock, watchClock } from './clock';
import { checkCredential } from './credentials';
import { checkDatabase } from './database';
import { checkEndpoint, checkPublicUrl } from './endpoint';
import type { Finding } from './finding';
import { checkManifest } from './manifest';
import { checkPermissions } from './permissions';

/** What the doctor takes from the outside world. */
export interface DoctorWorld {
  readonly now: () => Date;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly fetch: typeof fetch;
  /** The built app package; undefined when there is none. */
  readonly appPackage: Buffer | undefined;
  /** Where the embedded store lies. */
  readonly storeFolder: string;
}

/** Looks at everything that a first user would run into, in the order in which it is mended. */
export async function examine(
  config: Config,
  tenant: Tenant,
  world: DoctorWorld,
): Promise<readonly Finding[]> {
  const clock = watchClock(world.fetch, world.now);
  const silent = (): void => {};
  const graph = createGraph({
    baseUrl: tenant.graphBaseUrl,
    credential: tenant.credential,
    scope: tenant.scope,
    fetch: clock.fetch,
    sleep: world.sleep,
    random: world.random,
    now: () => world.now().getTime(),
    log: { debug: silent, info: silent, warn: silent },
    patienceMs: 5_000,
  });
  const { bot } = tenant;
  const botIn =
    bot &&
    (await checkCredential(
      'bot sign-in',
      bot.credential,
      `${bot.channel.resource}/.default`,
      'the settings BOT_…',
    ));
  const graphIn = await checkCredential(
    'Graph sign-in',
    tenant.credential,
    tenant.scope,
    config.identities?.graph === config.identities?.bot ? 'the settings BOT_…' : 'the settings AZURE_…',
  );
  const signedIn = graphIn.finding.level === 'ok';
  return [
    ...(botIn ? [botIn.finding] : []),
    graphIn.finding,
    // Without a token each would say the same once more.
    ...(signedIn ? await checkPermissions(graph, graphIn.granted, config.writeAs, world.now()) : []),
    ...(await checkDatabase(() =>
      lookAtStore({
        folder: world.storeFolder,
        ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
      }),
    )),
    ...(await checkEndpoint({
      address: config.publicUrl ?? `http://127.0.0.1:${config.port}`,
      guarded: config.mode === 'tenant',
      fetch: world.fetch,
    })),
    ...checkPublicUrl(config),
    ...checkManifest(world.appPackage, {
      botId: config.identities?.bot.clientId ?? '',
      publicUrl: config.publicUrl,
      catalogId: config.teamsAppId,
    }),
    checkClock(clock.aheadMs()),
  ];
}
