import type { Words } from '../../../i18n/words';
import { barImage } from './bar-image';

/** What ProgressBar calls a tone, and its colour in the image. */
const tones = {
  accent: { color: 'Accent', rgb: '5b5fc7' },
  attention: { color: 'Attention', rgb: 'c4314b' },
} as const;

/** A bar that is filled to a part; the numbers beside it say the same in words. */
export interface Bar {
  /** 0 to 100, whole. */
  readonly percent: number;
  readonly color: 'Accent' | 'Attention';
  /** Data URL, for clients without ProgressBar. */
  readonly image: string;
  readonly text: string;
}

/** @param part clamped to 0…whole; a part that is not all never looks full, and one that is something never empty */
export function bar(w: Words, part: number, whole: number, tone: keyof typeof tones = 'accent'): Bar {
  const percent = percentOf(part, whole);
  const { color, rgb } = tones[tone];
  return { percent, color, image: barImage(percent, rgb), text: w('bar.filled', { percent }) };
}

function percentOf(part: number, whole: number): number {
  if (!(whole > 0) || !(part > 0)) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}
