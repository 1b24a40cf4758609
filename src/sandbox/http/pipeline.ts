import type { RequestLog } from '../admin/request-log';
import { HungUp, type FaultBox } from '../faults/fault-box';
import type { Budget } from '../throttling/budget';
import { costOf } from '../throttling/costs';
import { asGraphFault, faultAnswer, type Answer, type RequestIds } from './answer';
import { withLinks } from './links';
import type { GraphRequest } from './request';

/** Lets a test hold a request, or hang up, before or after its effect. */
export type OnRequest = (request: {
  readonly phase: 'before' | 'after';
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly batched: boolean;
}) => void | 'drop' | Promise<void | 'drop'>;

export interface PipelineOptions<Caller> {
  readonly now: () => number;
  readonly answer: (request: GraphRequest, caller: Caller) => Answer | Promise<Answer>;
  /** The app whose budget pays for a caller's requests. */
  readonly appOf: (caller: Caller) => string | null;
  /** The server's address with the version, for context and next links. */
  readonly origin: () => string;
  readonly log: RequestLog;
  readonly budget: Budget;
  readonly faults?: FaultBox;
  readonly onRequest?: OnRequest;
  readonly onFailure?: (error: unknown) => void;
}

/**
 * What one request goes through once its token is good, alone or in a `$batch`: faults, budget, route, faults again.
 */
export class Pipeline<Caller> {
  constructor(private readonly options: PipelineOptions<Caller>) {}

  /** @throws HungUp when the connection ends without an answer */
  async run(request: GraphRequest, caller: Caller, ids: RequestIds): Promise<Answer> {
    return this.logged(request, caller, ids, async (app) => {
      const { faults, budget, answer, origin } = this.options;
      await this.tell('before', request);
      await faults?.before(request, budget.scopeOf(app, 'ReadWrite'));
      const headers = budget.charge(app, faults?.budgetSize, costOf(request));
      const answered = withLinks(request, await answer(request, caller), origin());
      await this.tell('after', request);
      const changed = faults?.after(request, answered) ?? answered;
      return { ...changed, headers: { ...headers, ...changed.headers } };
    });
  }

  /** Runs a whole `$batch`, which costs nothing itself: its requests pay. */
  async runWhole(
    request: GraphRequest,
    caller: Caller,
    ids: RequestIds,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    return this.logged(request, caller, ids, async (app) => {
      const { faults, budget } = this.options;
      await faults?.before(request, budget.scopeOf(app, 'ReadWrite'));
      const answered = await run();
      return faults?.after(request, answered) ?? answered;
    });
  }

  /** Remembers a request that got no further than its token or its form. */
  refused(method: string, path: string, status: number): void {
    const { log, now } = this.options;
    log.add({ method, path, status, batched: false, resourceUnits: 0, appId: null, at: now() });
  }

  private async logged(
    request: GraphRequest,
    caller: Caller,
    ids: RequestIds,
    run: (app: string) => Promise<Answer>,
  ): Promise<Answer> {
    const { log, now, appOf } = this.options;
    const { units } = costOf(request);
    const appId = appOf(caller);
    let status = 0;
    try {
      const answer = await this.answered(ids, () => run(appId ?? 'unknown'));
      status = answer.status;
      return units > 0
        ? { ...answer, headers: { 'x-ms-resource-unit': String(units), ...answer.headers } }
        : answer;
    } finally {
      const { method, batched } = request;
      log.add({ method, path: targetOf(request), status, batched, resourceUnits: units, appId, at: now() });
    }
  }

  private async answered(ids: RequestIds, run: () => Promise<Answer>): Promise<Answer> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof HungUp) throw error;
      if (!asGraphFault(error)) this.options.onFailure?.(error);
      return faultAnswer(error, ids, this.options.now());
    }
  }

  private async tell(phase: 'before' | 'after', request: GraphRequest): Promise<void> {
    const { method, body, batched } = request;
    const told = await this.options.onRequest?.({ phase, method, path: targetOf(request), body, batched });
    if (told === 'drop') throw new HungUp();
  }
}

function targetOf(request: GraphRequest): string {
  const query = [...request.query].map(([name, value]) => `${name}=${value}`).join('&');
  return query ? `${request.path}?${query}` : request.path;
}
