import type { ChangeFailure } from '../../licensing/change';
import type { ExactForecast, StoredForecast } from '../../licensing/exact-forecast';
import type { StoredCard } from './cards';

export interface ForecastRepository {
  get(changeId: string): Promise<StoredForecast | undefined>;
  /**
   * Has one made, unless one is being made; what an earlier one found is shown no more.
   * @param order.card the message on which it is shown from now on
   */
  order(
    changeId: string,
    order: {
      readonly total: number;
      readonly at: Date;
      readonly card?: Pick<StoredCard, 'conversationId' | 'viewerId'> & { readonly activityId: string };
    },
  ): Promise<StoredForecast>;
  /** Forgets the pages of an earlier attempt. */
  begin(changeId: string, total: number): Promise<void>;
  /** Keeps a page of members, from 0; `redraw` also has the cards show how far it is. */
  addPage(
    changeId: string,
    added: {
      readonly page: number;
      readonly rows: string;
      readonly read: number;
      readonly at: Date;
      readonly redraw: boolean;
    },
  ): Promise<void>;
  /** It is done, or cannot be done. */
  end(
    changeId: string,
    ended: { readonly at: Date; readonly read: number } & (
      { readonly result: ExactForecast } | { readonly result?: undefined; readonly failure: ChangeFailure }
    ),
  ): Promise<void>;
  retry(changeId: string, retry: { readonly nextAt: Date }): Promise<void>;
  /** The members of one page; undefined when there is no such page. */
  page(changeId: string, page: number): Promise<string | undefined>;
  /** Changes whose forecast is to be made by now. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Deletes the members of forecasts that are older; their sums stay. */
  forgetPages(before: Date): Promise<void>;
}
