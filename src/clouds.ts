import type { Channel } from './teams/bot-identity';

/**
 * The clouds of Microsoft in which Teams runs bots, and where each keeps what License Desk speaks to. Sources:
 * learn.microsoft.com "National cloud deployments" (Entra and Graph), "Configure Bot Framework bots for US Government
 * customers" (channel), and "Send proactive messages" (service URLs).
 */
export interface Cloud {
  /** Where Entra signs apps in. */
  readonly authorityHost: string;
  readonly graphBaseUrl: string;
  readonly channel: Channel;
  /** Hosts of the bot connector, to which alone the bot's token may go. */
  readonly serviceHosts: readonly string[];
  /** Where links into Teams lead. */
  readonly teamsUrl: string;
  /** The Entra admin center (learn.microsoft.com/entra/fundamentals/faq, "allow Microsoft Entra admin center URLs"). */
  readonly adminCenterUrl: string;
}

const publicChannel: Channel = {
  issuer: 'https://api.botframework.com',
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  resource: 'https://api.botframework.com',
  oauthUrl: 'https://api.botframework.com',
};

const governmentChannel: Channel = {
  issuer: 'https://api.botframework.us',
  metadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  resource: 'https://api.botframework.us',
  oauthUrl: 'https://api.botframework.azure.us',
};

const publicCloud: Cloud = {
  authorityHost: 'https://login.microsoftonline.com',
  graphBaseUrl: 'https://graph.microsoft.com',
  channel: publicChannel,
  serviceHosts: ['smba.trafficmanager.net', 'api.botframework.com'],
  teamsUrl: 'https://teams.microsoft.com',
  adminCenterUrl: 'https://entra.microsoft.com',
};

const gccHigh: Cloud = {
  authorityHost: 'https://login.microsoftonline.us',
  graphBaseUrl: 'https://graph.microsoft.us',
  channel: governmentChannel,
  serviceHosts: ['smba.infra.gov.teams.microsoft.us', 'api.botframework.us'],
  teamsUrl: 'https://gov.teams.microsoft.us',
  adminCenterUrl: 'https://entra.microsoft.us',
};

export const cloudNames = ['public', 'gcc', 'gcc-high', 'dod'] as const;
export type CloudName = (typeof cloudNames)[number];

/** GCC is the public cloud with connectors of its own. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: publicCloud,
  gcc: { ...publicCloud, serviceHosts: ['smba.infra.gcc.teams.microsoft.com', 'api.botframework.com'] },
  'gcc-high': gccHigh,
  dod: {
    ...gccHigh,
    graphBaseUrl: 'https://dod-graph.microsoft.us',
    serviceHosts: ['smba.infra.dod.teams.microsoft.us', 'api.botframework.us'],
    teamsUrl: 'https://dod.teams.microsoft.us',
  },
};
