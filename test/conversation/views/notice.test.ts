import { chooseView } from '../../../src/conversation/views/choose';
import { noticeView } from '../../../src/conversation/views/notice';
import { refusedView, type RefusedInput } from '../../../src/conversation/views/refused';
import { draw, verbs, w } from './draw';

describe('choose', () => {
  const choice = (i: number) => ({
    title: `Group ${i}`,
    detail: `${i} members`,
    verb: 'assign.review',
    data: { groupId: `g${i}`, skuId: 's' },
  });

  it('offers each choice as a row and as a button that do the same', () => {
    const card = draw(
      chooseView(w, { title: 'Which group did you mean?', text: '', choices: [choice(1), choice(2)] }),
    );
    expect(card.text).toContain('Group 1\n1 members');
    expect(card.actions.map(({ title, verb, data }) => ({ title, verb, data }))).toEqual(
      [1, 2, 1, 2].map((i) => ({
        title: `Group ${i}`,
        verb: 'assign.review',
        data: { groupId: `g${i}`, skuId: 's' },
      })),
    );
    expect(card.summary).toBe('Which group did you mean? · Group 1 · Group 2');
  });

  it('offers at most six', () => {
    const choices = Array.from({ length: 9 }, (_, i) => choice(i));
    expect(draw(chooseView(w, { title: 'Which?', text: '', choices })).actions).toHaveLength(12);
  });
});

describe('notice', () => {
  it.each([
    ['info', 'ℹ'],
    ['good', '✓'],
    ['warning', '⚠'],
    ['bad', '✕'],
  ] as const)('%s has a sign of its own', (tone, symbol) => {
    expect(draw(noticeView(w, { tone, title: 'Title', lines: ['Line'] })).text).toBe(
      `${symbol}\nTitle\nLine`,
    );
  });

  it('leaves empty lines out and has only the buttons it is given', () => {
    const actions = [{ title: 'Show help', verb: 'help', data: {} }];
    const card = draw(noticeView(w, { tone: 'info', title: 'Title', lines: ['', 'One', ' '], actions }));
    expect(card.text).toBe('ℹ\nTitle\nOne\nShow help');
    expect(verbs(card)).toEqual(['help']);
    expect(card.summary).toBe('Title One');
  });
});

describe('refused', () => {
  const drawn = (over: Partial<RefusedInput>) =>
    draw(refusedView(w, { reason: 'role', rolesThatMay: [], helpers: [], ...over }));

  it('says which roles may and who can help', () => {
    const card = drawn({
      rolesThatMay: ['License Administrator', 'User Administrator'],
      helpers: ['Megan Bowen'],
    });
    expect(card.text).toContain('You cannot do this');
    expect(card.text).toContain('The roles that may: License Administrator and User Administrator.');
    expect(card.text).toContain('This person can help: Megan Bowen.');
    expect(verbs(card)).toEqual(['request.start', 'help']);
  });

  it('names at most five helpers', () => {
    const helpers = ['Ann', 'Ben', 'Cem', 'Dan', 'Eva', 'Fay'];
    expect(drawn({ helpers }).text).toContain('These people can help: Ann, Ben, Cem, Dan, and Eva.');
  });

  it('tells each reason apart and says nothing of roles and people that it was not given', () => {
    const texts = (['role', 'guest', 'tenant', 'identity', 'disabled'] as const).map(
      (reason) => drawn({ reason }).text,
    );
    expect(new Set(texts).size).toBe(5);
    for (const text of texts) expect(text).not.toMatch(/roles that may|can help/);
  });
});
