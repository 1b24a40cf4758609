import type { Words } from '../../../i18n/words';
import type { ServicePlan } from '../../../licensing/product';
import type { CardView } from '../../card-view';
import { details } from '../parts/details';
import { nameOf, optionalText } from '../parts/names';
import { paging } from '../parts/paging';

export interface PlansFormInput {
  readonly group: string;
  readonly license: string;
  /** One page of what can be switched. */
  readonly plans: readonly (ServicePlan & { readonly input: string; readonly on: boolean })[];
  /** On all pages. */
  readonly total: number;
  readonly on: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** What the buttons carry. */
  readonly data: Readonly<Record<string, string>>;
  /** Why it is shown again. */
  readonly notice: string;
}

/** Every app and service of a license with a switch, page by page. */
export function plansFormView(w: Words, input: PlansFormInput): CardView {
  const { data, plans, total, on } = input;
  const pages = paging(w, input);
  const count = total > 0 ? w('plans.count', { count: total, on }) : w('plans.none');
  const about = w('change.target', { license: nameOf(w, input.license), group: nameOf(w, input.group) });
  return {
    name: 'plans-form',
    data: {
      title: w('plans.title'),
      target: about,
      intro: total > 0 ? w('plans.intro') : '',
      notice: optionalText(input.notice, 300),
      count,
      plans: plans.map((plan) => ({
        input: plan.input,
        name: nameOf(w, plan.name, 60),
        value: plan.on ? 'true' : 'false',
      })),
      pageText: pages.many ? `${pages.text}. ${w('plans.pageIntro')}` : '',
      open: total > 0,
      allOn: total > on,
      hasPrevious: pages.hasPrevious,
      hasNext: pages.hasNext,
      continueData: data,
      previousData: { ...data, page: pages.previous },
      nextData: { ...data, page: pages.next },
      allOnData: { ...data, page: input.page },
      continueTitle: w('action.continue'),
      previousTitle: w('action.planPrevious'),
      nextTitle: w('action.planNext'),
      allOnTitle: w('action.plansAllOn'),
      cancelTitle: w('action.cancel'),
      details: details(w, [
        [w('details.licenseId'), data['skuId'] ?? ''],
        [w('details.groupId'), data['groupId'] ?? ''],
        ...plans.map(({ name, id }) => [name, id] as const),
      ]),
    },
    summary: `${w('plans.title')}: ${about}. ${count}`,
  };
}
