/**
 * Object ids as numbers, so that a group of any size needs some bytes a member instead of some hundred. Ids are GUIDs
 * of chance: two among 100,000 fall together with a probability of one in a million, and then one member is skipped.
 */

/** The first 48 bits: orders ids as their text does. */
export function orderKey(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The last 52 bits: tells ids apart; all of them are by chance. */
function identityKey(id: string): number {
  return Number.parseInt(id.slice(22, 23) + id.slice(24), 16);
}

/** A list of numbers in little room. */
export class NumberColumn {
  length = 0;
  private room = new Float64Array(64);

  push(value: number): void {
    if (this.length === this.room.length) {
      const larger = new Float64Array(this.room.length * 2);
      larger.set(this.room);
      this.room = larger;
    }
    this.room[this.length] = value;
    this.length += 1;
  }

  sorted(): Float64Array {
    return this.room.slice(0, this.length).sort();
  }
}

/** Remembers ids: pages of a list may repeat a member while the group changes. */
export class SeenIds {
  size = 0;
  private room = new Float64Array(256).fill(-1);

  /** @returns whether it is new */
  add(id: string): boolean {
    if (this.size * 2 >= this.room.length) this.grow();
    if (!this.place(identityKey(id))) return false;
    this.size += 1;
    return true;
  }

  private place(key: number): boolean {
    const { room } = this;
    let at = key % room.length;
    while (room[at] !== -1) {
      if (room[at] === key) return false;
      at = (at + 1) % room.length;
    }
    room[at] = key;
    return true;
  }

  private grow(): void {
    const before = this.room;
    this.room = new Float64Array(before.length * 2).fill(-1);
    for (const key of before) if (key !== -1) this.place(key);
  }
}
