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
  const part = (skuId: string) => {
    const number = forecast.parts?.[skuId];
    return number ? [[w('details.part'), nameOf(w, number, 60)] as const] : [];
  };
  const ids = (label: string, all: readonly { readonly skuId: string }[]) =>
    all.flatMap(({ skuId }) => [[label, skuId] as const, ...part(skuId)]);
  const swaps = edit.add.length > 0 && edit.remove.length > 0;
  const also = edit.add.filter(({ skuId }) => skuId !== product.skuId);
  return details(w, [
    ...(swaps
      ? [...ids(w('details.newLicenseId'), edit.add), ...ids(w('details.oldLicenseId'), edit.remove)]
      : ids(w('details.licenseId'), [product, ...also])),
    ...(group.id ? [[w('details.groupId'), group.id] as const] : []),
    ...switched.slice(0, mostPlans),
  ]);
}
