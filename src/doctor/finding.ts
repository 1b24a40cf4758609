/** What one look at one thing found. */
export interface Finding {
  /** `note`: it works, and there is something to know. `mend`: somebody has to do something. */
  readonly level: 'ok' | 'note' | 'mend';
  readonly what: string;
  /** What is well, or what to do; never a secret. */
  readonly say: string;
}

export const ok = (what: string, say: string): Finding => ({ level: 'ok', what, say });
export const note = (what: string, say: string): Finding => ({ level: 'note', what, say });
export const mend = (what: string, say: string): Finding => ({ level: 'mend', what, say });

/** A finding as one line. */
export function lineOf({ level, what, say }: Finding): string {
  return `${level.padEnd(4)}  ${what}: ${say.replace(/\s+/g, ' ').trim()}`;
}
