import { helpView, type HelpInput } from '../../../src/conversation/views/help';
import { draw, verbs, w } from './draw';

const input = (over: Partial<HelpInput> = {}): HelpInput => ({
  personName: 'Megan Bowen',
  tenantName: 'Contoso',
  heldRoles: ['License Administrator'],
  mayAssign: true,
  rolesThatMay: ['License Administrator', 'User Administrator'],
  ...over,
});

const known = ['assign', 'licenses', 'status', 'scheduled', 'evidence', 'request', 'requests', 'delegate'];
/** Names of commands, which stand alone in their line. */
const commandsOf = (card: { readonly text: string }): string[] =>
  card.text.split('\n').filter((line) => known.includes(line));

describe('help', () => {
  it('tells an administrator what they can do and offers every button', () => {
    const card = draw(helpView(w, input()));
    expect(card.text).toContain('License Desk');
    expect(card.text).toContain('Megan Bowen · Contoso');
    expect(card.text).toContain('Your role: License Administrator');
    expect(card.text).toContain('assign them to groups, and change or remove what groups have.');
    expect(commandsOf(card)).toEqual([
      ...['assign', 'licenses', 'status', 'scheduled', 'evidence'],
      ...['request', 'requests', 'delegate'],
    ]);
    expect(verbs(card)).toEqual(['assign.start', 'licenses', 'status', 'requests']);
    for (const title of ['Change what groups have', 'See', 'Ask and decide'])
      expect(card.text.split('\n')).toContain(title);
    expect(card.text).not.toMatch(/Welcome|did not understand|Added by/);
  });

  it('tells a reader which roles may assign, and offers no button for it', () => {
    const card = draw(
      helpView(w, input({ mayAssign: false, heldRoles: ['Global Reader', 'Reports Reader'] })),
    );
    expect(card.text).toContain('Your roles: Global Reader and Reports Reader');
    expect(card.text).toContain(
      'To assign, you need one of these roles: License Administrator or User Administrator.',
    );
    expect(verbs(card)).toEqual(['request.start', 'licenses', 'status', 'requests']);
    expect(commandsOf(card)).toEqual(['licenses', 'status', 'scheduled', 'request', 'requests']);
  });

  it('offers no button that would be refused', () => {
    const card = draw(helpView(w, input({ mayAssign: false, mayRead: false, heldRoles: [] })));
    expect(card.text).toContain('You have no directory role.');
    expect(card.text).toContain('You can ask for a license for a group. Somebody else approves it.');
    expect(verbs(card)).toEqual(['request.start', 'requests']);
    expect(commandsOf(card)).toEqual(['request', 'requests']);
    expect(card.text).not.toContain('Change what groups have'); // no heading with nothing under it
    expect(card.text).toContain('In one line: request E3 for Contoso sales');
  });

  it('tells somebody who decides without a role how to name a deputy', () => {
    const card = draw(helpView(w, input({ mayAssign: false, mayDecide: true })));
    expect(commandsOf(card)).toContain('delegate');
    expect(commandsOf(card)).not.toContain('evidence');
  });

  it('offers an administrator the form for a request only when that was meant', () => {
    const card = draw(helpView(w, input({ unknown: { typed: 'reqest', nearest: 'request' } })));
    expect(verbs(card)[0]).toBe('request.start');
    expect(card.text).toContain('Did you mean “request”? Press the button');
  });

  it('promises no button for a command that has none', () => {
    const card = draw(helpView(w, input({ unknown: { typed: 'evidnce', nearest: 'evidence' } })));
    expect(card.text).not.toContain('Press the button, or type');
    expect(verbs(card)).toEqual(['assign.start', 'licenses', 'status', 'requests']);
  });

  it('does not guess when the roles could not be read', () => {
    const card = draw(helpView(w, input({ mayAssign: 'unknown', heldRoles: [] })));
    expect(card.text).toContain('Your roles could not be read just now.');
    expect(card.text).not.toContain('no directory role');
    expect(verbs(card)).not.toContain('assign.start');
  });

  it('welcomes, and names who added it when that is known', () => {
    const card = draw(helpView(w, input({ welcome: { installedBy: 'Lynne Robbins' } })));
    expect(card.text).toMatch(/^Welcome to License Desk/);
    expect(card.text).toContain('Added by Lynne Robbins.');
    expect(draw(helpView(w, input({ welcome: { installedBy: null } }))).text).not.toContain('Added by');
  });

  it('answers a mistyped command with the nearest one as the first button', () => {
    const card = draw(helpView(w, input({ unknown: { typed: 'licenes', nearest: 'licenses' } })));
    expect(card.text).toMatch(
      /^I did not understand that\n“licenes” is not a command that I know.\nDid you mean “licenses”/,
    );
    expect(verbs(card)[0]).toBe('licenses');
    expect(card.actions[0]).toMatchObject({ style: 'positive' });
    expect(card.summary).toContain('licenes');
  });

  it('has a hint when nothing is near', () => {
    const card = draw(helpView(w, input({ unknown: { typed: 'qwertz', nearest: null } })));
    expect(card.text).not.toContain('Did you mean');
    expect(card.text).toContain('Type one of the commands below');
  });
});
