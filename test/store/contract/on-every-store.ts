import type { Change, NewChange } from '../../../src/licensing/change';
import type { ChangeState } from '../../../src/licensing/change-states';
import { giving, ids, newChange, noon } from '../../support/builders';
import { stores, type ContractStore } from '../../support/databases';

/** The store that a test of the contract is about. */
export interface StoreUnderTest {
  readonly store: ContractStore;
  /** A new change that has gone the shortest legal way to a state. */
  changeIn(state: ChangeState, over?: Partial<NewChange>): Promise<Change>;
  /** Closes the store and opens it again, with what it holds. */
  reopen(): Promise<void>;
}

export const asked = {
  at: noon.toISOString(),
  kind: 'asked',
  actor: ids.person,
  data: { why: '${x} "quoted"' },
};

export function draft(over: Partial<NewChange> = {}): NewChange {
  const product = { skuId: ids.e3, name: 'Microsoft 365 E3' };
  return newChange({
    product,
    edit: { ...giving(product, [ids.visio]), remove: [{ skuId: ids.visio, name: 'Visio' }] },
    origin: { undoes: 3 },
    conversationId: 'a:1',
    locale: 'en-US',
    ...over,
  });
}

/** The shortest legal way to each state. */
const ways: Record<ChangeState, readonly ChangeState[]> = {
  draft: [],
  waiting: ['waiting'],
  'asked-back': ['waiting', 'asked-back'],
  'wait-listed': ['wait-listed'],
  scheduled: ['scheduled'],
  queued: ['queued'],
  applying: ['queued', 'applying'],
  processing: ['queued', 'applying', 'processing'],
  done: ['queued', 'applying', 'processing', 'done'],
  'done-with-failures': ['queued', 'applying', 'processing', 'done-with-failures'],
  failed: ['queued', 'failed'],
  cancelled: ['cancelled'],
  rejected: ['waiting', 'rejected'],
  withdrawn: ['waiting', 'withdrawn'],
  expired: ['waiting', 'expired'],
};

/** Runs a part of the contract on both databases and on the store without one, each opened once for the part. */
export function onEveryStore(title: string, part: (on: StoreUnderTest) => void): void {
  describe.each(stores)(`${title} in a store on %s`, (_name, create) => {
    let database: Awaited<ReturnType<typeof create>>;
    let store: ContractStore;

    beforeAll(async () => {
      database = await create();
      ({ store } = await database.open());
    });
    afterAll(async () => {
      await store?.close();
      await database?.dispose();
    });

    part({
      get store() {
        return store;
      },
      async changeIn(state, over = {}) {
        let change = await store.changes.create(draft(over), noon, asked);
        for (const to of ways[state])
          change = (await store.changes.move({
            id: change.id,
            revision: change.revision,
            to,
            at: noon,
          })) as Change;
        return change;
      },
      async reopen() {
        await store.close();
        ({ store } = await database.open());
      },
    });
  });
}
