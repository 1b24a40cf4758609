import { badRequest } from '../http/answer';
import { project, readProjection } from '../odata/projection';
import { answerEntity } from '../odata/collection';
import { expandableUser } from '../resources/expansions';
import { licenseDetailResource } from '../resources/license-detail';
import { assignmentsSeen, effectiveLicenses } from '../resources/licenses';
import { readLicenseChange, refusing } from './license-change';
import { actorOf, get, needUser, viewOf, write, type Handler } from './route';

/** Direct licenses: at once, or refused with the reason (Graph "user: assignLicense"). */
const assignLicense: Handler = (context, request, [id]) => {
  const user = needUser(context, id);
  const { add, remove } = readLicenseChange(request.body);
  refusing(() => context.engine.assignToUser(user, add, remove, actorOf(context)));
  return answerEntity(request, viewOf(context, request), expandableUser, 'users', user);
};

/** All licenses from groups anew; 400 with the concrete reason when one still cannot be given. */
const reprocess: Handler = (context, request, [id]) => {
  const user = needUser(context, id);
  const reason = context.engine.reprocess(user, actorOf(context));
  if (reason) throw badRequest(reason);
  return answerEntity(request, viewOf(context, request), expandableUser, 'users', user);
};

const licenseDetails: Handler = (context, request, [id]) => {
  const user = needUser(context, id);
  const view = viewOf(context, request);
  const projection = readProjection(request.query, licenseDetailResource);
  const value = effectiveLicenses(assignmentsSeen(user, view)).flatMap((held) => {
    const sku = context.tenant.skus.get(held.skuId);
    return sku ? [project({ held, sku }, view, projection)] : [];
  });
  return { status: 200, body: { '@odata.context': `$metadata#users('${user.id}')/licenseDetails`, value } };
};

/** Licenses of a person. */
export const userLicenseRoutes = [
  write('POST', '/users/{user}/assignLicense', 'users.assignLicense', assignLicense),
  write('POST', '/users/{user}/reprocessLicenseAssignment', 'users.reprocess', reprocess),
  get('/users/{user}/licenseDetails', 'users.licenseDetails.read', licenseDetails),
] as const;
