import type { Words } from '../../i18n/words';
import type { ActionView, CardView } from '../card-view';
import { nameOf } from './parts/names';

export interface DownloadLinkInput {
  /** What the file holds, in our words. */
  readonly what: string;
  /** Whose it is: may hold names from the directory. */
  readonly target: string;
  /** What else should be known; `''` when nothing. */
  readonly hint?: string;
  readonly format: string;
  readonly url: string;
  /** Six digits. */
  readonly code: string;
  readonly minutes: number;
  readonly back: ActionView;
}

/** The card with a link to a file, and the code that opens it. */
export function downloadLinkView(w: Words, input: DownloadLinkInput): CardView {
  const title = w('download.title');
  return {
    name: 'download-link',
    data: {
      title,
      what: input.what,
      target: nameOf(w, input.target, 200),
      text: [w('download.text', { minutes: input.minutes }), input.hint].filter(Boolean).join(' '),
      codeTitle: w('download.code'),
      code: `${input.code.slice(0, 3)} ${input.code.slice(3)}`,
      openTitle: w('download.open', { format: input.format.toUpperCase() }),
      url: input.url,
      back: input.back,
    },
    summary: title,
  };
}
