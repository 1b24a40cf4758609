import {
  freeSeats,
  heldSeats,
  seatsShort,
  seatsStillNeeded,
  type SeatNeed,
} from '../../../src/licensing/rules/held-seats';
import { after, forecast, ids } from '../../support/builders';

const needing = (number: number, needed: number, over: Partial<SeatNeed> = {}): SeatNeed => ({
  changeId: `change-${number}`,
  number,
  state: 'queued',
  confirmedAt: after(number).toISOString(),
  skuId: ids.e3,
  needed,
  had: 5,
  progress: null,
  ...over,
});

describe('seats that are kept for changes', () => {
  it.each(['wait-listed', 'scheduled', 'queued', 'applying'] as const)('%s: all that it needs', (state) => {
    expect(seatsStillNeeded(needing(1, 9, { state }))).toBe(9);
  });

  it.each([
    [null, 9],
    [{ licensed: 5, failed: 0 }, 9],
    [{ licensed: 9, failed: 0 }, 5],
    [{ licensed: 9, failed: 3 }, 2],
    [{ licensed: 20, failed: 0 }, 0],
    // Somebody took people out of the group meanwhile.
    [{ licensed: 2, failed: 0 }, 9],
  ])('while Entra works, less what it has done: %j', (progress, needed) => {
    expect(seatsStillNeeded(needing(1, 9, { state: 'processing', progress }))).toBe(needed);
  });

  it('keeps none for who has all', () => {
    const progress = { licensed: 14, failed: 0 };
    expect(heldSeats([needing(1, 9, { state: 'processing', progress })])).toBeUndefined();
    expect(heldSeats([])).toBeUndefined();
  });

  it('names the first changes in the order in which they were confirmed, and counts the others', () => {
    const many = Array.from({ length: 12 }, (_, i) => needing(12 - i, 2));
    expect(heldSeats(many)).toEqual({ seats: 24, changes: [1, 2, 3, 4, 5, 6, 7, 8], count: 12 });
  });

  it('serves who was confirmed first, and of two at one moment the lower number', () => {
    const at = after(5).toISOString();
    const late = needing(1, 1, { confirmedAt: after(9).toISOString() });
    const [one, other] = [needing(3, 1, { confirmedAt: at }), needing(2, 1, { confirmedAt: at })];
    expect(heldSeats([late, one, other])?.changes).toEqual([2, 3, 1]);
  });

  it.each([
    [{ seatsNeeded: 9, seatsAvailable: 12 }, 0, 12, 0],
    [{ seatsNeeded: 9, seatsAvailable: 12 }, 3, 9, 0],
    [{ seatsNeeded: 9, seatsAvailable: 12 }, 4, 8, 1],
    [{ seatsNeeded: 9, seatsAvailable: 12 }, 90, 0, 9],
    [{ seatsNeeded: 9, seatsAvailable: -2 }, 0, 0, 9],
    [{ seatsNeeded: 0, seatsAvailable: 0 }, 5, 0, 0],
  ])('%j with %d held: %d free, %d short', (over, seats, free, short) => {
    const held = seats > 0 ? { held: { seats, changes: [1], count: 1 } } : {};
    expect(freeSeats(forecast({ ...over, ...held }))).toBe(free);
    expect(seatsShort(forecast({ ...over, ...held }))).toBe(short);
  });
});
