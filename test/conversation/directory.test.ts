import { createDirectory } from '../../src/conversation/directory';
import type { GraphCaller } from '../../src/graph/api';
import { after, noon } from '../support/builders';

describe('the directory', () => {
  let now = noon;
  let asked: string[] = [];
  let roles: GraphCaller['roles'] = [];
  const make = () =>
    createDirectory({
      now: () => now,
      graph: {
        caller: async (id) => {
          asked.push(id);
          if (id === 'away') throw new Error('Graph does not answer');
          return { user: undefined, roles };
        },
        organization: async () => {
          asked.push('organization');
          return { id: 'o', displayName: `Contoso ${asked.length}`, usageLocation: 'US' };
        },
      },
    });
  beforeEach(() => {
    [now, asked, roles] = [noon, [], []];
  });

  it('asks about somebody anew, unless an answer of the last minute will do', async () => {
    const directory = make();
    await directory.callerOfLate('megan');
    roles = [{ displayName: 'License Administrator', roleTemplateId: 'r' }];
    now = after(59);
    expect((await directory.callerOfLate('megan')).roles).toEqual([]);
    expect((await directory.caller('megan')).roles).toEqual(roles);
    roles = [];
    // What was read last counts, whoever asked for it.
    expect((await directory.callerOfLate('megan')).roles).toHaveLength(1);
    now = after(59 + 60);
    expect((await directory.callerOfLate('megan')).roles).toEqual([]);
    await directory.callerOfLate('adele');
    expect(asked).toEqual(['megan', 'megan', 'megan', 'adele']);
  });

  it('keeps no failure, and nothing from a clock that was set back', async () => {
    const directory = make();
    await expect(directory.callerOfLate('away')).rejects.toThrow('does not answer');
    await expect(directory.callerOfLate('away')).rejects.toThrow('does not answer');
    await directory.callerOfLate('megan');
    now = after(-3_600);
    await directory.callerOfLate('megan');
    expect(asked).toEqual(['away', 'away', 'megan', 'megan']);
  });

  it('remembers a thousand people and forgets whom it heard of longest ago', async () => {
    const directory = make();
    for (let n = 0; n < 1_001; n += 1) await directory.callerOfLate(`person ${n}`);
    asked = [];
    await directory.callerOfLate('person 1000');
    await directory.callerOfLate('person 1');
    await directory.callerOfLate('person 0');
    expect(asked).toEqual(['person 0']);
  });

  it('knows what the organization is called for an hour', async () => {
    const directory = make();
    expect(await directory.organizationName()).toBe('Contoso 1');
    now = after(3_599);
    expect(await directory.organizationName()).toBe('Contoso 1');
    now = after(3_600);
    expect(await directory.organizationName()).toBe('Contoso 2');
  });
});
