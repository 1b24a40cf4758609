import type { Words } from '../../i18n/words';
import type { Change } from '../../licensing/change';
import type { CardView } from '../card-view';
import { slice } from '../page';
import { target } from './parts/asked-by';
import { errorWords } from './parts/error-words';
import { nameOf, optionalText } from './parts/names';
import { paging } from './parts/paging';

const perPage = 10;

/** Everybody who did not get the license, by cause, ten people a page. */
export function failuresView(w: Words, input: { readonly change: Change; readonly page: number }): CardView {
  const { change } = input;
  const failures = change.outcome?.failures ?? [];
  const everybody = failures.flatMap((cause) => cause.people.map((person) => ({ cause, person })));
  const shown = slice(everybody, input.page, perPage);
  const onPage = failures.filter((cause) => shown.items.some((item) => item.cause === cause));
  const title =
    failures.length > 0 ? w('failures.title', { count: change.outcome?.failed ?? 0 }) : w('failures.none');
  const about = target(w, change);
  return {
    name: 'failures',
    data: {
      title,
      target: about,
      causes: onPage.map((cause) => {
        const people = shown.items.filter((item) => item.cause === cause).map((item) => item.person);
        const ends = cause.people.at(-1) === people.at(-1);
        const unlisted = ends ? cause.count - cause.people.length : 0;
        const { title: what, cure } = errorWords(w, change, cause.error);
        return {
          title: w('outcome.cause', { count: cause.count, title: what }),
          cureTitle: w('failures.what'),
          cure,
          people: people.map((person) => ({
            name: nameOf(w, person.name),
            address: optionalText(person.address, 100),
          })),
          unlisted: unlisted > 0 ? w('failures.unlisted', { count: unlisted }) : '',
        };
      }),
      paging: paging(w, shown),
      id: change.id,
      backTitle: w('action.back'),
    },
    summary: `${title}: ${about}`,
  };
}
