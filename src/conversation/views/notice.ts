import type { Words } from '../../i18n/words';
import type { CardView } from '../card-view';
import { nameOf, optionalText } from './parts/names';

export interface NoticeInput {
  readonly tone: 'info' | 'good' | 'warning' | 'bad';
  /** One of our own sentences. */
  readonly title: string;
  /** May hold names and typed text. */
  readonly lines: readonly string[];
  /** An address of ours or of Microsoft's. */
  readonly link?: { readonly title: string; readonly url: string };
  readonly actions?: readonly {
    readonly title: string;
    readonly verb: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

const tones = {
  info: { symbol: 'ℹ', color: 'Accent' },
  good: { symbol: '✓', color: 'Good' },
  warning: { symbol: '⚠', color: 'Default' },
  bad: { symbol: '✕', color: 'Attention' },
} as const;

const mostLines = 8;
const mostActions = 6;

/** A short answer without numbers: a refusal, an error, something not found. */
export function noticeView(w: Words, input: NoticeInput): CardView {
  const lines = input.lines.map((line) => optionalText(line, 600)).filter(Boolean);
  return {
    name: 'notice',
    data: {
      ...tones[input.tone],
      title: input.title,
      lines: lines.slice(0, mostLines).map((text) => ({ text })),
      linkTitle: input.link?.title ?? '',
      linkUrl: input.link?.url ?? '',
      actions: (input.actions ?? [])
        .slice(0, mostActions)
        .map((action) => ({ title: nameOf(w, action.title, 60), verb: action.verb, data: action.data })),
    },
    summary: [input.title, ...lines].join(' '),
  };
}
