import { english } from '../../src/i18n/en';
import { formatCountry, formatElapsed, formatNumber, formatTime } from '../../src/i18n/format';
import { createWords, type WordKey } from '../../src/i18n/words';

describe('words', () => {
  const w = createWords('en-US');

  it('chooses the plural form and writes numbers as the locale does', () => {
    expect(w('before.will', { count: 1, license: 'E3' })).toBe('1 person will get E3.');
    expect(w('before.will', { count: 5000, license: 'E3' })).toBe('5,000 people will get E3.');
    expect(createWords('de-DE')('before.will', { count: 5000, license: 'E3' })).toBe(
      '5.000 people will get E3.',
    );
  });

  it('falls back to English for other languages and for what is no locale', () => {
    for (const locale of ['fr-FR', 'tlh', '', 'not a locale', '__proto__', 'en_US']) {
      expect(createWords(locale)('action.assign')).toBe('Assign a license');
    }
    expect(createWords('not a locale').locale).toBe('en');
    expect(createWords('fr-fr').locale).toBe('fr-FR');
  });

  it('puts values in as they are and reads nothing in them', () => {
    for (const name of ['$t(help.title)', '{{count}}', '$& $1', '<b>&</b>', '${x}']) {
      expect(w('action.open', { name })).toBe(`Open ${name}`);
    }
  });

  it('remembers a locale', () => {
    expect(createWords('pt-BR')).toBe(createWords('pt-BR'));
  });

  it('has both plural forms, and a placeholder in the many form', () => {
    const keys = Object.keys(english);
    for (const key of keys.filter((each) => each.endsWith('_one')))
      expect(keys).toContain(key.replace(/_one$/, '_other'));
    for (const key of keys.filter((each) => each.endsWith('_other')))
      expect(keys).toContain(key.replace(/_other$/, '_one'));
  });

  it('speaks plainly', () => {
    for (const [key, text] of Object.entries(english)) {
      expect({ key, text }).toEqual({
        key,
        text: expect.not.stringMatching(/!|licence|\bplease\b|undefined/i) as string,
      });
      expect(text.trim()).toBe(text);
    }
  });

  it('has nothing in a sentence that nobody fills in', () => {
    const values = Object.fromEntries(
      [
        ...Object.values(english)
          .join()
          .matchAll(/\{\{(\w+)\}\}/g),
      ].map((match) => [match[1] ?? '', 'v']),
    );
    for (const key of Object.keys(english))
      expect(w(key.replace(/_(one|other)$/, '') as WordKey, { ...values, count: 2 })).not.toMatch(
        /\{\{|\}\}/,
      );
  });
});

describe('formats', () => {
  it('numbers', () => {
    expect(formatNumber(1_234_567, 'en-US')).toBe('1,234,567');
    expect(formatNumber(1_234_567, 'de-DE')).toBe('1.234.567');
  });

  it('times with their zone', () => {
    expect(formatTime('2026-11-24T12:03:12.000Z', 'en-US')).toBe('Nov 24, 12:03 PM UTC');
    expect(formatTime('2026-11-24T12:03:12.000Z', 'en-US', 'America/New_York')).toBe('Nov 24, 7:03 AM EST');
    expect(formatTime('never', 'en-US')).toBe('');
  });

  it.each([
    [400, '0 sec'],
    [45_000, '45 sec'],
    [192_000, '3 min 12 sec'],
    [7_500_000, '2 hr 5 min'],
    [90_000_000, '1 day 1 hr'],
    [2_419_200_000, '28 days'],
    [120_000, '2 min'],
    [-5, '0 sec'],
  ])('%i ms are %s', (ms, text) => {
    expect(formatElapsed(ms, 'en-US')).toBe(text);
  });

  it('countries', () => {
    expect(formatCountry('US', 'en-US')).toBe('United States (US)');
    expect(formatCountry('DE', 'de-DE')).toBe('Deutschland (DE)');
    for (const code of ['', 'x', '<b>', '(no name)']) expect(formatCountry(code, 'en-US')).toBe(code);
  });
});
