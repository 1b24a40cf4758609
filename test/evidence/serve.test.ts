import { linkKey } from '../../src/evidence/link';
import { createLinks } from '../../src/evidence/links';
import { serveDownload, type ServeDeps } from '../../src/evidence/serve';
import type { Evidence } from '../../src/store/contract';
import { after, change, ids, noon } from '../support/builders';

/** A store in memory that can be made to fail. */
function desk() {
  const rows: Evidence[] = [];
  const keys = new Set<string>();
  let now = noon;
  let broken = false;
  const one = change({ number: 17 });
  const links = createLinks({ key: linkKey(''), publicUrl: () => 'https://desk.example', now: () => now });
  const store = {
    changes: { get: async (id: string) => (id === one.id ? one : undefined) },
    evidence: {
      append: async (_id: string, entry: Evidence) => {
        if (broken) throw new Error('the disk is full');
        rows.push(entry);
      },
      ofChange: async () => rows,
    },
    seen: {
      first: async (key: string) => !keys.has(key) && Boolean(keys.add(key)),
      undo: async (key: string) => void keys.delete(key),
    },
  };
  const deps = { store, links, now: () => now } as unknown as ServeDeps;
  const token = (changeId: string = one.id): string =>
    links.make({ changeId, format: 'json', personId: ids.person }).split('/').at(-1) ?? '';
  return {
    rows,
    token,
    serve: (given: string) => serveDownload(deps, given),
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
