import { assignFormView, type AssignFormInput } from '../../../src/conversation/views/assign-form';
import { ids, noBegin, product } from '../../support/builders';
import { draw, verbs, w } from './draw';

const group = { id: ids.group, name: 'Contoso sales', detail: 'Security group · 12 members' };
const drawn = (over: Partial<AssignFormInput> = {}) =>
  draw(
    assignFormView(w, {
      products: [product(), product({ skuId: ids.visio, name: 'Visio', available: 0 })],
      typeahead: false,
      begin: noBegin,
      ...over,
    }),
  );
const input = (card: ReturnType<typeof drawn>, id: string) => card.inputs.find((each) => each['id'] === id);
const action = (card: ReturnType<typeof drawn>, verb: string) =>
  card.actions.find((each) => each['verb'] === verb);

describe('the form with typeahead', () => {
  it('asks the bot for groups while somebody types, and requires both', () => {
    const card = drawn({ typeahead: true });
    expect(card.inputs.map((each) => each['id'])).toEqual(['license', 'group', 'beginDate', 'beginTime']);
    expect(input(card, 'license')).toMatchObject({ style: 'compact', isRequired: true, value: '' });
    expect(input(card, 'group')).toMatchObject({
      style: 'filtered',
      isRequired: true,
      choices: [],
      'choices.data': { type: 'Data.Query', dataset: 'groups' },
    });
    expect(verbs(card)).toEqual(['assign.review', 'assign.cancel']);
  });

  it('keeps a chosen group with its name', () => {
    expect(input(drawn({ typeahead: true, selectedGroup: group }), 'group')).toMatchObject({
      value: ids.group,
      choices: [{ title: 'Contoso sales (Security group · 12 members)', value: ids.group }],
    });
  });
});

describe('the form without typeahead', () => {
  it('asks for a part of the name, for Search and for Continue', () => {
    const card = drawn();
    expect(card.inputs.map((each) => each['id'])).toEqual([
      ...['license', 'groupQuery', 'beginDate', 'beginTime'],
    ]);
    expect(input(card, 'groupQuery')).toMatchObject({ label: 'Find a group', isRequired: true, value: '' });
    expect(verbs(card)).toEqual(['assign.search', 'assign.review', 'assign.cancel']);
  });

  it('offers what was found, and blocks neither a new search nor Continue', () => {
    const card = drawn({ query: 'sales', groups: [group], selectedSkuId: ids.e3 });
    expect(input(card, 'license')).toMatchObject({ value: ids.e3 });
    expect(input(card, 'groupQuery')).toMatchObject({ value: 'sales', isRequired: false });
    expect(input(card, 'group')).toMatchObject({
      style: 'expanded',
      isRequired: false,
      value: '', // nothing chosen for the person: after another text it would be the wrong group
      choices: [{ title: 'Contoso sales (Security group · 12 members)', value: ids.group }],
    });
  });

  it('says when nothing fits', () => {
    const card = drawn({ query: 'slaes', groups: [] });
    expect(card.text).toContain('No group fits.');
    expect(input(card, 'group')).toBeUndefined();
    expect(drawn().text).not.toContain('No group fits.');
  });

  it('starts with the name of a group that was chosen before', () => {
    expect(input(drawn({ selectedGroup: group }), 'groupQuery')).toMatchObject({ value: 'Contoso sales' });
  });
});

describe('the form', () => {
  it('says how many seats are left', () => {
    expect(input(drawn(), 'license')).toMatchObject({
      choices: [{ title: 'Microsoft 365 E3 (88 left)' }, { title: 'Visio (no seats left)' }],
    });
  });

  it('sends the inputs with Search and Continue, not with Cancel', () => {
    const card = drawn();
    expect(action(card, 'assign.search')).toMatchObject({ associatedInputs: 'auto' });
    expect(action(card, 'assign.review')).toMatchObject({ associatedInputs: 'auto' });
    expect(action(card, 'assign.cancel')).toMatchObject({ associatedInputs: 'none' });
  });

  it('forgets a license that is not offered', () => {
    expect(input(drawn({ selectedSkuId: 'gone' }), 'license')).toMatchObject({ value: '' });
  });

  it('says why it is shown again', () => {
    expect(drawn({ notice: 'Choose a license.' }).text).toContain('⚠ \nChoose a license.');
    expect(drawn({ notice: 'Choose a license.' }).summary).toBe('Choose a license.');
  });

  it('has nothing to fill in when nothing can be assigned', () => {
    const card = drawn({ products: [] });
    expect(card.inputs).toEqual([]);
    expect(card.text).toContain('no license that can be assigned');
    expect(verbs(card)).toEqual(['licenses', 'assign.cancel']);
  });

  it('leaves out what the card has no room for, but never the chosen one', () => {
    const many = Array.from({ length: 400 }, (_, i) => product({ skuId: `sku-${i}`, name: `𝒳`.repeat(90) }));
    const card = drawn({ products: many, selectedSkuId: 'sku-399' });
    const choices = input(card, 'license')?.['choices'] as { value: string }[];
    expect(choices.length).toBeGreaterThan(20);
    expect(choices.length).toBeLessThan(400);
    expect(choices.at(-1)?.value).toBe('sku-399');
    expect(card.text).toContain('Not every license fits');
    expect(drawn().text).not.toContain('Not every license fits');
  });
});
