import { formatList } from '../../../i18n/format';
import type { Words } from '../../../i18n/words';
import type { Change } from '../../../licensing/change';
import type { CardView } from '../../card-view';
import { noticeView } from '../notice';
import { nameOf } from '../parts/names';
import { needsLine } from './needs';

const mostNamed = 3;

/** Something that is to be given would lack what it needs: bring that, leave the dependent part off, or go on. */
export function assignNeedsView(w: Words, { id, revision, product, forecast }: Change): CardView {
  const { unmet = [], choices } = forecast;
  const { add = [], off = [] } = choices ?? {};
  const choose = (title: string, needs: 'add' | 'off') => ({
    title,
    verb: 'assign.needs',
    data: { id, needs },
  });
  return noticeView(w, {
    tone: 'warning',
    title: w('needs.title'),
    lines: [
      ...unmet.slice(0, mostNamed).map((each) => needsLine(w, each, product.name)),
      w('needs.rule'),
      add.length > 0 ? w('needs.addText', { licenses: names(w, add) }) : '',
      off.length > 0 ? w('needs.offText', { plans: names(w, off) }) : '',
    ],
    actions: [
      ...(add.length > 0 ? [choose(w('action.needsAdd'), 'add')] : []),
      ...(off.length > 0 ? [choose(w('action.needsOff', { count: off.length }), 'off')] : []),
      { title: w('action.goOn'), verb: 'change.check', data: { id } },
      { title: w('action.cancel'), verb: 'change.cancel', data: { id, revision } },
    ],
  });
}

/** What was chosen about such plans, where a change says what it is; `''` where nothing had to be. */
export function choiceWords(w: Words, { origin, edit, product, forecast }: Change): string {
  switch (origin.needs) {
    case 'add': {
      const added = edit.add.filter(({ skuId }) => skuId !== product.skuId);
      // A plan that is switched on may be one of the product itself.
      return w('needs.added', { licenses: names(w, added.length > 0 ? added : [product]) });
    }
    case 'off':
      return w('needs.off', { plans: names(w, forecast.plans?.staysOff ?? []) });
    case undefined:
      return '';
  }
}

function names(w: Words, all: readonly { readonly name: string }[]): string {
  return formatList(
    all.slice(0, mostNamed).map(({ name }) => nameOf(w, name, 50)),
    w.locale,
  );
}
