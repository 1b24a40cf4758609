import { readEditText } from '../../src/conversation/edits/edit-text';
import { readAssignText } from '../../src/conversation/assign-text';
import { idOf, pageOf, textOf } from '../../src/conversation/card-data';
import { slice } from '../../src/conversation/page';
import { parseCommand } from '../../src/conversation/parse-command';
import { ids, product } from '../support/builders';

describe('parseCommand', () => {
  it.each([
    ['help', 'help', ''],
    ['Hi', 'help', ''],
    ['hello!', 'help', ''],
    ['  /LICENSES ', 'licenses', ''],
    ['licences e3', 'licenses', 'e3'],
    ['<at>License Desk</at> assign E3 to  Contoso\u00a0sales\n', 'assign', 'E3 to Contoso sales'],
    ['status 17', 'status', '17'],
    ['', 'help', ''],
    ['<at>License Desk</at>', 'help', ''],
  ])('%j is %s', (text, command, rest) => {
    expect(parseCommand(text)).toMatchObject({ command, rest });
  });

  it.each([
    ['asign e3', 'assign'],
    ['statsu', 'status'],
    ['please assign a license', 'assign'],
    ['qwertyuiop', null],
    ['constructor', null],
    ['__proto__', null],
  ])('%j is none, the nearest is %s', (typed, nearest) => {
    expect(parseCommand(typed)).toMatchObject({ command: null, typed, nearest });
  });
});

describe('readAssignText', () => {
  const products = [
    product(),
    product({ skuId: ids.visio, name: 'Path to Success', partNumber: 'CONTOSO_P2S' }),
  ];

  it.each([
    ['e3 to Contoso sales', ids.e3, 'Contoso sales'],
    ['E3 TO Path to Success team', ids.e3, 'Path to Success team'],
    ['Path to Success to Contoso sales', ids.visio, 'Contoso sales'],
    ['Path to Success', ids.visio, ''],
    ['Microsoft 365 E3', ids.e3, ''],
    ['e3 to', ids.e3, ''],
    ['e3 to How to', ids.e3, 'How to'],
    ['e3 to , ;', ids.e3, ''],
    ['e3 to 🎨', ids.e3, '🎨'],
  ])('%s', (rest, skuId, group) => {
    expect(readAssignText(rest, products)).toMatchObject({
      product: { kind: 'one', product: { skuId } },
      group,
    });
  });

  it('reads half a sentence as far as it goes', () => {
    expect(readAssignText('to Contoso sales', products)).toMatchObject({
      product: null,
      group: 'Contoso sales',
    });
    expect(readAssignText('to', products)).toMatchObject({ product: null, group: '' });
    expect(readAssignText('e3 for', products, 'for')).toMatchObject({ product: { kind: 'one' }, group: '' });
  });

  it.each([
    ['remove', 'e3 from'],
    ['swap', 'e3 for'],
    ['plans', 'e3 on'],
  ] as const)('%s %s: a word between that nothing follows is left out', (kind, rest) => {
    expect(readEditText(kind, rest, products)).toEqual({ license: 'e3', to: '', group: '' });
  });

  it('does not take the end of a name for a word between', () => {
    const sentence = { license: 'e3', to: '', group: 'Check in' };
    expect(readEditText('remove', 'e3 from Check in', products)).toEqual(sentence);
    expect(readEditText('plans', 'e3 on Check in', products)).toEqual(sentence);
    expect(readEditText('remove', 'Check in', products)).toMatchObject({ group: 'Check in' });
    expect(readEditText('remove', 'from', products)).toEqual({ license: '', to: '', group: '' });
    const toDo = [product({ name: 'To Do' })];
    expect(readAssignText('to do', toDo)).toMatchObject({ product: { kind: 'one' }, group: '' });
  });

  it('keeps the group when the license is not known', () => {
    expect(readAssignText('foo to Contoso sales', products)).toMatchObject({
      product: { kind: 'none' },
      group: 'Contoso sales',
    });
    expect(readAssignText('  ', products)).toEqual({ product: null, license: '', group: '' });
  });
});

describe('card data', () => {
  it('believes only fields of the right shape', () => {
    expect(idOf({ id: ids.group.toUpperCase() }, 'id')).toBe(ids.group);
    for (const value of ['x', 7, null, undefined, {}, [ids.group], `${ids.group}/../me`])
      expect(idOf({ id: value }, 'id')).toBe('');
    expect(textOf({ a: '  b ' }, 'a')).toBe('b');
    expect(textOf({ a: 'x'.repeat(900) }, 'a')).toHaveLength(500);
    expect(textOf({ a: ['b'] }, 'a')).toBe('');
  });

  it.each([
    [0, 0],
    ['3', 3],
    [-1, 0],
    [1.5, 0],
    ['x', 0],
    [null, 0],
    [1e9, 0],
    [{}, 0],
  ])('page %j is %i', (page, expected) => {
    expect(pageOf({ page })).toBe(expected);
  });
});

describe('slice', () => {
  it('clamps to the pages that exist', () => {
    expect(slice([1, 2, 3], 1, 2)).toEqual({ items: [3], page: 1, pages: 2 });
    expect(slice([1, 2, 3], 99, 2)).toEqual({ items: [3], page: 1, pages: 2 });
    expect(slice([], 5, 2)).toEqual({ items: [], page: 0, pages: 1 });
  });
});
