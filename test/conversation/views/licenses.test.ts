import { licensesView } from '../../../src/conversation/views/licenses';
import { productView, type ProductInput } from '../../../src/conversation/views/product';
import { product } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

const show = (products: Parameters<typeof product>[0][], page = 0) =>
  draw(licensesView(w, { products: products.map((each) => product(each)), page }));

describe('licenses', () => {
  it('has a row for every product, which opens it', () => {
    const card = show([{}, { skuId: 'visio', name: 'Visio Plan 2', used: 3, total: 25, available: 22 }]);
    expect(card.text).toContain('2 products in your organization');
    expect(card.text).toContain('Microsoft 365 E3\n412 of 500 used\n · \n88 left');
    expect(card.text).toContain('Visio Plan 2\n3 of 25 used\n · \n22 left');
    expect(verbs(card)).toEqual(['licenses.product', 'licenses.product']);
    expect(dataOf(card, 'Open Visio Plan 2')).toEqual({ skuId: 'visio' });
    expect(card.text).not.toContain('no seats left');
  });

  it.each([
    [{ used: 500, available: 0 }, 'no seats left'],
    [{ used: 503, available: -3 }, '3 more used than owned'],
    [{ used: 499, available: 1 }, '1 left'],
    [{ used: 1_234, total: 10_000, available: 8_766 }, '1,234 of 10,000 used\n · \n8,766 left'],
  ])('says in words that %j', (seats, words) => {
    expect(show([seats]).text).toContain(words);
  });

  it.each([
    [{ state: 'warning' as const }, 'grace period'],
    [{ state: 'suspended' as const, assignable: false }, 'Suspended'],
    [{ state: 'locked-out' as const, assignable: false }, 'Locked out'],
    [{ state: 'deleted' as const, assignable: false }, 'Deleted'],
    [{ assignable: false }, 'For the whole organization'],
  ])('says what is unusual about %j', (state, words) => {
    expect(show([state]).text).toContain(words);
    expect(show([{}]).text).not.toContain(words);
  });

  it('counts the sold out ones of all pages, not those that cannot be assigned anyway', () => {
    const out = { used: 500, available: 0 };
    const card = show([...Array.from({ length: 6 }, () => ({})), out, out, { ...out, assignable: false }]);
    expect(card.text).toContain('2 have no seats left');
  });

  it('draws used and free seats in a chart, with a table for clients without charts', () => {
    const chart = (used: number, total: number) =>
      [
        ...show([{ used, total, available: total - used }]).json.matchAll(/"legend":"(\w+)","value":(\d+)/g),
      ].map((match) => `${match[1]} ${match[2]}`);
    expect(chart(50, 80)).toEqual(['Used 50', 'Left 30']);
    expect(chart(12, 10)).toEqual(['Used 12', 'Left 0']);
    const { json } = show([{ used: 412, total: 1500, available: 1088 }]);
    expect(json).toContain('"fallback":{"type":"Table"');
    expect(json).toContain('"text":"1,088"');
  });

  it('shows six a page', () => {
    const many = Array.from({ length: 14 }, (_, i) => ({ skuId: `${i}`, name: `Product ${i}` }));
    const [first, second, last] = [show(many, 0), show(many, 1), show(many, 99)];
    expect([...new Set(first.text.match(/^Product \d+$/gm))]).toEqual([
      'Product 0',
      'Product 1',
      'Product 2',
      'Product 3',
      'Product 4',
      'Product 5',
    ]);
    expect(dataOf(first, 'Next page')).toEqual({ page: 1 });
    expect(() => dataOf(first, 'Previous page')).toThrow();
    expect(dataOf(second, 'Previous page')).toEqual({ page: 0 });
    expect(dataOf(second, 'Next page')).toEqual({ page: 2 });
    expect(last.text).toContain('Page 3 of 3');
    expect(() => dataOf(last, 'Next page')).toThrow();
  });

  it('says when there is nothing', () => {
    const card = show([]);
    expect(card.text).toBe('Licenses\nYour organization owns no licenses.');
    expect(card.actions).toEqual([]);
  });
});

describe('product', () => {
  const input = (over: Partial<ProductInput> = {}): ProductInput => ({
    product: product(),
    groups: [
      { id: 'g1', name: 'Contoso sales', mail: 'sales@contoso.example', status: 'all-assigned' },
      { id: 'g2', name: 'Contoso legal', mail: '', status: 'in-progress' },
      { id: 'g3', name: 'Contoso labs', mail: '', status: 'errors' },
    ],
    page: 0,
    pages: 1,
    totalGroups: 3,
    mayAssign: true,
    ...over,
  });
  const drawn = (over: Partial<ProductInput> = {}) => draw(productView(w, input(over)));

  it('shows seats and groups with the three states in words and symbols', () => {
    const card = drawn();
    expect(card.text).toContain('Microsoft 365 E3\nPart number SPE_E3\n412 of 500 used\n · \n88 left');
    expect(card.text).toContain('3 groups');
    expect(card.text).toMatch(/Contoso sales\nsales@contoso.example\n✓ \nAll licenses assigned/);
    expect(card.text).toMatch(/Contoso legal\n… \nIn progress/);
    expect(card.text).toMatch(/Contoso labs\n⚠ \nErrors and issues/);
    expect(dataOf(card, 'Open Contoso legal')).toEqual({ groupId: 'g2' });
    expect(dataOf(card, 'assign.start')).toEqual({ skuId: product().skuId });
    expect(dataOf(card, 'All licenses')).toEqual({ page: 0 });
  });

  it('offers to assign only what may be assigned to whom may assign', () => {
    expect(verbs(drawn({ mayAssign: false }))).not.toContain('assign.start');
    expect(verbs(drawn({ product: product({ assignable: false, state: 'suspended' }) }))).not.toContain(
      'assign.start',
    );
  });

  it('pages through the groups of this product', () => {
    const card = drawn({ page: 1, pages: 3, totalGroups: 20 });
    expect(card.text).toContain('20 groups');
    expect(card.text).toContain('Page 2 of 3');
    expect(dataOf(card, 'Previous page')).toEqual({ skuId: product().skuId, page: 0 });
    expect(dataOf(card, 'Next page')).toEqual({ skuId: product().skuId, page: 2 });
  });

  it('has ids behind Details: the license’s, and page by page those of what is in it', () => {
    const plans = Array.from({ length: 40 }, (_, i) => ({
      id: `plan-${i}`,
      partNumber: `PLAN_${i}`,
      name: `Plan ${i}`,
      perPerson: i !== 1,
    }));
    const closed = drawn({ product: product({ plans }) });
    expect(closed.text).toContain(`License id  \n${product().skuId}`);
    expect(closed.text).toMatch(/40 apps and services, with their ids\nPlan 0 {2}\nplan-0\nPlan 1 \(whole/);
    expect(closed.text).not.toContain('plan-15');
    expect(closed.json).toContain('"isVisible":false');
    expect(dataOf(closed, 'More apps and services')).toEqual({ skuId: product().skuId, plans: 1 });
    const open = drawn({ product: product({ plans }), plansPage: 2 });
    expect(open.text).toContain('plan-39');
    expect(open.json).toContain('"isVisible":true');
    expect(dataOf(open, 'Earlier apps and services')).toEqual({ skuId: product().skuId, plans: 1 });
    expect(() => dataOf(open, 'More apps and services')).toThrow();
  });

  it('says when no group has it', () => {
    expect(drawn({ groups: [], totalGroups: 0 }).text).toContain('No group has this license yet.');
  });
});
