/** What ProgressBar calls a tone. */
const colors = { accent: 'Accent', attention: 'Attention' } as const;

/** A bar that is filled to a part; the numbers beside it say the same in words. */
export interface Bar {
  /** 0 to 100, whole. */
  readonly percent: number;
  readonly color: 'Accent' | 'Attention';
}

/** @param part clamped to 0…whole; a part that is not all never looks full, and one that is something never empty */
export function bar(part: number, whole: number, tone: keyof typeof colors = 'accent'): Bar {
  const percent = percentOf(part, whole);
  return { percent, color: colors[tone] };
}

function percentOf(part: number, whole: number): number {
  if (!(whole > 0) || !(part > 0)) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}
