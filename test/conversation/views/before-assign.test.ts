import { beforeAssignView } from '../../../src/conversation/views/before-assign';
import type { Forecast } from '../../../src/licensing/change';
import { change, forecast, ids } from '../../support/builders';
import { dataOf, draw, verbs, w } from './draw';

const drawn = (over: Partial<Forecast> = {}, notice?: string) =>
  draw(beforeAssignView(w, { change: change({ state: 'draft', forecast: forecast(over) }), notice }));

describe('before you assign', () => {
  it('says who gets what, with the numbers behind it', () => {
    const card = drawn();
    expect(card.text).toContain(
      'License\nMicrosoft 365 E3\nGroup\nContoso sales\n9 people will get Microsoft 365 E3.',
    );
    expect(card.text).toContain(
      'Direct members\n12\nAlready have it\n3\nSeats needed\n9\nSeats available\n88',
    );
    expect(card.text).not.toContain('Good to know');
    expect(card.text).not.toContain('short');
    expect(card.summary).toContain('9 people will get Microsoft 365 E3.');
  });

  it('sends id and revision, and marks the button that acts', () => {
    const card = drawn();
    expect(verbs(card)).toEqual(['change.confirm', 'forecast.show', 'change.edit', 'change.cancel']);
    expect(card.actions[0]).toMatchObject({
      title: 'Assign',
      style: 'positive',
      data: { id: ids.change, revision: 4 },
    });
    expect(dataOf(card, 'change.edit')).toEqual({ id: ids.change });
    expect(dataOf(card, 'change.cancel')).toEqual({ id: ids.change, revision: 4 });
  });

  it.each([
    [{ members: 1, alreadyLicensed: 0, seatsNeeded: 1 }, '1 person will get Microsoft 365 E3.'],
    [
      { members: 5_000, alreadyLicensed: 0, seatsNeeded: 5_000, seatsAvailable: 6_000 },
      '5,000 people will get Microsoft 365 E3.',
    ],
    [{ members: 0, alreadyLicensed: 0, seatsNeeded: 0 }, 'nobody will get Microsoft 365 E3 now'],
    [{ members: 3, alreadyLicensed: 3, seatsNeeded: 0 }, 'Every member has Microsoft 365 E3 already.'],
    [{ seatsNeeded: 9, seatsAvailable: 0 }, 'Nobody can get Microsoft 365 E3 now'],
    [{ seatsNeeded: 9, seatsAvailable: 4 }, 'Only 4 of 9 people can get Microsoft 365 E3.'],
  ])('%j: %s', (over, sentence) => {
    expect(drawn(over).text).toContain(sentence);
  });

  it.each([
    [{ seatsNeeded: 12, seatsAvailable: 3 }, '9 seats short', '9 people will fail'],
    [{ seatsNeeded: 12, seatsAvailable: 11 }, '1 seat short', '1 person will fail'],
    [{ seatsNeeded: 12, seatsAvailable: -5 }, '12 seats short', '12 people will fail'],
  ])('warns loudly of missing seats: %j', (over, title, text) => {
    const card = drawn(over);
    expect(card.text).toContain(`⚠ ${title}\n${text} until seats are bought or freed.`);
    expect(card.json).toContain('"style":"attention"');
    expect(verbs(card)).toContain('change.confirm'); // still the person's decision
  });

  it('does not warn at exactly enough seats', () => {
    expect(drawn({ seatsNeeded: 9, seatsAvailable: 9 }).json).not.toContain('"style":"attention"');
  });

  it("says which seats are kept for whom, and offers to wait for one's own", () => {
    const held = { seats: 7, changes: [12, 15], count: 2 };
    const over = forecast({ seatsNeeded: 9, seatsAvailable: 10, held });
    const view = (mayWait: boolean, more: Partial<Forecast> = {}) =>
      draw(
        beforeAssignView(w, { change: change({ state: 'draft', forecast: { ...over, ...more } }), mayWait }),
      );
    const card = view(true);
    expect(card.text).toContain('9 people will get'); // Entra knows nothing of what is kept
    expect(card.text).toContain(
      '⚠ 6 seats short\n7 of the 10 free seats are held for changes 12 and 15. This one needs 9: 6 short.',
    );
    expect(card.actions.slice(0, 2)).toMatchObject([
      { title: 'Assign anyway', verb: 'change.confirm', data: { short: 6 } },
      { title: 'Wait for seats', verb: 'change.wait', data: { id: ids.change, revision: 4 } },
    ]);
    expect(card.actions).toHaveLength(6);
    expect(view(false).json).not.toContain('change.wait');
    expect(view(false).actions[0]).toMatchObject({ title: 'Assign', data: { short: 6 } });
    expect(view(true, { seatsNeeded: 3 }).json).not.toContain('change.wait');
    expect(view(true, { seatsAvailable: 0 }).text).toContain(
      '9 people will fail until seats are bought or freed.\nNo seat is free, and changes 12 and 15 come first.',
    );
    const many = { seats: 70, changes: [1, 2, 3, 4, 5, 6, 7, 8], count: 20 };
    expect(view(true, { held: many }).text).toContain('held for changes 1, 2, 3, 4, 5, and 15 more.');
  });

  it('names the nested groups whose people get nothing', () => {
    const nested = { nestedOnly: 56, nestedGroups: ['West', 'East', 'North', 'South'], nestedGroupCount: 7 };
    expect(drawn(nested).text).toContain(
      '56 people in nested groups will not get it: West, East, North, and 4 more.',
    );
    expect(drawn({ nestedOnly: 1, nestedGroups: ['West'], nestedGroupCount: 1 }).text).toContain(
      '1 person in nested groups will not get it: West.',
    );
    expect(drawn({ nestedOnly: 2, nestedGroups: [], nestedGroupCount: 0 }).text).toContain(
      '2 people in nested groups will not get it. Entra',
    );
  });

  it.each([
    [
      { withoutUsageLocation: 3 },
      '3 have no usage location; they inherit the directory’s: United States (US).',
    ],
    [
      { withoutUsageLocation: 1, tenantUsageLocation: 'DE' },
      '1 has no usage location and inherits the directory’s: Germany (DE).',
    ],
    [{ withoutUsageLocation: 2, tenantUsageLocation: '' }, 'the directory has none to inherit'],
    [{ withoutUsageLocation: undefined }, 'could not be counted'],
    [{ dynamic: true }, 'Membership is dynamic'],
    [{ synced: true }, 'synchronized from on-premises'],
    [{ roleAssignable: true }, 'directory roles'],
  ])('good to know: %j', (over, note) => {
    expect(drawn(over).text).toContain('Good to know');
    expect(drawn(over).text).toContain(note);
    expect(drawn().text).not.toContain(note);
  });

  it('shows a notice', () => {
    expect(drawn({}, 'The numbers have changed.').text).toContain('The numbers have changed.');
  });
});
