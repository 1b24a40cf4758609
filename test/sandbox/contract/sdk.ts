import {
  HttpMethod,
  RequestInformation,
  type AuthenticationProvider,
  type Parsable,
  type ParsableFactory,
} from '@microsoft/kiota-abstractions';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js';
import {
  createOrganizationServiceClient,
  type OrganizationServiceClient,
} from '@microsoft/msgraph-sdk-organization';
import { createUsersServiceClient, type UsersServiceClient } from '@microsoft/msgraph-sdk-users';
import type { Sandbox } from '../../../src/sandbox';

export const errorMappings = { XXX: createODataErrorFromDiscriminatorValue };

/** What a call may carry besides its path. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** OData options as a generated request builder writes them: encoded, `$` included. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Microsoft's generated SDK as it comes: only the address and the token are ours. */
export interface Sdk {
  readonly adapter: GraphRequestAdapter;
  readonly users: UsersServiceClient['users'];
  readonly me: UsersServiceClient['me'];
  readonly organization: OrganizationServiceClient['organization'];
  /** A call for which the SDK has models and no request builder in a package of its own. */
  readonly request: (method: HttpMethod, path: string, sent?: Sent) => RequestInformation;
  readonly get: <T extends Parsable>(
    path: string,
    factory: ParsableFactory<T>,
    sent?: Sent,
  ) => Promise<T | undefined>;
}

export function sdkFor(sandbox: Sandbox, token: string): Sdk {
  const authentication: AuthenticationProvider = {
    authenticateRequest: async (request) => {
      request.headers.tryAdd('Authorization', `Bearer ${token}`);
    },
  };
  const adapter = new GraphRequestAdapter(authentication);
  adapter.baseUrl = sandbox.graphUrl;
  const { users, me } = createUsersServiceClient(adapter);
  const request: Sdk['request'] = (method, path, { headers = {}, query = {}, body } = {}) => {
    const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const information = new RequestInformation(
      method,
      `{+baseurl}${path}${options.length > 0 ? `?${options.join('&')}` : ''}`,
      { baseurl: sandbox.graphUrl },
    );
    for (const [name, value] of Object.entries(headers)) information.headers.tryAdd(name, value);
    information.headers.tryAdd('Accept', 'application/json');
    if (body) {
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      information.setStreamContent(bytes.buffer, 'application/json');
    }
    return information;
  };
  return {
    adapter,
    users,
    me,
    organization: createOrganizationServiceClient(adapter).organization,
    request,
    get: (path, factory, sent) => adapter.send(request(HttpMethod.GET, path, sent), factory, errorMappings),
  };
}
