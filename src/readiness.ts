import type { Jobs } from './jobs/queue';
import type { Store } from './store/contract';
import type { Operation } from './teams/operation';

/** However often anybody asks, the store is asked at most this often. Milliseconds. */
const lastsMs = 1_000;
/** A store that takes longer has not answered. Milliseconds. */
const patienceMs = 2_000;
/** The jobs look through the store three times a minute; when they have not for so long, they stand still. */
const sweptWithinMs = 90_000;

type Readiness = Awaited<ReturnType<Operation['readiness']>>;

/** Whether this process can take turns and do its jobs. */
export function createReadiness(options: {
  readonly store: Pick<Store, 'isReadOnly' | 'ping'>;
  readonly jobs: Pick<Jobs, 'lastSweep'>;
  readonly now: () => Date;
  /** True once the process has been told to end. */
  readonly isStopping: () => boolean;
}): Operation['readiness'] {
  const { jobs, isStopping } = options;
  const time = (): number => options.now().getTime();
  let asked: { readonly at: number; readonly answer: Promise<string> } | undefined;

  function askStore(): Promise<string> {
    if (!asked || time() - asked.at >= lastsMs) asked = { at: time(), answer: storeState(options.store) };
    return asked.answer;
  }

  return async (): Promise<Readiness> => {
    if (isStopping()) return { ready: false, parts: { process: 'stopping' } };
    const store = await askStore();
    const swept = jobs.lastSweep();
    const running = swept !== undefined && time() - swept.getTime() < sweptWithinMs;
    return {
      // What can be read can be asked; and an embedded store has no other process that could do better.
      ready: store === 'read-only' || (store === 'reachable' && running),
      parts: { store, jobs: running ? 'running' : 'standing still' },
    };
  };
}

async function storeState(store: Pick<Store, 'isReadOnly' | 'ping'>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), patienceMs);
  });
  const answer = store.ping().then(
    () => (store.isReadOnly() ? 'read-only' : 'reachable'),
    () => 'unreachable',
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
