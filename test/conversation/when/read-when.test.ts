import {
  readDay,
  readMoment,
  readWhen,
  readWhenInputs,
  type Reader,
} from '../../../src/conversation/when/read-when';
import { splitWhen } from '../../../src/conversation/when/split-when';
import { wallInputs, zoneOf } from '../../../src/conversation/when/wall-clock';

/** A Thursday, 11:00 in Berlin. */
const berlin: Reader = { zone: 'Europe/Berlin', locale: 'en-GB', now: new Date('2026-11-26T10:00:00Z') };
const at = (text: string, reader = berlin): string | undefined => {
  const when = readWhen(text, reader);
  return when.problem ?? when.schedule?.at;
};

it.each([
  ['2026-12-24', '2026-12-24'],
  ['24 December', '2026-12-24'],
  ['tomorrow', '2026-11-27'],
  ['next Friday', '2026-12-04'],
  ['3/4/2027', '2027-04-03'],
  ['2026-02-31', ''],
  ['Friday 8am', ''],
  ['Friday or so', ''],
  ['', ''],
])('the day %s is %s', (text, day) => {
  expect(readDay(text, berlin)).toBe(day);
});

describe('a time that somebody types', () => {
  it.each([
    ['2026-12-24 08:30', '2026-12-24T07:30:00.000Z'],
    ['2026-12-24T08:30', '2026-12-24T07:30:00.000Z'],
    ['24.12.2026 08:30', '2026-12-24T07:30:00.000Z'],
    ['24/12/2026 08:30', '2026-12-24T07:30:00.000Z'],
    ['Friday 8am', '2026-11-27T07:00:00.000Z'],
    ['Thursday 8am', '2026-12-03T07:00:00.000Z'],
    ['tomorrow 7:00', '2026-11-27T06:00:00.000Z'],
    ['next Monday at 9', '2026-11-30T08:00:00.000Z'],
    ['24 Dec 2026 at noon', '2026-12-24T11:00:00.000Z'],
    ['18:00', '2026-11-26T17:00:00.000Z'],
    ['1 July 2027 08:00', '2027-07-01T06:00:00.000Z'],
    ['in 2 hours', '2026-11-26T12:00:00.000Z'],
    ['2026-12-24 08:30 UTC', '2026-12-24T08:30:00.000Z'],
  ])('%s is read by the clock of who typed it', (text, instant) => {
    expect(at(text)).toBe(instant);
  });

  it('is in March or April as the person writes dates', () => {
    expect(at('3/4/2027 08:00')).toBe('2027-04-03T06:00:00.000Z');
    expect(at('3/4/2027 08:00', { ...berlin, locale: 'en-US' })).toBe('2027-03-04T07:00:00.000Z');
  });

  it('is tomorrow for who is a day ahead', () => {
    const auckland = { ...berlin, zone: 'Pacific/Auckland', now: new Date('2026-11-26T13:00:00Z') };
    expect(at('tomorrow 7:00', auckland)).toBe('2026-11-27T18:00:00.000Z');
  });

  it.each([
    ['2026-03-29 03:30', 'past'],
    ['2027-03-28 02:30', 'skipped'],
    ['2027-10-31 02:30', 'twice'],
    ['2027-10-31 00:30 UTC', '2027-10-31T00:30:00.000Z'],
    ['today 9:00', 'past'],
    ['2029-01-01 08:00', 'too-far'],
    ['Friday', 'no-time'],
    ['next week', 'no-time'],
    ['2027-02-30 08:00', 'unreadable'],
    ['32 Dec 8am', 'unreadable'],
    ['tomorrow at 25:00', 'unreadable'],
    ['Friday 8am or so', 'unreadable'],
    ['from 8 to 9 on Friday', 'unreadable'],
    ['call', 'unreadable'],
  ])('%s: %s', (text, answer) => {
    expect(at(text)).toBe(answer);
  });

  it('may be none at all: then it begins at once', () => {
    expect(readWhen(' ', berlin)).toEqual({ schedule: null });
    expect(readWhenInputs('', '', berlin)).toEqual({ schedule: null });
    expect(readMoment('', berlin)).toEqual({ schedule: null });
  });

  it.each([
    ['2026-12-24', '08:30', '2026-12-24T07:30:00.000Z'],
    ['2026-12-24', '', 'no-time'],
    ['', '08:30', 'unreadable'],
    ['2027-02-30', '08:30', 'unreadable'],
    ['2026-12-24', '24:61', 'unreadable'],
    ['2026-11-25', '08:30', 'past'],
    ['2027-03-28', '02:30', 'skipped'],
    ['2027-10-31', '02:30', 'twice'],
  ])('chosen on a form as %s %s', (date, time, answer) => {
    const when = readWhenInputs(date, time, berlin);
    expect(when.problem ?? when.schedule?.at).toBe(answer);
    if (!when.problem) expect(when.schedule?.zone).toBe('Europe/Berlin');
  });

  it.each([
    ['2026-12-24T07:30:00.000Z', '2026-12-24T07:30:00.000Z'],
    ['2026-11-24T07:30:00.000Z', 'past'],
    ['9999-12-24T07:30:00.000Z', 'too-far'],
    ['soon', 'unreadable'],
  ])('carried by a card as %s', (iso, answer) => {
    const when = readMoment(iso, berlin);
    expect(when.problem ?? when.schedule?.at).toBe(answer);
  });

  it('goes back into the fields of a form as it was chosen', () => {
    expect(wallInputs('2026-12-24T07:30:00.000Z', 'Europe/Berlin')).toEqual({
      date: '2026-12-24',
      time: '08:30',
    });
  });

  it('is UTC where a client names no zone that exists', () => {
    expect([undefined, 7, '', 'Mars/Olympus', 'x'.repeat(10_000)].map(zoneOf)).toEqual(Array(5).fill('UTC'));
    expect(zoneOf('America/New_York')).toBe('America/New_York');
  });
});

describe('a time behind a name', () => {
  const split = (text: string) => {
    const { name, when } = splitWhen(text, berlin);
    return [name, when.problem ?? when.schedule?.at.slice(0, 16)];
  };

  it.each([
    ['Contoso sales on 2026-12-24 08:30', 'Contoso sales', '2026-12-24T07:30'],
    ['Contoso sales on Friday 8am', 'Contoso sales', '2026-11-27T07:00'],
    ['Contoso sales tomorrow 7:00', 'Contoso sales', '2026-11-27T06:00'],
    ['Contoso sales at 18:00', 'Contoso sales', '2026-11-26T17:00'],
    ['Contoso sales in 2 hours', 'Contoso sales', '2026-11-26T12:00'],
    ['Team on call on Friday at 8am', 'Team on call', '2026-11-27T07:00'],
    ['Team on call', 'Team on call', undefined],
    ['Office at home', 'Office at home', undefined],
    ['People in Berlin', 'People in Berlin', undefined],
    ['Contoso sales', 'Contoso sales', undefined],
    ['Contoso sales on Friday', 'Contoso sales', 'no-time'],
    ['Contoso sales on 32 December 8:00', 'Contoso sales', 'unreadable'],
    ['Contoso sales on 2027-03-28 02:30', 'Contoso sales', 'skipped'],
    ['on Friday 8am', 'on Friday 8am', undefined],
  ])('%s', (text, name, when) => {
    expect(split(text)).toEqual([name, when]);
  });
});
