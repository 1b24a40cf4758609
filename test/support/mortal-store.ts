import type { Store } from '../../src/store/contract';

export interface Life {
  readonly died: () => boolean;
  /** What is asked of the store is answered again. */
  readonly revive: () => void;
}

/**
 * Has a process die at one of its steps: from then on its store answers nothing.
 * @param steps calls of the store that count, as `changes.move`
 * @param most the process dies right after so many of them
 * @param before it dies before the last of them has its effect: what was done in between is known to nobody
 */
export function dieAfter(store: Store, steps: readonly string[], most: number, before = false): Life {
  let made = 0;
  let dead = false;
  const originals = steps.map((step) => {
    const [room, name] = step.split('.') as ['changes' | 'repairs', string];
    const methods = store[room] as unknown as Record<string, (...of: unknown[]) => Promise<unknown>>;
    const original = methods[name];
    if (!original) throw new Error(`no ${step}`);
    methods[name] = async (...of) => {
      if (dead) throw new Error('dead');
      made += 1;
      dead = made === most;
      if (dead && before) throw new Error('killed');
      const result = await original(...of);
      if (dead) throw new Error('killed');
      return result;
    };
    return () => (methods[name] = original);
  });
  return {
    died: () => dead,
    revive: () => originals.forEach((restore) => restore()),
  };
}
