import { partsOfName, readNames, readsAsSeveral } from '../../../src/licensing/batch/pasted-names';

describe('a list of names', () => {
  it.each([
    ['Sales', ['Sales']],
    ['Sales, Marketing,Legal', ['Sales', 'Marketing', 'Legal']],
    ['Sales, EMEA; Marketing', ['Sales, EMEA', 'Marketing']],
    ['Sales, EMEA\r\nMarketing\n\n  Legal  ', ['Sales, EMEA', 'Marketing', 'Legal']],
    ['- Sales\n• Marketing\n3. Legal\n12) R&D', ['Sales', 'Marketing', 'Legal', 'R&D']],
    ['"Sales, EMEA"; ‘Legal’', ['Sales, EMEA', 'Legal']],
    ['Sales, sales;SALES ; Legal', ['Sales, sales', 'SALES', 'Legal']],
    ['Sales,  sales , Legal,', ['Sales', 'Legal']],
    ['2024 intake, 3.14 club', ['2024 intake', '3.14 club']],
    [' ,;\n', []],
  ])('%j', (text, names) => {
    expect(readNames(text)).toEqual(names);
  });

  it('takes a name apart only when asked to', () => {
    expect(partsOfName('Sales, Legal and R&D')).toEqual(['Sales', 'Legal', 'R&D']);
    expect(partsOfName('Sales & Marketing')).toEqual(['Sales', 'Marketing']);
    expect(partsOfName('Brand and')).toEqual([]);
    expect(partsOfName('Sandbox')).toEqual([]);
  });

  it.each([
    ['Sales', false],
    ['Sales, Legal', true],
    ['Sales and Legal', true],
    ['Sales\nLegal', true],
    ['Sales;', false],
  ])('%j is several: %s', (text, several) => {
    expect(readsAsSeveral(text)).toBe(several);
  });
});
