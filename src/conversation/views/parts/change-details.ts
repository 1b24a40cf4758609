import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import { details, type Details } from './details';
import { nameOf } from './names';

/** More ids than these would fill the card; the record of the change has them all. */
const mostPlans = 4;

/** Every id of a change: licenses, group, and the plans that it switches or leaves off. */
export function changeDetails(w: Words, { edit, group, forecast, product }: Change): Details {
  const { plans } = forecast;
  const switched = [
    ...(plans?.gains ?? []).map(
      ({ id, name }) => [w('details.planOn', { name: nameOf(w, name, 40) }), id] as const,
    ),
    ...[...(plans?.loses ?? []), ...(plans?.staysOff ?? [])].map(
      ({ id, name }) => [w('details.planOff', { name: nameOf(w, name, 40) }), id] as const,
    ),
  ];
  const swaps = edit.add.length > 0 && edit.remove.length > 0;
  return details(w, [
    ...(swaps
      ? [
          ...edit.add.map(({ skuId }) => [w('details.newLicenseId'), skuId] as const),
          ...edit.remove.map(({ skuId }) => [w('details.oldLicenseId'), skuId] as const),
        ]
      : [[w('details.licenseId'), product.skuId] as const]),
    [w('details.groupId'), group.id],
    ...switched.slice(0, mostPlans),
  ]);
}
