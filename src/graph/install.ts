import type { GraphInstallation } from './api';
import { GraphError } from './errors';
import type { GraphWire } from './lists';
import { requireGuid } from './odata';

/**
 * Installs the Teams app in a person's personal scope; Teams then tells the bot of the new conversation, as when the
 * person had done it (learn.microsoft.com/graph/api/userteamwork-post-installedapps). Asking twice does no harm: the
 * second time Graph answers 409. 404 stays an error: the catalog has no such app, or the tenant no such person.
 */
export async function installForUser(
  wire: GraphWire,
  userId: string,
  teamsAppId: string,
): Promise<GraphInstallation> {
  const path = `/users/${requireGuid(userId, 'person')}/teamwork/installedApps`;
  const app = `${wire.address.origin}/v1.0/appCatalogs/teamsApps/${requireGuid(teamsAppId, 'Teams app')}`;
  try {
    await wire.send({
      call: 'installForUser',
      path,
      body: { 'teamsApp@odata.bind': app },
      kind: 'write',
    });
    return 'installed';
  } catch (thrown) {
    if (thrown instanceof GraphError && thrown.status === 409 && !thrown.passing) return 'already';
    if (thrown instanceof GraphError && thrown.status === 403) return 'refused';
    throw thrown;
  }
}
