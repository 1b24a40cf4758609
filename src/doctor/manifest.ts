import { mend, note, ok, type Finding } from './finding';
import { fileInZip } from './zip';

export interface ManifestIds {
  /** `''` in the sandbox. */
  readonly botId: string;
  readonly publicUrl: string | undefined;
  /** TEAMS_CATALOG_APP_ID */
  readonly catalogId: string;
}

const what = 'app package';

/**
 * Compares the ids in the built app package with those in the settings.
 * @param zip undefined: it was not built here
 */
export function checkManifest(zip: Buffer | undefined, ids: ManifestIds): readonly Finding[] {
  if (!zip) return [note(what, 'not built here; npm run package builds it')];
  const manifest = read(zip);
  if (!manifest) return [mend(what, 'it cannot be read; build it anew with npm run package')];
  const { id, bots, webApplicationInfo, validDomains } = manifest;
  if (!ids.botId) return [note(what, 'it belongs to a real tenant, which this is not')];
  const wrong: string[] = [];
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  if (!same(bots?.[0]?.botId, ids.botId))
    wrong.push(`its bot is ${bots?.[0]?.botId}, and BOT_ID is ${ids.botId}`);
  // People sign in to the bot's registration, also when another app calls Graph (docs/identity.md).
  if (!same(webApplicationInfo?.id, ids.botId))
    wrong.push(`people sign in to ${webApplicationInfo?.id} with it, and not to the bot`);
  if (!same(webApplicationInfo?.resource, `api://botid-${ids.botId}`))
    wrong.push(`they sign in for ${webApplicationInfo?.resource}, and not for api://botid-${ids.botId}`);
  const host = ids.publicUrl && new URL(ids.publicUrl).host;
  if (host && !validDomains?.includes(host)) wrong.push(`it does not name ${host}, the host of PUBLIC_URL`);
  if (wrong.length > 0) return [mend(what, `${wrong.join('; ')}. Build it anew with npm run package`)];
  return [
    ok(what, 'its ids are those of the settings'),
    ...(ids.catalogId && same(id, ids.catalogId)
      ? [
          mend(
            'TEAMS_CATALOG_APP_ID',
            'is the id of the manifest; the catalog gives another one: see the page of the app in the Teams admin center',
          ),
        ]
      : []),
  ];
}

interface Manifest {
  readonly id?: string;
  readonly bots?: readonly { readonly botId?: string }[];
  readonly webApplicationInfo?: { readonly id?: string; readonly resource?: string };
  readonly validDomains?: readonly string[];
}

function read(zip: Buffer): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(fileInZip(zip, 'manifest.json') ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
