import type { Words } from '../../../i18n/words';
import type { Batch, LeftOut, LeftOutGroup } from '../../../licensing/batch/batch';
import { nameOf, optionalText, someNames } from '../parts/names';

const mostNamed = 5;
const mostReasons = 4;
const reasons = ['has-license', 'running', 'planned', 'not-licensable'] as const satisfies readonly LeftOut[];

/** Groups that were named and are not among those of the batch, by the reason. */
export function leftOutSections(w: Words, { leftOut }: Batch) {
  const named = reasons.flatMap((why) => {
    const names = leftOut.filter((each) => each.why === why).map(({ name }) => name);
    return names.length > 0
      ? [{ title: w(`batch.leftOut.${why}`), text: someNames(w, names, names.length, mostNamed) }]
      : [];
  });
  const stay = leftOut.filter(({ why }) => why === 'not-undone');
  const more = stay.length - mostReasons;
  const lines = [
    ...stay.slice(0, mostReasons).map((group) => leftLine(w, group)),
    ...(more > 0 ? [w('batch.leftMore', { count: more })] : []),
  ];
  return [
    ...named,
    ...(stay.length > 0 ? [{ title: w('batch.leftOut.not-undone'), text: lines.join('\n') }] : []),
  ];
}

/** "Sales: Change 17 cannot be undone, because …" */
export function leftLine(w: Words, { name, reason }: LeftOutGroup): string {
  return w('batch.leftLine', { name: nameOf(w, name, 60), reason: optionalText(reason, 220) });
}
