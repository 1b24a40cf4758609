import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { contosoTenantId } from '../sandbox/contoso/people';
import { othersThan, personas, toPlaygroundPerson, type Persona, type PlaygroundPerson } from './people';

/** The name that the Playground looks for in its working directory. */
export const settingsFileName = '.m365agentsplayground.yml';

/** The whole file, as the Playground's schema 0.1.1 allows it; it refuses any other property. */
export interface PlaygroundSettings {
  readonly version: '0.1.1';
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly currentUser: PlaygroundPerson;
  readonly users: readonly PlaygroundPerson[];
  readonly personalChat: { readonly id: string };
  readonly groupChat: { readonly id: string; readonly name: string };
  readonly team: {
    readonly id: string;
    readonly name: string;
    readonly aadGroupId: string;
    readonly channels: readonly { readonly id: string; readonly name: string }[];
  };
}

/**
 * The settings of one window. Every id is fixed: the Playground would otherwise draw new ones at
 * each start, and whatever the bot remembers of a conversation would be answered with 404.
 */
export function settingsFor(persona: Persona): PlaygroundSettings {
  return {
    version: '0.1.1',
    tenantId: contosoTenantId,
    bot: { id: '28:3d9b1f60-52c7-4a0e-b8d4-71e6c0a95f21', name: 'License Desk' },
    currentUser: toPlaygroundPerson(personas[persona].person),
    users: othersThan(persona),
    personalChat: { id: personas[persona].personalChatId },
    groupChat: { id: '19:license-desk-rollout@thread.v2', name: 'License rollout' },
    team: {
      id: '19:license-desk-team@thread.tacv2',
      name: 'Contoso IT',
      aadGroupId: '8a4e2c70-1f3b-4d95-a6c8-0b7d9e2f4a11',
      channels: [{ id: '19:license-desk-requests@thread.tacv2', name: 'License requests' }],
    },
  };
}

/** Writes the settings of one window into its folder, which is made if missing. */
export async function writeSettings(folder: string, settings: PlaygroundSettings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, settingsFileName), stringify(settings, { lineWidth: 0 }), 'utf8');
}
