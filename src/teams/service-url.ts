import { mayCarryToken } from '../graph/address';

/**
 * Whether the bot may send its token to a service URL. The SDK trusts any URL that stands in a conversation
 * reference, so the host is checked before a reference is stored and again before it is used.
 * @param hosts allowed hosts; each also allows its subdomains
 */
export function isTrustedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(serviceUrl);
  } catch {
    return false;
  }
  if (url.username || url.password || !mayCarryToken(url)) return false;
  return hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
