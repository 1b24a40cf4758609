import { plainText } from '../../../src/conversation/plain-text';

describe('plainText', () => {
  it.each([
    ['  Contoso \n\t sales\u00a0 team ', 'Contoso sales team'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['\u2066a\u2069\u200e\u200f\u061c', 'a'],
    ['a\u0000b\u001b[31mc', 'ab[31mc'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['line\u2028break', 'line break'],
    ['lone \ud800 half', 'lone half'],
    ['👩‍👧 family', '👩‍👧 family'],
    ['Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301', 'Z\u0301\u0301\u0301\u0301'],
    ['**bold** [x](y)', '**bold** [x](y)'],
    [42, '42'],
  ])('%j becomes %j', (value, text) => {
    expect(plainText(value)).toBe(text);
  });

  it.each([[''], ['   '], ['\u200b\u202e'], [null], [undefined], [{}], [[]], [true]])(
    '%j is no name',
    (value) => {
      expect(plainText(value)).toBe('(no name)');
      expect(plainText(value, 10, '–')).toBe('–');
    },
  );

  it('counts characters, not their halves', () => {
    expect(plainText('𝒳'.repeat(5), 5)).toBe('𝒳'.repeat(5));
    expect(plainText('𝒳'.repeat(6), 5)).toBe(`${'𝒳'.repeat(4)}…`);
  });
});
