import { historyView } from '../../../src/conversation/views/history';
import { change, noon } from '../../support/builders';
import { draw, w } from './draw';

describe('history', () => {
  const drawn = (more: { readonly changesCut: boolean; readonly mayDownload: boolean }) =>
    draw(
      historyView(w, {
        rows: [1, 2].map((number) => ({
          kind: 'change',
          at: noon.toISOString(),
          change: change({ number }),
          log: [],
        })),
        logMissing: '',
        logCut: false,
        about: {},
        name: '',
        page: 0,
        nameOfProduct: () => '',
        ...more,
      }),
    ).text;

  it('says that there is more than it shows, and where', () => {
    expect(drawn({ changesCut: false, mayDownload: true })).toContain('\n2 entries\n');
    const cut = drawn({ changesCut: true, mayDownload: true });
    expect(cut).toContain('The newest 2 entries');
    expect(cut).toContain('There are older changes of ours than these. Download CSV has them, too.');
    expect(drawn({ changesCut: true, mayDownload: false })).toContain('older changes of ours than these.\n');
  });
});
