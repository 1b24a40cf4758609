import { badAddress, foreignAddress } from './error-map';

/** The Graph that is configured, taken apart once. */
export interface GraphAddress {
  /** `https://graph.microsoft.com`; nothing is sent anywhere else. */
  readonly origin: string;
  readonly hostname: string;
  /** The permission scope that names every permission granted to the app. */
  readonly scope: string;
}

const VERSION_PATH = '/v1.0';
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/** Whether a host, as in a URL or in a setting, is this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

/**
 * @throws GraphError graph.bad-address unless it is https, or http on this machine: a token would travel in the open
 */
export function graphAddress(baseUrl: string): GraphAddress {
  const url = parse(baseUrl);
  if (url === undefined || !mayCarryToken(url)) throw badAddress('Microsoft Graph address');
  const local = isLoopback(url.hostname);
  const scope = local ? 'https://graph.microsoft.com/.default' : `${url.origin}/.default`;
  return { origin: url.origin, hostname: url.hostname, scope };
}

/** Whether a secret may be sent to the URL. */
export function mayCarryToken(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/**
 * The path of an `@odata.nextLink` below the version, ready to be asked for.
 * @throws GraphError graph.failed for a link that leads elsewhere; links come from an answer or back from a card
 */
export function pathOfLink(address: GraphAddress, link: string): string {
  const url = parse(link);
  if (url === undefined || url.origin !== address.origin || url.username !== '' || url.password !== '')
    throw foreignAddress();
  if (!url.pathname.startsWith(`${VERSION_PATH}/`)) throw foreignAddress();
  return url.pathname.slice(VERSION_PATH.length) + url.search;
}

function parse(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
