import type { Words } from '../../../i18n/words';

/**
 * Images of one pixel, stretched to coloured strips: two of them in weighted columns make a slim bar on every client,
 * also on those that do not know ProgressBar (and containers with a style would be as tall as a line of text).
 */
const pixels = {
  accent:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOIjj8OAAKaAYI+GmpxAAAAAElFTkSuQmCC',
  attention:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4YugNAAL9AUEFBJsIAAAAAElFTkSuQmCC',
  good: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQrvYGAAGuAOq2wIm6AAAAAElFTkSuQmCC',
  track:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGO4du0aAAUIAoOn1MDPAAAAAElFTkSuQmCC',
} as const;

const colors = { accent: 'Accent', attention: 'Attention', good: 'Good' } as const;

/** A bar that is filled to a part; the numbers beside it say the same in words. */
export interface Bar {
  /** 0 to 100, for ProgressBar. */
  readonly percent: number;
  readonly color: 'Accent' | 'Attention' | 'Good';
  /** Weights of the two columns; a column of weight 0 is left out. */
  readonly filled: number;
  readonly empty: number;
  readonly filledImage: string;
  readonly emptyImage: string;
  readonly filledText: string;
  readonly emptyText: string;
}

/** @param part clamped to 0…whole; a part that is not all never looks full, and one that is something never looks empty */
export function bar(w: Words, part: number, whole: number, tone: keyof typeof colors = 'accent'): Bar {
  const percent = percentOf(part, whole);
  return {
    percent,
    color: colors[tone],
    filled: percent,
    empty: 100 - percent,
    filledImage: pixels[tone],
    emptyImage: pixels.track,
    filledText: w('bar.filled', { percent }),
    emptyText: w('bar.empty', { percent: 100 - percent }),
  };
}

function percentOf(part: number, whole: number): number {
  if (!(whole > 0) || !(part > 0)) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}
