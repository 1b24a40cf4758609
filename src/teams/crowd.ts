/**
 * How many turns are on their way. Everybody who comes is slower for everybody, and a client gives up after 10 to 15 s
 * (Teams), so from some number on it is kinder to say at once that they come again than to have all of them wait in vain.
 */
export interface Crowd {
  /** More turns are on their way than can be answered in good time. */
  isFull(): boolean;
  /** Counts a turn while it lasts. */
  within<T>(turn: () => Promise<T>): Promise<T>;
}

/** @param most turns at the same time, in this process */
export function createCrowd(most: number): Crowd {
  let present = 0;
  return {
    isFull: () => present > most,
    within: async (turn) => {
      present += 1;
      try {
        return await turn();
      } finally {
        present -= 1;
      }
    },
  };
}
