import { mayCarryToken } from '../graph/address';

/**
 * Whether the bot may send its token to a service URL. The SDK trusts any URL that stands in a conversation
 * reference, so the host is checked before a reference is stored and again before it is used.
 * @param hosts allowed hosts, and none below them: whoever has an Azure subscription may make names with periods under
 *   trafficmanager.net (learn "Create Profile" of Traffic Manager), and regions stand in the path
 */
export function isTrustedServiceUrl(serviceUrl: string, hosts: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(serviceUrl);
  } catch {
    return false;
  }
  if (url.username || url.password || !mayCarryToken(url)) return false;
  return hosts.includes(url.hostname);
}
