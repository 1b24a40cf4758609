import { createLinks } from '../../src/downloads/links';
import { lookAt, serveDownload, type ServeDeps } from '../../src/downloads/serve';
import { recordFile } from '../../src/evidence/record-file';
import type { Evidence, Pace } from '../../src/store/contract';
import { after, change, ids, noon } from '../support/builders';

/** A store in memory that can be made to fail. */
function desk() {
  const rows: Evidence[] = [];
  const keys = new Set<string>();
  let now = noon;
  let broken = false;
  let allowed = true;
  const tries = new Map<string, number>();
  const one = change({ number: 17 });
  const links = createLinks({
    key: Buffer.alloc(32),
    publicUrl: () => 'https://desk.example',
    now: () => now,
  });
  const store = {
    changes: { get: async (id: string) => (id === one.id ? one : undefined) },
    evidence: {
      append: async (_id: string, entry: Evidence) => {
        if (broken) throw new Error('the disk is full');
        rows.push(entry);
      },
      ofChange: async () => rows,
    },
    paces: {
      take: async ([pace]: readonly Pace[]) => {
        const { name, most } = pace ?? { name: '', most: 0 };
        const count = (tries.get(name) ?? 0) + 1;
        tries.set(name, count);
        return count > most ? { name, at: now } : undefined;
      },
    },
    seen: {
      first: async (key: string) => !keys.has(key) && Boolean(keys.add(key)),
      undo: async (key: string) => void keys.delete(key),
    },
  };
  const asked: string[] = [];
  const mayDownload = async (id: string): Promise<boolean> => (asked.push(id), allowed);
  const files = {
    record: recordFile({ store, now: () => now } as unknown as Parameters<typeof recordFile>[0]),
  };
  const deps = { store, links, files, mayDownload, now: () => now } as unknown as ServeDeps;
  const codes = new Map<string, string>();
  const token = (changeId: string = one.id): string => {
    const { url, code } = links.make({
      about: { kind: 'record', changeId },
      format: 'json',
      personId: ids.person,
    });
    const made = url.split('/').at(-1) ?? '';
    codes.set(made, code);
    return made;
  };
  return {
    rows,
    token,
    asked,
    look: (given: string) => lookAt(deps, given),
    /** With the code of the link, unless another one is typed. */
    serve: (given: string, code = codes.get(given) ?? '') => serveDownload(deps, given, code),
    loseRole: () => void (allowed = false),
    breakDown: (is: boolean) => void (broken = is),
    wait: (seconds: number) => void (now = after(seconds)),
  };
}

describe('a download', () => {
  it('is served once, tells of itself, and names the person', async () => {
    const { serve, token, rows } = desk();
    const link = token();
    const served = await serve(link);
    expect(served).toMatchObject({ name: 'license-desk-change-17.json' });
    expect(rows).toEqual([
      { at: noon.toISOString(), kind: 'downloaded', actor: ids.person, data: { format: 'json' } },
    ]);
    expect(served).toMatchObject({ body: expect.stringContaining('"downloaded"') as string });
    expect(await serve(link)).toBe('gone');
    expect(rows).toHaveLength(1);
  });

  it('is given to nobody without its code, and dies after five attempts', async () => {
    const { serve, token, rows } = desk();
    const [link, other] = [token(), token()];
    for (const code of ['', '12345', 'abcdef', '0'.repeat(100)])
      expect(await serve(link, code)).toBe('wrong-code');
    expect(await serve(link)).toMatchObject({ name: 'license-desk-change-17.json' });
    for (let i = 0; i < 5; i += 1) expect(await serve(other, `${i}`)).toBe('wrong-code');
    expect(await serve(other)).toBe('gone');
    expect(rows).toHaveLength(1);
  });

  it('is not used up by who only looks at the link', async () => {
    const { serve, look, token, wait } = desk();
    const link = token();
    for (let i = 0; i < 10; i += 1) expect(look(link)).toBe('open');
    expect(await serve(link)).toMatchObject({ name: 'license-desk-change-17.json' });
    wait(300);
    expect([look(link), look('made.up')]).toEqual(['gone', 'unknown']);
  });

  it('is not given to somebody who lost the role since', async () => {
    const { serve, token, rows, asked, loseRole } = desk();
    loseRole();
    expect(await serve(token())).toBe('gone');
    expect(asked).toEqual([ids.person]);
    expect(rows).toEqual([]);
  });

  it('is served to one of many who open it at once', async () => {
    const { serve, token } = desk();
    const link = token();
    const all = await Promise.all(Array.from({ length: 5 }, () => serve(link)));
    expect(all.filter((each) => each === 'gone')).toHaveLength(4);
  });

  it('is over after five minutes', async () => {
    const { serve, token, wait } = desk();
    const link = token();
    wait(300);
    expect(await serve(link)).toBe('gone');
  });

  it('is unknown for a made-up link and for a change that is none', async () => {
    const { serve, token, rows } = desk();
    expect(await serve('made.up')).toBe('unknown');
    expect(await serve(token(ids.otherGroup))).toBe('unknown');
    expect(rows).toEqual([]);
  });

  it('gives nothing when it cannot be recorded, and the link can be tried again', async () => {
    const { serve, token, breakDown } = desk();
    const link = token();
    breakDown(true);
    await expect(serve(link)).rejects.toThrow('the disk is full');
    breakDown(false);
    expect(await serve(link)).toMatchObject({ name: 'license-desk-change-17.json' });
  });
});
