import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { UnmetPlan } from '../../../licensing/shapes';
import type { CardView } from '../../card-view';
import { noticeView } from '../notice';
import { nameOf } from '../parts/names';

type Data = Readonly<Record<string, unknown>>;

export interface NeedsInput {
  readonly unmet: readonly UnmetPlan[];
  /** The license whose apps are being switched. */
  readonly license: string;
  /** What the three buttons carry; `too` is null where switching more of this license off does not help. */
  readonly too: Data | null;
  readonly back: Data;
  readonly anyway: Data;
}

const mostNamed = 3;

/** Something would be on without what it needs: switch it off too, go back, or try it all the same. */
export function needsView(w: Words, { unmet, license, too, back, anyway }: NeedsInput): CardView {
  return noticeView(w, {
    tone: 'warning',
    title: w('plans.needsTitle'),
    lines: [...unmet.slice(0, mostNamed).map((each) => needsLine(w, each, license)), w('plans.needsRefused')],
    actions: [
      ...(too ? [{ title: w('action.plansOffToo'), verb: 'plans.review', data: too }] : []),
      { title: w('action.plansBack'), verb: 'plans.page', data: back },
      { title: w('action.plansAnyway'), verb: 'plans.review', data: anyway },
    ],
  });
}

/** "Audio Conferencing needs one of these: Teams." @param license where it is not worth saying what it is part of */
export function needsLine(w: Words, { plan, product, needsOneOf }: UnmetPlan, license = ''): string {
  const name = nameOf(w, plan.name, 50);
  const needs = formatList(
    needsOneOf.slice(0, mostNamed).map((each) => nameOf(w, each, 40)),
    w.locale,
  );
  const line = needs ? w('plans.needs', { plan: name, needs }) : w('plans.needsUnknown', { plan: name });
  return product && product !== license
    ? `${line} ${w('plans.needsIn', { license: nameOf(w, product) })}`
    : line;
}
