import { answerCollection, answerEntity } from '../odata/collection';
import { readProjection, project } from '../odata/projection';
import type { Resource } from '../odata/resource';
import { badRequest, notFound, type Answer } from '../http/answer';
import type { GraphRequest } from '../http/request';
import { organizationResource } from '../resources/organization';
import { skuResource, subscriptionResource } from '../resources/sku';
import type { Sku } from '../tenant';
import { get, viewOf, type RouteContext } from './route';

/** The tenant itself and what it owns. */
export const organizationRoutes = [
  get('/organization', 'organization.read', (context, request) =>
    answerCollection(request, viewOf(context, request), {
      resource: organizationResource,
      context: 'organization',
      entities: [context.tenant.organization],
    }),
  ),
  get('/organization/{id}', 'organization.read', (context, request, [id = '']) => {
    const { organization } = context.tenant;
    if (organization.id !== id.toLowerCase()) throw notFound(id.slice(0, 100));
    return answerEntity(
      request,
      viewOf(context, request),
      organizationResource,
      'organization',
      organization,
    );
  }),
  get('/subscribedSkus', 'skus.read', (context, request) =>
    wholeList(context, request, 'subscribedSkus', skuResource),
  ),
  get('/subscribedSkus/{id}', 'skus.read', (context, request, [id = '']) => {
    const [tenantId, skuId] = id.toLowerCase().split('_');
    const sku =
      tenantId === context.tenant.organization.id ? context.tenant.skus.get(skuId ?? '') : undefined;
    if (!sku) throw notFound(id.slice(0, 100));
    return answerEntity(request, viewOf(context, request), skuResource, 'subscribedSkus', sku);
  }),
  get('/directory/subscriptions', 'subscriptions.read', (context, request) =>
    wholeList(context, request, 'directory/subscriptions', subscriptionResource),
  ),
] as const;

/** Lists without paging, which take $select and nothing else. */
function wholeList(
  context: RouteContext,
  request: GraphRequest,
  name: string,
  resource: Resource<Sku>,
): Answer {
  for (const [option, called] of [
    ['$filter', 'Filter'],
    ['$orderby', 'OrderBy'],
    ['$top', 'Top'],
  ] as const) {
    if (request.query.has(option)) {
      throw badRequest(
        `The query specified in the URI is not valid. Query option '${called}' is not allowed.`,
      );
    }
  }
  const view = viewOf(context, request);
  const projection = readProjection(request.query, resource);
  return {
    status: 200,
    body: {
      '@odata.context': `$metadata#${name}${projection.selected ? `(${projection.selected})` : ''}`,
      value: [...context.tenant.skus.values()].map((sku) => project(sku, view, projection)),
    },
  };
}
