import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the manifest, its language files and its icons lie. */
export const folder = path.resolve(__dirname, '../../appPackage');

/** What the manifest leaves open, with values as an administrator would give them. */
export const values = {
  TEAMS_APP_ID: '0b7e3d1c-94f2-4a68-8c35-d2e1f6a7b890',
  BOT_ID: '6c2f9a40-7d1e-4b83-95a6-3f8e0c5d2b17',
  BOT_DOMAIN: 'license-desk.contoso.example',
} as const;

export interface Command {
  readonly title: string;
  readonly description: string;
}

/** The parts that these tests read, in every schema version alike. */
export interface Manifest {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly id: string;
  readonly developer: Readonly<Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>>;
  readonly localizationInfo: {
    readonly defaultLanguageTag: string;
    readonly additionalLanguages: readonly { readonly languageTag: string; readonly file: string }[];
  };
  readonly name: { readonly short: string };
  readonly icons: { readonly color: string; readonly outline: string };
  readonly accentColor: string;
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly bots: readonly [
    {
      readonly botId: string;
      readonly scopes: readonly string[];
      readonly commandLists: readonly {
        readonly scopes: readonly string[];
        readonly commands: readonly Command[];
      }[];
    },
  ];
}

export const template = readFileSync(path.join(folder, 'manifest.json'), 'utf8');

/** The names that the manifest leaves open, each as often as it stands there. */
export const placeholders = [...template.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

export const manifest = JSON.parse(template) as Manifest;
